"""Pages about a dossier cite the decree it was received under: no article of a repealed one."""

from __future__ import annotations

from collections.abc import Callable
from datetime import datetime

import pytest
from django.test import Client

from motcua.apps.dossiers.models import Dossier
from tests.web.desk_dossier.conftest import SignedIn
from tests.web.desk_dossier.desk import words
from tests.worlds.every_state import secret
from tests.worlds.small import SmallOffice

pytestmark = pytest.mark.django_db

OLD, NEW = "2025-06-30 09:00", "2025-07-01 09:00"
OLD_DECREE, NEW_DECREE = "Nghị định 61/2018/NĐ-CP", "Nghị định 118/2025/NĐ-CP"
SetNow = Callable[[str], datetime]

AT_THE_COUNTER = {
    "ban-giao": "Điều 18",
    "chuyen-co-quan-khac": "khoản 3 Điều 18",
    "mat-hong-giay-to": "Điều 21",
}


def _cites(page: str, article: str, received: str) -> bool:
    if received == OLD:
        return f"{article} {OLD_DECREE}" in page and NEW_DECREE not in page
    return NEW_DECREE in page and "61/2018" not in page and article not in page


@pytest.mark.parametrize("received", [OLD, NEW])
def test_the_hints_of_the_counter(
    received: str, office: SmallOffice, set_now: SetNow, signed_in: SignedIn
) -> None:
    number = str(office.accepted(set_now(received)))
    counter = signed_in("quay")
    for slug, article in AT_THE_COUNTER.items():
        page = words(counter.get(f"/desk/ho-so/{number}/{slug}"))
        assert "Căn cứ: " in page and _cites(page, article, received), (slug, page)


@pytest.mark.parametrize("received", [OLD, NEW])
def test_the_steps_of_the_settling_agency(
    received: str, office: SmallOffice, set_now: SetNow, signed_in: SignedIn
) -> None:
    number = str(office.examined_by(set_now(received)))
    checking = words(signed_in("chuyenvien").get(f"/desk/ho-so/{number}/xac-minh"))
    assert _cites(checking, "khoản 3 Điều 19", received)
    apology = words(signed_in("giamdoc_so").get(f"/desk/ho-so/{number}/hen-lai"))
    assert _cites(apology, "khoản 9 Điều 19", received)


@pytest.mark.parametrize("received", [OLD, NEW])
def test_the_history(received: str, office: SmallOffice, set_now: SetNow, signed_in: SignedIn) -> None:
    number = str(office.examined_by(set_now(received)))
    page = words(signed_in("chuyenvien").get(f"/desk/ho-so/{number}"))
    history = page.partition('id="lich-su"')[2]
    for article in ("khoản 1 Điều 17", "Điều 18", "khoản 1 Điều 19"):
        assert _cites(history, article, received)


@pytest.mark.parametrize("received", [OLD, NEW])
def test_the_citizen_whose_dossier_is_late(
    received: str, office: SmallOffice, set_now: SetNow, client: Client
) -> None:
    number = str(office.examined_by(set_now(received)))
    assert Dossier.objects.get(number=number).rule_set == ("ND61" if received == OLD else "ND118")
    set_now("2025-08-04 09:00")
    page = words(client.get("/tra-cuu", {"so": number, "ma": secret(number)}))
    notice = page.partition("Hồ sơ đã quá ngày hẹn")[2].partition("</p></")[0]
    assert _cites(notice, "Căn cứ: khoản 9 Điều 19", received)
