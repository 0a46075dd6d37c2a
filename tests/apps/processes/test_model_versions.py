"""Model processes of the packs: an amended model is a new file, and running dossiers still find the old one."""

from __future__ import annotations

import json
from pathlib import Path

import pytest

from motcua.apps.processes.queries import versions
from motcua.apps.processes.refusals import NoSuchProcess

PACK = Path(__file__).parents[3] / "packs" / "processes"


@pytest.fixture
def amended(tmp_path: Path, settings):
    """Packs where the commune's model has a second version with another name of its first step."""
    folder = tmp_path / "processes"
    folder.mkdir()
    for path in PACK.glob("*.json"):
        (folder / path.name).write_text(path.read_text("utf-8"), "utf-8")
    body = json.loads((PACK / "commune.json").read_text("utf-8"))
    body["version"] = 2
    body["steps"][0]["name"] = "Chuyển ngay cho công chức"
    (folder / "commune.v2.json").write_text(json.dumps(body), "utf-8")
    settings.PACKS = tmp_path
    _forget()
    yield
    settings.PACKS = PACK.parent
    _forget()


def _forget() -> None:
    versions.pack_processes.cache_clear()
    versions._pack_versions.cache_clear()


def test_a_running_dossier_keeps_the_model_it_was_filed_under(amended) -> None:
    assert versions.process("commune", 1).first.name == "Chuyển hồ sơ đến công chức chuyên môn"
    assert versions.process("commune", 2).first.name == "Chuyển ngay cho công chức"
    assert versions.process("commune").version == 2


def test_a_version_that_is_gone_is_said(amended) -> None:
    with pytest.raises(NoSuchProcess, match="không còn bản 7"):
        versions.process("commune", 7)
