"""The heartbeat of a dossier's page."""

from __future__ import annotations

from datetime import datetime

import pytest

from motcua.apps.dossiers import actions
from motcua.apps.dossiers.models import Presence
from motcua.web.desk import people_presence
from tests.web.desk_dossier.conftest import SignedIn
from tests.web.desk_people.reading import said
from tests.worlds.small import SmallOffice

pytestmark = pytest.mark.django_db


def test_who_opens_a_dossier_sees_who_is_there(
    office: SmallOffice, now: datetime, signed_in: SignedIn
) -> None:
    number = str(office.examined_by(now))
    signed_in("chuyenvien").get(f"/desk/ho-so/{number}")
    page = said(signed_in("truongphong").get(f"/desk/ho-so/{number}"))
    assert "Hoàng Văn Chuyên đang mở hồ sơ này (việc «" in page and "lúc 09:00" in page
    beat = signed_in("chuyenvien").post(f"/desk/ho-so/{number}/co-mat", {"seen": "0"})
    assert "Vũ Thị Trưởng đang mở hồ sơ này" in said(beat)


def test_the_beat_tells_that_the_dossier_moved(
    office: SmallOffice, now: datetime, signed_in: SignedIn
) -> None:
    dossier = office.to_signing(now)
    leader = signed_in("giamdoc_so")
    path = f"/desk/ho-so/{dossier}/co-mat?viec=ky"
    assert "vừa có thay đổi" not in said(leader.post(path, {"seen": dossier.act_count}))
    actions.sign(str(dossier), actor=office.actor("giamdoc_so"), at=now)
    answer = leader.post(path, {"seen": dossier.act_count}).content.decode()
    assert "vừa có thay đổi" in answer and "Tải lại, giữ nội dung tôi đã nhập" in answer
    assert 'form="step-ky"' in answer


@pytest.mark.parametrize(("who", "status"), [("phongkhac", 404), ("quantri", 404), ("vanthu", 200)])
def test_only_who_may_see_the_dossier_is_told(
    office: SmallOffice, now: datetime, signed_in: SignedIn, who: str, status: int
) -> None:
    number = str(office.examined_by(now))
    assert signed_in(who).post(f"/desk/ho-so/{number}/co-mat").status_code == status
    assert signed_in(who).get(f"/desk/ho-so/{number}/co-mat").status_code == 405
    assert Presence.objects.count() == (1 if status == 200 else 0)


def test_a_page_that_beats_like_mad_is_told_to_wait(
    office: SmallOffice, now: datetime, signed_in: SignedIn, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(people_presence, "MOST_A_MINUTE", 3)
    number, client = str(office.examined_by(now)), signed_in("chuyenvien")
    answers = [client.post(f"/desk/ho-so/{number}/co-mat").status_code for _ in range(5)]
    assert answers == [200, 200, 200, 429, 429]
