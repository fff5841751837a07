"""A stock table and what it amounts to: the price that counts, illegal income in its senses, and the thresholds."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date

from ..aids.verdicts import ACT_ZH, verdict_zh
from ..api_law import assess_call
from ..times import read_day
from ..wording import amount_zh
from .amounts import Goods, Income, Priced, conduct_facts, criminal_income, incomes, priced, pricing_on, sales
from .assess_view import AID_ZH
from .views import View, listed, marked, paragraph, table

__all__ = ["show_amounts"]

_UNDEFINED = "刑事上的违法所得怎样算，数据没有收录这一天的规定，所以不给数。"


def show_amounts(stock: Sequence[Goods], conduct: str, day: str) -> View:
    """The stock as amounts under the law of `day`, on which the conduct takes place and is handled.

    Raises what `priced`, `conduct_facts` and the call `assess` raise.

    >>> tea = [Goods("茶", 10, 900, 20, tag=100, cost=50)]
    >>> show_amounts(tea, "sell_counterfeit_goods", "2025-05-20")
    销售金额900元；没卖的货按实际销售平均价算，值1,800元：没有达到。
    """
    on = read_day(day, "day")
    rule, _ = pricing_on(on)
    ways = [(way, _assessed(stock, conduct, way, on)) for way in priced(stock, on)]
    said = "；".join(f"没卖的货按{way.label_zh}算，值{_money(way.unsold)}：{verdict_zh(got['results'][0])}" for way, got in ways)
    head = "" if len({got["results"][0]["entry"] for _, got in ways}) == 1 else "两种算法结论不同，要写明口径。"
    html = "".join((
        table("账和货", ("货", "卖了", "收到", "没卖", "标价", "市场中间价", "进价"), map(_line, stock)),
        paragraph(f"{rule.label_zh}（{rule.citation_zh}）。"),
        table("没卖的货按什么价，结论是什么", ("按什么价", "未销售货值", "非法经营数额", "对照门槛"), map(_way, ways)),
        table("违法所得，各有各的算法", ("口径", "多少", "用在哪里"), map(_income, incomes(stock, on))),
        "" if criminal_income(stock, on) else paragraph(_UNDEFINED),
        listed(dict.fromkeys(note["text_zh"] for _, got in ways for note in got["results"][0]["notes"])), paragraph(AID_ZH),
    ))
    return View(f"销售金额{_money(sales(stock))}；{said}。{head}", html)


def _assessed(stock: Sequence[Goods], conduct: str, way: Priced, on: date) -> dict:
    return assess_call(str(on), str(on), conduct_facts(conduct, stock, way, on))


def _line(goods: Goods) -> tuple[str, ...]:
    average = f"平均每件{_money(goods.average)}" if goods.average is not None else ""
    prices = (_money(price) if price is not None else "没有查" for price in (goods.tag, goods.market, goods.cost))
    return goods.name_zh, f"{goods.sold}件", marked(_money(goods.received), average), f"{goods.unsold}件", *prices


def _way(row: tuple[Priced, dict]) -> tuple[str, ...]:
    way, got = row
    result = got["results"][0]
    verdict = marked(verdict_zh(result), f"{result['name_zh']}。建议：{ACT_ZH[got['advice']['act']]}")
    return f"按{way.label_zh}", _money(way.unsold), _money(way.business), verdict


def _income(income: Income) -> tuple[str, ...]:
    amount = "待核" if income.open else "缺进价，算不出" if income.amount is None else _money(income.amount)
    return marked(income.label_zh, income.value.citation_zh), amount, income.use_zh


def _money(amount: float) -> str:
    return f"{amount_zh(round(amount, 2))}元"
