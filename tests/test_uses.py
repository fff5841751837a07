"""What hangs on a figure of the law is found, in data, cases and pages."""

from __future__ import annotations

import pytest

from ipcoord_sim.cli import main
from ipcoord_sim.errors import UnknownIdError
from ipcoord_sim.uses import uses


def test_a_limit_lists_its_norms_rules_counting_cases_and_pages():
    """Claim: the limit of the request for reconsideration hangs together with N19, R15, its counting, C-20 and pages."""
    places = {(use.kind_zh, use.place.split()[0]) for use in uses("orn310-reconsider-request-3d")}

    assert {("规范", "N19"), ("规则", "R15"), ("期限数法", "orn310-reconsider-request-3d"), ("案例", "C-20")} <= places
    assert any(use.file == "book/chapters/part1/procedure.md" for use in uses("orn310-reconsider-request-3d"))


def test_an_old_value_and_its_parameter_lead_to_the_same_threshold_row():
    """Claim: asked for the parameter, the fact or one of its numbers, the thresholds of 214 are named."""
    for id in ("crl-214-unsold", "crl-214-unsold-v2025", "crl-214-unsold-v2025#2"):
        assert any(use.file == "thresholds/crl-214.yaml" for use in uses(id)), id


def test_a_longer_id_is_not_taken_for_a_shorter_one():
    """Claim: crl-142 does not list what names only crl-142-1."""
    assert not {u for u in uses("crl-142")} & {u for u in uses("crl-142-1") if "crl-142-1" in u.place}


def test_the_command_prints_a_table_and_refuses_an_unknown_id(capsys):
    """Claim: exit 0 with a count, exit 2 with the nearest id."""
    assert main(["law", "uses", "orn310-send-24h"]) == 0
    assert "处用到" in capsys.readouterr().out
    assert main(["law", "uses", "orn310-send-24"]) == 2
    assert "orn310-send-24h" in capsys.readouterr().err
    with pytest.raises(UnknownIdError):
        uses("nothing-like-it-at-all")
