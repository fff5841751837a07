"""A case to fill in: the acts and reasons of a plain referral stand already, the story is left blank in 【】."""

from __future__ import annotations

import re

from ..agencies import agencies
from ..errors import InputError, UnknownIdError
from ..times import read_day

__all__ = ["new_case"]

_ID = re.compile(r"C-\d{2}")


def new_case(id: str, county: str = "gushi", start: str = "2026-03-09") -> str:
    """The text of a new case file for a county, beginning at nine on the day `start` (YYYY-MM-DD).

    Raises InputError for an id that is not like C-90, UnknownIdError for an unknown county.
    """
    if not _ID.fullmatch(id):
        raise InputError(f"案例编号写的是 {id}，应写成 C 加两位数，例如 C-90。", f"The case id is {id!r}; write it like C-90.")
    known = {path.rpartition("/")[2] for path in agencies() if path.startswith("amr/xinyang/")}
    if county not in known:
        raise UnknownIdError.among("县区", "county", county, known)
    day = read_day(start, "--start")
    return _TEXT.replace("@ID@", id).replace("@COUNTY@", county).replace("@DAY@", day.isoformat())


_TEXT = """\
# 把【】里的话换成你的故事，括号也删掉；其余照原样也能用。
# 改完运行：ipcoord case check 这个文件
id: @ID@
title: 【题名，例如：收银台后面的纸箱】
summary: 【一两句话：谁卖了什么，难在哪里。】
audience: training
clauses: ['2.1.1', '2.2']
norms: [N12, N14, N16, N17]
offences: [crl-214]
law_dates: {conduct: '@DAY@', handling: '@DAY@', teaching: '@DAY@'}
difficulty: 1
minutes: 25
modes: [solo, pair, table, paper]
agencies: {amr: amr/xinyang/@COUNTY@, psb: psb/xinyang/@COUNTY@}
facts: {has_goods: true}
start: '@DAY@T09:00:00+08:00'
close_after: 10
# 金额写成标准的几倍，法律改了会跟着变；side 写故事要它在标准的哪一边（below 不到，reaches 达到）。
amounts:
  sold: {of: crl-214-sales-v2025, times: 0.6, round: 100, side: below}
  unsold: {of: 'crl-214-unsold-v2025#1', times: 0.8, round: 100, side: below}
# 开头告诉每一席的话，两席互相看不到。
briefing:
  amr: 【市监席是谁，在哪里，手上有什么。】
  psb: 【公安席是谁，今天本来在忙什么。】
# 证物：seat 写归哪一席；shared_by 写哪个行为做了以后，对方才看得到。
exhibits:
- id: x1
  title: 【证物名，例如：现场检查笔录】
  seat: amr
  shared_by: [referral.send]
  text: 【写清楚看到了什么。】未卖出的货值约{amount:unsold}元。
- id: x2
  title: 【证物名，例如：收款记录】
  seat: amr
  shared_by: [referral.send]
  text: 【写清楚看到了什么。】看得到的已售金额约{amount:sold}元。
- id: x3
  title: 立案通知书
  seat: psb
  shared_by: [filing.notify]
  text: 经审查，认为有犯罪事实需要追究刑事责任，决定立案侦查。
steps:
- id: s1
  title: 【第一幕的题目】
  text:
    amr: 【现场：地方、东西、人说的话。】
    psb: 【公安这边这时候在做什么。】
  exhibits: [x1, x2]
  acts:
  - {who: amr, act: suspicion.found, id: found}
- id: d1
  seat: amr
  prompt: 数额还没有查清。你怎么办？
  options:
  - id: a
    text: 指定两名执法人员组成专案组，核实以后写移送报告
    quality: best
    reason: 有合理嫌疑、要公安机关进一步取证才能判断的，就应当移送；移送以前由专案组核实，写出报告。
    basis: [N12, orn310-ip-reasonable-suspicion, orn310-task-force]
    acts:
    - {who: amr, act: referral.team, data: {officers: 2}, wait: 1h}
    - {who: amr, act: referral.report, id: report, wait: 5h}
  - id: b
    text: 让发现线索的同志自己写一份报告，快一点
    quality: unlawful
    misconception: M12
    reason: 移送以前要指定人数够的执法人员组成专案组核实，一个人写的报告不符合要求。
    basis: [orn310-task-force]
    acts:
    - {who: amr, act: referral.report, id: report, wait: 3h}
- id: d2
  seat: amr
  title: 谁来批
  prompt: 局长在外地开会，能联系上。移送报告谁批？
  options:
  - id: a
    text: 请局长当天在系统里批
    quality: best
    reason: 移送由正职负责人或者主持工作的负责人审批，人在外地也能批，能留痕就行。
    basis: [N12, orn310-approver, orn310-approve-3d]
    acts:
    - {who: amr, act: referral.approve, id: approve, data: {approver: principal}, wait: 1h}
  - id: b
    text: 分管副局长签字，局长回来再补
    quality: unlawful
    engine: 1
    misconception: M11
    reason: 副职不能批移送报告。要么请正职批，要么由主持工作的负责人批，事后补签不算。
    basis: [N12, orn310-approver]
    acts:
    - {who: amr, act: referral.approve, id: approve, data: {approver: deputy}, wait: 1h}
  - id: c
    text: 等局长开完会、休完假回来再批
    quality: unlawful
    misconception: M02
    reason: 自接到报告之日起，批不批都有期限，出差和休假都不是理由。
    basis: [N12, orn310-approve-3d]
    acts:
    - {who: amr, act: referral.approve, id: approve, data: {approver: principal}, wait: 20d 10:00}
- id: d3
  seat: amr
  title: 什么时候送
  prompt: 批下来了。什么时候送，带什么？
  options:
  - id: a
    text: 今天就送，移送书、调查报告、物品清单和其他材料一起带，要回执
    quality: best
    reason: 批准以后按小时计的期限夜间和节假日照算，当天送最稳妥；材料附齐，请对方在回执上签字。
    basis: [N14, orn310-send-24h, orn310-attachments, orn310-receipt]
    acts:
    - {who: amr, act: referral.send, id: send, to: psb, ref: approve, documents: [referral_letter, investigation_report, goods_list, other_materials], wait: 1h, received: 20m}
  - id: b
    text: 攒到下周和别的案子一起送
    quality: unlawful
    engine: 2
    misconception: M13
    reason: 批准以后要在规定的小时数以内移送，不能等着和别的案子一起走。
    basis: [N12, orn310-send-24h]
    acts:
    - {who: amr, act: referral.send, id: send, to: psb, ref: approve, documents: [referral_letter, investigation_report, goods_list, other_materials], wait: 7d 10:00, received: 20m}
- id: d4
  seat: psb
  title: 【值班室里的题目】
  text:
    amr: 【把案卷放在公安的桌上时，市监看到什么。】
    psb: 【公安看到谁来了，抱着什么。】
  prompt: 收不收，签不签？
  options:
  - id: a
    text: 接收，在移送书回执上签字
    quality: best
    reason: 接受移送并在回执上签字；材料不全的通知对方补，不能不收。
    basis: [orn310-receipt, pol-180-supplement]
    acts:
    - {who: psb, act: referral.sign, ref: send, wait: 10m}
  - id: b
    text: 数额没查清，让他们拿回去
    quality: unlawful
    misconception: M14
    reason: 不得以材料不全、数额没有查清为由拒收；缺什么，通知对方补什么。
    basis: [orn310-receipt, pol-180-supplement]
    acts:
    - {who: psb, act: referral.reject, ref: send, data: {ground: incomplete, reasons: 数额没有查清}, wait: 10m}
    then: 【对方的反应。最后还是先收下了。】
- id: i1
  inject: true
  title: 【突发情况的题目】
  wait: 1h
  text:
    amr: 【市监听说了什么，例如：店主在打听案子。】
    psb: 【公安知道了什么。】
- id: d5
  seat: psb
  prompt: 多久以前要有结果？
  options:
  - id: a
    text: 第二天审查完，决定立案
    quality: best
    reason: 自接受移送之日起在期限内审查并作出决定，早一天，证据少丢一点。
    basis: [N16, orn310-police-review-3d]
    acts:
    - {who: psb, act: filing.decide, id: decide, data: {result: file}, wait: 1d 10:00}
  - id: b
    text: 手上案子多，下个月再看
    quality: unlawful
    engine: 1
    reason: 审查有期限，从接受移送那天起算；案子多不是放着不看的理由。
    basis: [N16, orn310-police-review-3d, orn310-liab-police]
    acts:
    - {who: psb, act: filing.decide, id: decide, data: {result: file}, wait: 30d 10:00}
- id: d6
  seat: psb
  prompt: 决定立案以后，怎么告诉市监？
  options:
  - id: a
    text: 当天送立案通知书，请对方签收
    quality: best
    reason: 立案或者不予立案，都要把决定书面通知移送的机关，对方才好交东西。
    basis: [N17, orn310-police-notify]
    acts:
    - {who: psb, act: filing.notify, id: notice, to: amr, ref: decide, documents: [filing_notice], wait: 4h, received: 20m}
  - id: b
    text: 打个电话说一声就行
    quality: unlawful
    misconception: M16
    reason: 通知要书面。电话里说过，台账里没有，对方也不知道从哪天起交东西。
    basis: [N17, orn310-police-notify]
    next: e2
- id: s2
  title: 通知书到了
  text:
    amr: 【市监收到立案通知书，东西还在自己的库房里。】
    psb: 通知书已经送达。
  exhibits: [x3]
- id: d7
  seat: amr
  prompt: 涉案物品怎么办？
  options:
  - id: a
    text: 第二天就交给公安，点清数，两家在交接单上签字
    quality: best
    reason: 接到立案通知书以后，要在期限内移交涉案物品和其他材料，办好交接手续。
    basis: [orn310-handover-3d]
    acts:
    - {who: amr, act: goods.handover, to: psb, ref: notice, documents: [handover_record], wait: 1d 10:00, received: 30m}
  - id: b
    text: 先放在库房，等公安来催
    quality: unlawful
    misconception: M18
    reason: 移交物品有期限，从接到立案通知书起算，不能等对方来催。
    basis: [orn310-handover-3d]
    acts:
    - {who: amr, act: goods.handover, to: psb, ref: notice, documents: [handover_record], wait: 9d 10:00, received: 30m}
- id: s3
  title: 【公安来问】
  text:
    amr: 公安来函：这批货是不是侵权商品，请说明认定的依据。
    psb: 你们发函请市监说明认定的依据。
  acts:
  - {who: psb, act: consult.ask, to: amr, data: {topic: professional_finding}, id: ask, wait: 1d 09:00, received: 10m}
- id: d8
  seat: amr
  prompt: 公安的咨询，什么时候答？
  options:
  - id: a
    text: 第二天书面答复，写明依据
    quality: best
    reason: 受咨询的机关应当及时答复；写明依据，对方才能用得上。
    basis: [N08]
    acts:
    - {who: amr, act: consult.answer, to: psb, ref: ask, wait: 1d 10:00, received: 10m}
    next: e1
  - id: b
    text: 放到下次例会再说
    quality: unlawful
    misconception: M09
    reason: 受咨询的机关应当及时答复，等例会再说，等于没有答。
    basis: [N08]
    next: e3
- id: e1
  title: 【走完的结局】
  ending: true
  text: 【案子后来怎么样。】
  cites: [N16, orn310-handover-3d]
- id: e2
  title: 【只有一个电话】
  ending: true
  text: 【没有通知书，东西一直没有交，后来怎么样。】
  cites: [N17, orn310-police-notify]
- id: e3
  title: 【等例会】
  ending: true
  text: 【公安等不到答复，后来怎么样。】
  cites: [N08]
discussion:
- 【第一个讨论题，例如：报告可以由一个人写吗，为什么？】
- 【第二个讨论题。】
- 【第三个讨论题。】
facilitator:
  aim: 【上完这一课，两家都能做到什么。】
  likely_errors:
  - {misconception: M11, at: d2, sign: 有人说分管领导签字就行。, answer: '请他读{article:orn310-approver}。'}
  prompts:
  - 【请公安席先说的一句话。】
  - 【请市监席先说的一句话。】
  takeaways:
  - 【带走的第一句话。】
  - 【带走的第二句话。】
  - 【带走的第三句话。】
"""
