"""The field's words: the English identifier, the Chinese term and what keeps it apart from its neighbours."""

from __future__ import annotations

from dataclasses import dataclass

__all__ = ["TERMS", "Term", "term", "zh"]


@dataclass(frozen=True, slots=True)
class Term:
    """One word: identifier, Chinese term, English term, meaning in one sentence, group."""

    id: str
    zh: str
    en: str
    meaning_zh: str
    group: str


def _terms(group: str, *rows: tuple[str, str, str, str]) -> tuple[Term, ...]:
    return tuple(Term(*row, group) for row in rows)


TERMS: tuple[Term, ...] = (
    *_terms(
        "机关",
        ("amr", "市场监督管理局", "administration for market regulation", "查处商标、专利等行政违法的机关，方案里称“市场监管部门”。"),
        ("psb", "公安局", "public security bureau", "侦查犯罪的机关，方案里称“公安机关”。"),
        ("procuratorate", "人民检察院", "people's procuratorate", "监督立案和移送，决定起诉或者不起诉的机关。"),
        ("supervisory", "监察机关", "supervisory organ", "调查公职人员职务违法和职务犯罪的机关。"),
        ("office", "知识产权保护协作办公室", "IP protection collaboration office", "方案三（一）设在市市场监管局的协作机构。"),
    ),
    *_terms(
        "时间",
        ("time_limit", "期限", "time limit", "一段长度，比如若干日、若干小时。"),
        ("deadline", "期满日", "deadline", "期限走完的那一天，从起算日推算出来。"),
        ("calendar_day", "自然日", "calendar day", "连着数的日子，节假日也算。"),
        ("working_day", "工作日", "working day", "扣除周末和放假日，加上调休上班日。"),
        ("rollover", "末日顺延", "roll-over of the last day", "中间的节假日照算，只有最后一天遇节假日时顺延到节后第一个工作日。"),
        ("reading", "读法", "reading", "一条期限可以怎么数；每种读法都写明依据和分量。"),
        ("make_up_day", "调休上班日", "make-up workday", "被安排上班的周末，是工作日。"),
        ("safest_day", "最稳妥日", "safest day", "各种读法里最早的一天，在这天以前做完，谁也挑不出错。"),
    ),
    *_terms(
        "移送",
        ("refer", "移送", "refer", "行政机关把涉嫌犯罪的案件交给公安机关。"),
        ("forward", "转送", "forward", "公安机关把不归自己管辖的案件转给有管辖权的机关。"),
        ("reverse_transfer", "移交", "reverse transfer", "公安机关把不构成犯罪但应当行政处罚的案件交给市场监管部门，又叫反向移送。"),
        ("handover", "交接涉案物品", "handover of goods", "立案以后，行政机关把涉案物品和其他材料交给公安机关。"),
        ("case_lead", "线索", "case lead", "可能有案件的信息，还说不上涉嫌犯罪。"),
        ("receipt", "回执", "receipt", "公安机关在移送书回执上签字，证明什么时候收到。"),
        ("supplement", "补正", "supplement", "材料不全时，按通知补齐。"),
        ("filing", "立案", "filing", "公安机关决定开始刑事侦查。"),
        ("decline", "不予立案", "decline to file", "公安机关决定不开始刑事侦查，要书面说明理由并退回案卷。"),
        ("filing_threshold", "立案追诉标准", "filing threshold", "金额、数量或者情节达到什么程度应当立案追诉。"),
        ("reasonable_suspicion", "合理嫌疑", "reasonable suspicion", "有根据怀疑是犯罪，但要公安机关进一步取证才能判断是否达到标准。"),
    ),
    *_terms(
        "救济与监督",
        ("reconsideration", "复议", "reconsideration", "请作出不予立案决定的同一公安机关再审查一次。"),
        ("review", "复核", "review one level up", "请上一级公安机关审查；只给控告人，不给移送机关。"),
        ("administrative_reconsideration", "行政复议", "administrative reconsideration", "对行政处罚等不服的救济，和这里的复议不是一回事。"),
        ("filing_supervision", "立案监督", "supervision of filing", "人民检察院监督公安机关该不该立案。"),
        ("contested", "有争议", "contested", "法律可以有两种读法，或者有一处还待核。"),
    ),
    *_terms(
        "协作",
        ("consultation", "咨询", "consultation", "就追诉标准、证据、身份或者专业问题问对方。"),
        ("early_intervention", "提前介入", "early intervention", "公安机关在移送以前先来指导取证；它不是移送。"),
        ("special_meeting", "专门协调会议", "special coordination meeting", "方案二（五）的会，研究重大、群体性或者不明确的案件。"),
        ("joint_supervision_meeting", "联合督办会议", "joint supervision meeting", "方案三（三）的会，遇重大疑难案件或者一方提请就召开。"),
        ("forward_link", "行刑衔接", "administrative-criminal linkage", "行政执法与刑事司法衔接，又叫两法衔接。"),
        ("reverse_link", "反向衔接", "reverse linkage", "不起诉或者不构成犯罪的案件回到行政机关处理。"),
    ),
    *_terms(
        "数额",
        ("illegal_income", "违法所得", "illegal income", "刑事上按现行解释只扣原材料或者购进价款；行政处罚另有算法。"),
        ("business_amount", "非法经营数额", "illegal business amount", "制造、储存、运输、销售侵权产品的价值，已售按实际售价。"),
        ("sales_amount", "销售金额", "sales amount", "卖出后所得和应得的全部违法收入，不扣成本。"),
        ("unsold_value", "未销售货值", "value of unsold goods", "还没有卖出的侵权产品的价值。"),
        ("labels", "标识件数", "number of labels", "标有完整商标图样的一份标识算一件。"),
        ("loss", "损失", "loss", "权利人受到的损失，怎样认定由解释规定。"),
    ),
    *_terms(
        "法律状态",
        ("in_force", "现行", "in force", "今天有效的规定。"),
        ("historical", "历史", "historical", "已经失效，但可能适用于过去的行为。"),
        ("to_be_confirmed", "待核", "to be confirmed", "还没有读到原文，不能用来下结论。"),
        ("stricter", "更严", "stricter", "方案要求的比上位法多。"),
        ("looser", "更宽", "looser", "方案要求的比上位法少，应当按上位法做。"),
        ("silent", "未写", "silent", "一方没有写。"),
        ("same", "一致", "same", "方案和上位法要求一样。"),
    ),
)

_BY_ID = {t.id: t for t in TERMS}


def term(id: str) -> Term:
    """The term with this identifier.

    >>> term("refer").zh
    '移送'
    """
    return _BY_ID[id]


def zh(id: str) -> str:
    """The Chinese word for an identifier, or the identifier itself where none is listed."""
    found = _BY_ID.get(id)
    return found.zh if found else id
