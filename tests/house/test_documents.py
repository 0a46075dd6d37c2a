"""Documents do not point at nothing, and every setting is written down."""

import re
from pathlib import Path

import pytest

from tests.house.source import PACKAGE, ROOT

DOCUMENTS = sorted([*ROOT.glob("*.md"), *(ROOT / "docs").rglob("*.md"), *(ROOT / "deploy").rglob("*.md")])
LINK = re.compile(r"\]\((?!https?://|mailto:|#)([^)\s#]+)(?:#[^)]*)?\)")


@pytest.mark.parametrize("document", DOCUMENTS, ids=lambda path: path.relative_to(ROOT).as_posix())
def test_links_lead_somewhere(document: Path):
    targets = LINK.findall(document.read_text())
    assert [target for target in targets if not (document.parent / target).exists()] == []


def test_every_setting_is_documented():
    used = {
        name
        for path in PACKAGE.rglob("*.py")
        for name in re.findall(r"""["'](MOTCUA_[A-Z_]+)["']""", path.read_text())
    }
    written = set(re.findall(r"`(MOTCUA_[A-Z_]+)`", (ROOT / "docs/reference/settings.md").read_text()))
    assert used - written - {"MOTCUA_NO_DATABASE"} == set()


def test_every_decision_is_in_the_list():
    listed = (ROOT / "docs/decisions/README.md").read_text()
    assert [p.name for p in (ROOT / "docs/decisions").glob("0*.md") if p.name not in listed] == []


def test_the_licence_is_the_one_named_everywhere():
    assert (ROOT / "LICENSE").read_text().startswith("EUROPEAN UNION PUBLIC LICENCE v. 1.2")
    assert "license: EUPL-1.2" in (ROOT / "publiccode.yml").read_text()
