"""`motcua process lint`: nothing to say of sound processes, 1 when people have left, drafts only as notes."""

from __future__ import annotations

import json

import pytest

from motcua.apps.office.models import Posting
from motcua.apps.processes import actions
from motcua.cli.process import run
from motcua.rules.process import written
from tests.apps.processes.test_lint_at_the_office import drawn
from tests.worlds.small import SmallOffice, build, vn

pytestmark = pytest.mark.django_db
AT = vn("2026-03-02 09:00")


@pytest.fixture(autouse=True)
def clock(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("MOTCUA_NOW", "2026-03-02T09:00")


@pytest.fixture
def office() -> SmallOffice:
    return build()


def body(**more: object) -> dict[str, object]:
    return {"name": "Quy trình của Sở", "steps": written(drawn(**more))["steps"]}  # type: ignore[arg-type]  # dicts


def test_sound_processes_leave_with_0_and_say_the_coverage(
    office: SmallOffice, capsys: pytest.CaptureFixture[str]
) -> None:
    office.published(body())
    assert run(["lint"]) == 0
    said = capsys.readouterr().out
    assert "Đã kiểm tra 5 quy trình: 0 lỗi" in said
    assert "Độ phủ: 1 trên 5 thủ tục đang áp dụng có quy trình đã phê duyệt (20,0 %)." in said


def test_a_process_whose_clerk_left_leaves_with_1(
    office: SmallOffice, capsys: pytest.CaptureFixture[str]
) -> None:
    key = office.published(body()).definition.key
    Posting.objects.filter(officer__username="vanthu").update(valid_to="2026-03-01")
    assert run(["lint", "--key", key]) == 1
    assert (
        "LỖI  Quy trình của Sở (bản 1, Sở Tư pháp): Bước «Bước b»: không có ai giữ" in capsys.readouterr().out
    )
    assert run(["lint", "--key", key, "--json"]) == 1
    line, total = map(json.loads, capsys.readouterr().out.splitlines())
    assert (line["grave"], line["step"], line["what"]) == (True, "b", "bản 1, Sở Tư pháp")
    assert total == {"processes": 1, "grave": 1, "notes": 0, "in_use": 5, "approved": 1, "percent": "20.0"}


def test_a_draft_is_work_in_hand(office: SmallOffice, capsys: pytest.CaptureFixture[str]) -> None:
    actions.create("Đang soạn", agency_id=office.agency().pk, actor=office.actor("truongphong"), at=AT)
    assert run(["lint"]) == 0
    assert "Lưu ý  Đang soạn (bản nháp, Sở Tư pháp): Quy trình chưa có bước nào." in capsys.readouterr().out


def test_a_key_that_no_process_has(office: SmallOffice, capsys: pytest.CaptureFixture[str]) -> None:
    assert run(["lint", "--key", "khong-co"]) == 2
    assert "Không có quy trình nào có khóa «khong-co»" in capsys.readouterr().err
