"""What a unit fills in for its public edition: wrong entries are refused by one sentence with the field's name."""

from __future__ import annotations

import pytest
from ipcoord_public.local import FIELDS, empty_fields, local_fields
from sphinx.errors import ExtensionError


@pytest.fixture
def filled(tmp_path, monkeypatch):
    """The fields of a file with this text."""
    monkeypatch.delenv("IPCOORD_PUBLIC_SITE", raising=False)
    file = tmp_path / "local.yaml"

    def write(text: str | bytes):
        file.write_bytes(text if isinstance(text, bytes) else text.encode())
        return file

    return write


@pytest.mark.parametrize(("text", "said"), [
    ("unti: '某局'", "unti 不认识"),
    ("amr_phone: 3761234", "amr_phone 写的是 3761234，应为文字"),
    ("amr_hours: 2026-11-23", "amr_hours 写的是"),
    ("unit: ['甲', '乙']", "unit 写的是"),
    ("- unit", "一行一个字段"),
    ("unit: '某局\namr_phone: '1'", "第 2 行附近"),
    (b"unit: '\xd6\xd0'", "不是 UTF-8"),
    ("site: example.test", "local.yaml 的 site 写的是 'example.test'"),
    ("site: 'ftp://example.test'", "以 https:// 或者 http:// 开头"),
    ("site: 'https://example.test/a?b=1'", "不能有空格、问号"),
    ("site: 'https://a b'", "不能有空格"),
    ("unit: '" + "局" * 81 + "'", "有 81 个字"),
])
def test_a_wrong_entry_is_told_in_one_sentence(filled, text, said):
    """Claim: what was found, in which field, what is allowed."""
    with pytest.raises(ExtensionError) as wrong:
        local_fields(filled(text))
    assert said in str(wrong.value) and str(wrong.value).endswith("。") and "\n" not in str(wrong.value)


def test_a_missing_file_is_told(tmp_path):
    """Claim: the file is missed by name."""
    with pytest.raises(ExtensionError, match="没有 local.yaml"):
        local_fields(tmp_path / "local.yaml")


def test_empty_fields_are_counted_and_a_filled_one_is_trimmed(filled, monkeypatch):
    """Claim: nothing filled in leaves eight; an address loses its last slash; the environment goes before the file."""
    assert len(empty_fields(filled(""))) == len(FIELDS) == 8
    file = filled("site: ' https://example.test/zscq/ '\nunit: 某局\n")
    assert local_fields(file)["site"] == "https://example.test/zscq" and len(empty_fields(file)) == 6
    monkeypatch.setenv("IPCOORD_PUBLIC_SITE", "http://room.test:8000/")
    assert local_fields(file)["site"] == "http://room.test:8000"
    monkeypatch.setenv("IPCOORD_PUBLIC_SITE", "nowhere")
    with pytest.raises(ExtensionError, match="环境变量 IPCOORD_PUBLIC_SITE"):
        local_fields(file)
