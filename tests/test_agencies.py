"""The agencies of Xinyang, those above them, and the channels between them."""

from __future__ import annotations

import pytest

from ipcoord_sim.agencies import agencies, agency, channels, peer
from ipcoord_sim.data import load
from ipcoord_sim.errors import UnknownIdError
from ipcoord_sim.norms import norms, within
from ipcoord_sim.parameters import find

DISTRICTS = {"shihe": "浉河区", "pingqiao": "平桥区"}
COUNTIES = {
    "luoshan": "罗山县", "guangshan": "光山县", "xinxian": "新县", "shangcheng": "商城县",
    "gushi": "固始县", "huangchuan": "潢川县", "huaibin": "淮滨县", "xixian": "息县",
}
PLACES = DISTRICTS | COUNTIES
KINDS = ("amr", "psb", "procuratorate", "supervisory")


@pytest.mark.parametrize("kind", KINDS)
@pytest.mark.parametrize("place", PLACES)
def test_each_district_and_county_has_its_agencies_under_the_city(kind, place):
    """Claim: two districts and eight counties, each with its AMR, PSB, procuratorate and supervisory organ."""
    one = agency(f"{kind}/xinyang/{place}")
    assert (one.kind, one.level, one.area, one.superior) == (kind, "county", place, f"{kind}/xinyang")
    assert PLACES[place] in one.name_zh


@pytest.mark.parametrize("kind", KINDS)
def test_above_the_city_stand_the_province_and_the_state(kind):
    """Claim: the chain of superiors is the path itself: county, city, province, state."""
    chain, here = [], f"{kind}/xinyang/gushi"
    while here:
        chain.append(here)
        here = agency(here).superior
    assert chain == [f"{kind}/xinyang/gushi", f"{kind}/xinyang", f"{kind}/henan", f"{kind}/state"]
    assert [agency(a).level for a in chain] == ["county", "city", "province", "state"]


def test_these_are_all_there_are():
    """Claim: four kinds in thirteen places and the collaboration office; no name stands twice."""
    assert len(agencies()) == len(KINDS) * (len(PLACES) + 3) + 1
    assert agency("office/xinyang").name_zh.endswith("知识产权保护协作办公室")
    names = [a.name_zh for a in agencies().values()]
    assert len(set(names)) == len(names)


def test_areas_and_agencies_name_the_same_places():
    """Claim: the areas of the data are the ten places, the city, the province and the state."""
    areas = {a["id"]: a["name_zh"] for a in load()["agencies"]["agencies"]["areas"]}
    assert areas == PLACES | {"state": "全国", "henan": "河南省", "xinyang": "信阳市"}


def test_a_peer_sits_in_the_same_place():
    """Claim: each county's AMR finds its PSB and back."""
    for place in PLACES:
        assert peer(f"amr/xinyang/{place}", "psb") == f"psb/xinyang/{place}"
        assert peer(peer(f"psb/xinyang/{place}", "procuratorate"), "amr") == f"amr/xinyang/{place}"


@pytest.mark.parametrize("word", ["amr/xinyang/gushe", "amr", "AMR/xinyang", "", "office/xinyang/gushi"])
def test_an_agency_that_is_none_is_refused(word):
    """Claim: a path outside the data set is an error that names what is known."""
    with pytest.raises(UnknownIdError, match="没有这个机关"):
        agency(word)


def test_a_peer_that_does_not_exist_is_refused():
    """Claim: there is no collaboration office in a county."""
    with pytest.raises(UnknownIdError, match="office/xinyang"):
        peer("amr/xinyang/gushi", "office")


def test_channels_join_known_kinds_under_known_norms():
    """Claim: each channel runs between kinds of the data set and rests on norms or facts that exist."""
    kinds, known = {a.kind for a in agencies().values()}, {n.id for n in norms()}
    assert len({c.id for c in channels()}) == len(channels())
    for one in channels():
        assert {one.sender, one.receiver} <= kinds and set(one.norms) <= known
        assert one.norms or one.basis, f"{one.id} rests on nothing"
        assert one.plan == bool(one.norms), one.id
        assert all(find(fact).parameter for fact in one.basis)


def test_a_channel_of_the_plan_runs_between_the_agencies_of_its_norms():
    """Claim: sender and receiver are among those whom the channel's norms bind or name."""
    parties = {n.id: {*n.owed_by, *n.owed_to} for n in norms()}
    for one in channels():
        if one.plan:
            assert {one.sender, one.receiver} <= set.union(*(parties[n] for n in one.norms)) | {"office"}, one.id


def test_the_plan_sends_referrals_one_way_and_reverse_transfers_the_other():
    """Claim: 移送 runs from AMR to PSB under 2.1, 移交 from PSB to AMR under 2.3."""
    by_act = {c.act: c for c in channels() if c.plan}
    referral, back = by_act["referral.send"], by_act["reverse.transfer"]
    assert (referral.sender, referral.receiver, back.sender, back.receiver) == ("amr", "psb", "psb", "amr")
    assert set(referral.norms) <= {n.id for n in within("2.1")} and set(back.norms) <= {n.id for n in within("2.3")}
