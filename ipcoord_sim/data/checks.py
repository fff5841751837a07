"""What the authored files must agree on among themselves: ids, dates in order, quotations, addresses."""

from __future__ import annotations

from datetime import date

from ..errors import DataError, nearest

__all__ = ["cross_check"]


def cross_check(data: dict) -> None:
    """Raise DataError for the first row that another file contradicts; a folder that is absent is not checked."""
    facts = _check_parameters(data.get("parameters", {}))
    if "calendar" in data:
        _check_calendar(data["calendar"], facts)
    clauses = _check_plan(data.get("policy", {}))
    norms = _check_norms(data.get("norms", {}), clauses, facts)
    _check_agencies(data.get("agencies", {}), norms, facts)


def _check_parameters(files: dict) -> dict[str, int]:
    sources = {row["key"] for row in files.get("sources", {}).get("sources", [])}
    facts: dict[str, int] = {}
    ids: set[str] = set()
    for stem, content in files.items():
        for p, row in enumerate(content.get("parameters", [])):
            place = f"parameters[{p}]({row['id']})"
            name = f"parameters/{stem}.yaml"
            if row["id"] in ids:
                raise _bad(name, f"{place}.id", f"编号 {row['id']} 写了两次", "每个编号只用一次", "the id stands twice", "each id once")
            ids.add(row["id"])
            _check_dates(row["values"], name, place)
            for v, value in enumerate(row["values"]):
                here = f"{place}.values[{v}]({value['fact']})"
                if value["fact"] in facts or (value["fact"] in ids and value["fact"] != row["id"]):
                    raise _bad(name, here, f"事实编号 {value['fact']} 写了两次", "每个编号只用一次", "the fact id stands twice", "each id once")
                facts[value["fact"]] = len(value["numbers"])
                if value["status"] == "verified" and not (value["instrument"] and value["source"]):
                    raise _bad(
                        name, here, "标了 verified，却没有文件名或者来源", "文件名和来源齐全，或者标 unverified",
                        "verified without instrument or source", "both, or the status unverified",
                    )
                for key in value["source"]:
                    _known(key, sources, name, f"{here}.source", "来源编号", "source key")
                names = [n["name"] for n in value["numbers"]]
                if len(set(names)) < len(names):
                    raise _bad(name, f"{here}.numbers", "两个数同名", "同一行里每个数名字不同", "two numbers share a name", "names that differ")
    return facts


def _check_dates(values: list[dict], name: str, place: str) -> None:
    last = ""
    for v, value in enumerate(values):
        here = f"{place}.values[{v}]({value['fact']})"
        for key in ("from", "to", "checked"):
            if value[key]:
                _real_day(value[key], name, f"{here}.{key}")
        if value["from"] and value["to"] and value["to"] < value["from"]:
            raise _bad(name, f"{here}.to", f"止日 {value['to']} 早于起日 {value['from']}", "止日不早于起日", "it ends before it begins", "an end on or after the beginning")
        if v and not (value["from"] and last and value["from"] > last):
            raise _bad(
                name, f"{here}.from", f"起日 {value['from']} 没有接在上一个值（止于 {last or '未写'}）之后",
                "值按起日先后排列，互不重叠", f"{value['from']} does not follow the value before it (to {last or 'open'})", "values in order of their days, without overlap",
            )
        last = value["to"]


def _check_calendar(files: dict, facts: dict[str, int]) -> None:
    table = files.get("workdays", {})
    years = [year["year"] for year in table.get("years", [])]
    if table and years != list(range(int(table["known_from"][:4]), int(table["known_until"][:4]) + 1)):
        raise _bad(
            "calendar/workdays.yaml", "years", f"年份是 {years}", f"从 {table['known_from']} 到 {table['known_until']}，一年不缺",
            f"the years are {years}", f"every year from {table['known_from']} to {table['known_until']}",
        )
    for year in table.get("years", []):
        for row in [*year["off"], *year["work"]]:
            _real_day(row["day"], "calendar/workdays.yaml", f"years({year['year']})")
            if not row["day"].startswith(str(year["year"])):
                raise _bad("calendar/workdays.yaml", f"years({year['year']})", f"{row['day']} 不在这一年", f"{year['year']} 年的日子", f"{row['day']} is of another year", "days of that year")
    for g, group in enumerate(files.get("countings", {}).get("groups", [])):
        place, readings = f"groups[{g}]({group['id']})", {r["id"] for r in group["readings"]}
        _known(group["default"], readings, "calendar/countings.yaml", f"{place}.default", "读法", "reading")
        for row in [*group["periods"], *group["readings"]]:
            for fact in ([row["id"]] if "standing" not in row else []) + row["basis"]:
                _known_fact(fact, facts, "calendar/countings.yaml", place)


def _check_plan(files: dict) -> dict[str, str]:
    """Addresses of the plan (paragraph or item) with their text."""
    texts: dict[str, str] = {}
    for stem, plan in files.items():
        if "language" in plan:
            continue
        for part in plan["parts"]:
            for clause in part["clauses"]:
                for row in [*clause["paragraphs"], *clause.get("items", [])]:
                    if row["id"] in texts:
                        raise _bad(f"policy/{stem}.yaml", row["id"], "编号写了两次", "每个编号只用一次", "the id stands twice", "each id once")
                    texts[row["id"]] = row["text"]
    for stem, rendering in files.items():
        if "language" in rendering and set(rendering["texts"]) != set(texts):
            apart = "、".join(sorted(set(rendering["texts"]) ^ set(texts)))
            raise _bad(
                f"policy/{stem}.yaml", "texts", f"和方案对不上的条款：{apart}", "方案的每一款、每一项各译一次",
                f"addresses that do not agree with the plan: {apart}", "each paragraph and item of the plan once",
            )
    return texts


def _check_norms(files: dict, texts: dict[str, str], facts: dict[str, int]) -> set[str]:
    ids: set[str] = set()
    for stem, content in files.items():
        for n, norm in enumerate(content["norms"]):
            name, place = f"norms/{stem}.yaml", f"norms[{n}]({norm['id']})"
            if norm["id"] in ids:
                raise _bad(name, f"{place}.id", f"编号 {norm['id']} 写了两次", "每个编号只用一次", "the id stands twice", "each id once")
            ids.add(norm["id"])
            _known(norm["paragraph"], texts, name, f"{place}.paragraph", "方案条款", "paragraph of the plan")
            if norm["quote"] not in texts[norm["paragraph"]]:
                raise _bad(
                    name, f"{place}.quote", f"“{norm['quote']}”不是 {norm['paragraph']} 的原文", "一字不差的原文",
                    f"the quotation is not in {norm['paragraph']}", "the plan's exact words",
                )
            for row in norm["superior"]:
                _known_fact(row["basis"], facts, name, f"{place}.superior")
            for fact in filter(None, [norm["limit_fact"], *norm["open_facts"]]):
                _known_fact(fact, facts, name, f"{place}.limit_fact / open_facts")
    return ids


def _check_agencies(files: dict, norms: set[str], facts: dict[str, int]) -> None:
    agencies = files.get("agencies", {}).get("agencies", [])
    ids = {row["id"] for row in agencies}
    for row in agencies:
        if [other["id"] for other in agencies].count(row["id"]) > 1:
            raise _bad("agencies/agencies.yaml", row["id"], f"机关 {row['id']} 写了两次", "每个机关只写一次", "the agency stands twice", "each agency once")
        if row["superior"] is not None:
            _known(row["superior"], ids, "agencies/agencies.yaml", f"{row['id']}.superior", "机关", "agency")
    for row in files.get("channels", {}).get("channels", []):
        for norm in row["norms"]:
            _known(norm, norms, "agencies/channels.yaml", f"{row['id']}.norms", "规范编号", "norm")
        for fact in row.get("basis", []):
            _known_fact(fact, facts, "agencies/channels.yaml", f"{row['id']}.basis")


def _known_fact(id: str, facts: dict[str, int], name: str, place: str) -> None:
    fact, mark, n = id.partition("#")
    _known(fact, facts, name, place, "事实编号", "fact id")
    if mark and n not in map(str, range(1, facts[fact] + 1)):
        raise _bad(name, place, f"{id} 的序号不对", f"#1 到 #{facts[fact]}", f"{id} has no such number", f"#1 to #{facts[fact]}")


def _known(word: str, known, name: str, place: str, what_zh: str, what_en: str) -> None:
    if word not in known:
        near = nearest(word, known)
        raise _bad(
            name, place, f"没有{what_zh} {word}", f"最接近的是 {near}" if near else f"已有的{what_zh}",
            f"no {what_en} {word!r}", f"the nearest is {near}" if near else f"a known {what_en}",
        )


def _real_day(text: str, name: str, place: str) -> None:
    try:
        date.fromisoformat(text)
    except ValueError:
        raise _bad(name, place, f"没有 {text} 这一天", "日历上有的一天", f"there is no day {text}", "a day of the calendar") from None


_bad = DataError.at
