"""The intake sheet: from the procedure to the number, and what comes back when something is wrong."""

from __future__ import annotations

from collections.abc import Callable
from uuid import UUID, uuid4

import pytest
from django.test import Client

from tests.worlds.small import SEVEN_DAYS, SmallOffice

Enter = Callable[[str], Client]


def address(token: UUID) -> str:
    return f"/desk/tiep-nhan/{token}"


def filled(office: SmallOffice, code: str = SEVEN_DAYS, **more: str) -> dict[str, str]:
    """A complete sheet as a browser posts it."""
    return {
        "procedure": code,
        "agency": str(office.agency().pk),
        "channel": "COUNTER",
        "sets": "1",
        "result_way": "COUNTER",
        "applicant_kind": "CITIZEN",
        "applicant_name": "Nguyễn Văn Dân",
        "applicant_personal_id": "038099012345",
        "applicant_phone": "0912 345 678",
        "p1_originals": "1",
        "p2_copies": "1",
        "fee_how": "NONE",
        "do": "accept",
    } | more


def test_start(as_officer):
    r = as_officer("quay").get("/desk/tiep-nhan")
    assert r.status_code == 200
    r = as_officer("quay").get("/desk/tiep-nhan?q=cap giay chung nhan")
    assert "Cấp giấy chứng nhận thử nghiệm" in r.content.decode()


def test_accept(as_officer, office):
    c = as_officer("quay")
    t = uuid4()
    r = c.get(f"{address(t)}?thu-tuc={SEVEN_DAYS}&co-quan={office.agency().pk}")
    assert r.status_code == 200
    assert "11/03/2026" in r.content.decode()
    r = c.post(address(t), filled(office))
    assert r.status_code == 302, r.content.decode()[:3000]
    r = c.get(r["Location"])
    assert r.status_code == 200
