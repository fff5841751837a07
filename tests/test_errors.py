"""Errors are sentences in two languages that say what to do."""

from __future__ import annotations

import pickle

import pytest

from ipcoord_sim import errors

TREE = [errors.DataError, errors.HorizonError, errors.InputError, errors.NotInForceError, errors.UnknownIdError, errors.UnverifiedError]


@pytest.mark.parametrize("kind", TREE)
def test_every_error_is_an_ipcoord_error_with_both_sentences(kind):
    """Claim: one `except IpcoordError` catches all of them, and each speaks both languages."""
    broken = kind("没有这一天。", "No such day.")
    assert isinstance(broken, errors.IpcoordError)
    assert (str(broken), broken.sentence(), broken.sentence("en")) == ("没有这一天。", "没有这一天。", "No such day.")


@pytest.mark.parametrize("kind", TREE)
def test_an_error_survives_the_way_to_another_process(kind):
    """Claim: pickling keeps the kind and both sentences."""
    copy = pickle.loads(pickle.dumps(kind("甲。", "A.")))
    assert (type(copy), copy.zh, copy.en) == (kind, "甲。", "A.")


def test_an_unknown_word_names_its_nearest_neighbour():
    """Claim: a slip of one letter is answered with the word that was meant, in both languages."""
    broken = errors.UnknownIdError.among("行为", "act", "referal.send", ["referral.send", "goods.handover"])
    assert str(broken) == "没有这个行为：referal.send；最接近的是 referral.send。"
    assert broken.en == "There is no act 'referal.send'; the nearest known one is referral.send."


def test_a_word_like_none_lists_what_there_is_and_stops_at_eight():
    """Claim: without a neighbour the known words are listed, eight at most."""
    short = errors.UnknownIdError.among("行为", "act", "zzz", ["b", "a"])
    assert "已知的有：a、b。" in str(short)
    long = errors.UnknownIdError.among("行为", "act", "zzz", [f"word{n}" for n in range(9)])
    assert str(long).endswith("word7 等。") and "word8" not in str(long)


def test_a_data_error_says_file_place_found_and_allowed():
    """Claim: the sentence on a broken file holds the four things one needs to mend it."""
    broken = errors.DataError.at("norms/norms.yaml", "norms[0](N01).clause", "写的是 9.9", "条款编号", "found 9.9", "a clause")
    for word in ("norms/norms.yaml", "norms[0](N01).clause", "写的是 9.9", "条款编号", "请改正"):
        assert word in str(broken)
    assert broken.en == "Data file norms/norms.yaml, at norms[0](N01).clause: found 9.9; allowed: a clause. Correct it and run again."
