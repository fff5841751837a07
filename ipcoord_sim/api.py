"""The seam: every call takes a JSON object and gives a JSON object.

Components, notebooks, the command line and a room server speak to the engine through `call` alone.
"""

from __future__ import annotations

from collections.abc import Callable
from importlib import import_module

from .api_cases import cases_call, play_call
from .api_items import items_call
from .api_law import assess_call, deadline_call, law_call, law_diff_call, norms_call, periods_call
from .api_logs import check_call, duties_call, evidence_call, procedure_call
from .errors import InputError, UnknownIdError

__all__ = ["CALLS", "call"]

_KINDS = {
    "object": (dict, "JSON 对象", "a JSON object"), "text": (str, "文字", "a text"), "flag": (bool, "true 或 false", "true or false"), "list": (list, "列表", "a list"),
    "count": (int, "整数", "a whole number"), "number": ((int, float), "数", "a number"), "any": (object, "", ""),
}


def call(name: str, args: object) -> dict:
    """The answer of one call.

    Raises IpcoordError (UnknownIdError, InputError …) with one sentence that says what to change.

    >>> call("deadline", {"period": "orn310-reconsider-request-3d", "start": "2026-09-30T15:00:00+08:00"})["safest"]
    '2026-10-03'
    >>> call("dedline", {})
    Traceback (most recent call last):
    ipcoord_sim.errors.UnknownIdError: 没有这个调用：dedline；最接近的是 deadline。
    """
    if name not in CALLS:
        raise UnknownIdError.among("调用", "call", name, CALLS)
    answer, fields = CALLS[name]
    if name == "check" and isinstance(args, dict) and "format" in args:
        args = {"log": args}
    return answer(**_checked(name, args, fields))


def _checked(name: str, args: object, fields: dict[str, tuple[str, bool]]) -> dict:
    if not isinstance(args, dict):
        raise InputError(f"{name} 要一个 JSON 对象，收到的是 {args!r:.60}。", f"{name} takes a JSON object, got {args!r:.60}.")
    for key, value in args.items():
        if key not in fields:
            raise UnknownIdError.among(f"{name} 的字段", f"field of {name}", key, fields)
        kind, zh, en = _KINDS[fields[key][0]]
        if not isinstance(value, kind) or (isinstance(value, bool) and kind in (int, (int, float))):
            raise InputError(f"{name} 的 {key} 应为{zh}，收到的是 {value!r:.60}。", f"{key} of {name} must be {en}, got {value!r:.60}.")
    for key, (_, required) in fields.items():
        if required and key not in args:
            raise InputError(f"{name} 缺少 {key}，请补上。", f"{name} lacks {key}; add it.")
    return dict(args)


def _late(module: str, name: str) -> Callable[..., dict]:
    """A call whose module is loaded when it is first asked for: words, pictures and files cost the plain answers nothing."""

    def answer(**args: object) -> dict:
        return getattr(import_module(f".{module}", __package__), name)(**args)

    return answer


CALLS: dict[str, tuple] = {
    "assess": (assess_call, {"on": ("text", True), "handled": ("text", True), "facts": ("object", True)}),
    "cases": (cases_call, {key: ("text", False) for key in ("clause", "offence", "mode", "audience", "difficulty")}),
    "check": (check_call, {"log": ("object", True), "reading": ("text", False)}),
    "duties": (duties_call, {"log": ("object", True), "now": ("text", True)}),
    "procedure": (procedure_call, {"log": ("object", True), "agency": ("text", True), "now": ("text", False)}),
    "evidence": (evidence_call, {"documents": ("list", True), "facts": ("object", False), "contents": ("object", False)}),
    "deadline_aid": (_late("api_aids", "deadline_aid_call"), {"period": ("text", True), "start": ("text", True), "in_custody": ("flag", False), "own": ("text", False), "now": ("text", False)}),
    "experiment": (_late("experiments.calls", "experiment_call"), {"name": ("text", True), "first": ("object", False), "values": ("object", True)}),
    "experiment_form": (_late("experiments.calls", "experiment_form_call"), {"name": ("text", True), "first": ("object", False)}),
    "deadline_choices": (_late("api_aids", "deadline_choices_call"), {}),
    "evidence_form": (_late("api_aids", "evidence_form_call"), {}),
    "register": (_late("api_registers", "register_call"), {"text": ("text", True), "format": ("text", False), "name": ("text", False), "reading": ("text", False), "lines": ("list", False)}),
    "register_file": (_late("api_registers", "register_file_call"), {key: ("text", key in ("text", "form")) for key in ("text", "form", "format", "name", "now")}),
    "time_machine": (_late("api_aids", "time_machine_call"), {key: ("text", True) for key in ("offence", "field", "on", "handled")} | {"amount": ("number", True)}
                     | {key: ("flag", False) for key in ("marks", "prior", "unit")}),
    "time_machine_choices": (_late("api_aids", "time_machine_choices_call"), {}),
    "referral": (_late("api_aids", "referral_call"), {"answers": ("object", False), "start": ("text", False)}),
    "review_file": (_late("api_aids", "review_file_call"), {"case": ("text", True), "form": ("text", True), "seat": ("text", False), "choices": ("list", False), "difficulty": ("count", False)}),
    "story": (_late("api_aids", "story_call"), {"case": ("text", True)}),
    "deadline": (deadline_call, {"period": ("text", True), "start": ("text", True), "in_custody": ("flag", False)}),
    "items": (items_call, {"clause": ("text", False), "seed": ("count", False), "use": ("text", False)}),
    "law": (law_call, {"id": ("text", True), "on": ("text", True)}),
    "law_diff": (law_diff_call, {"first": ("text", True), "second": ("text", True)}),
    "network": (_late("api_network", "network_call"), {"level": ("text", False), "without": ("list", False), "seed": ("count", False), "picture": ("flag", False)}),
    "norms": (norms_call, {"clause": ("text", False)}),
    "periods": (periods_call, {}),
    "simulate": (_late("api_simulation", "simulate_call"), {"scenario": ("any", False), "seed": ("count", False), "replications": ("count", False), "logs": ("flag", False)}),
    "play": (play_call, {"case": ("text", True), "seat": ("text", False), "choices": ("list", False), "difficulty": ("count", False)}),
}
