"""The quiz items of the bank by themselves, for the tests on items: a case that is half written breaks nothing there."""

from __future__ import annotations

import shutil

import pytest

from tests.conftest import ROOT, forget

__all__ = ["items_alone"]


@pytest.fixture(scope="module", autouse=True)
def items_alone(tmp_path_factory):
    """A copy of the items and catalogues that the package reads until the module's tests are over."""
    folder = tmp_path_factory.mktemp("bank")
    for name in ("items", "catalogue"):
        shutil.copytree(ROOT / "casebank" / name, folder / name)
    with pytest.MonkeyPatch.context() as patch:
        patch.setenv("IPCOORD_CASES", str(folder))
        forget()
        yield folder
    forget()
