"""What a browser posts from the intake sheet, for the tests of the counter."""

from __future__ import annotations

from datetime import datetime
from uuid import UUID

from tests.worlds.small import SEVEN_DAYS, SmallOffice, vn

NOW: datetime = vn("2026-03-02 09:00")
CARD = "038099012345|012345678|Nguyễn Văn Dân|01011999|Nam|Thôn 1, xã Đông Hòa|01012022"


def address(token: UUID, rest: str = "") -> str:
    return f"/desk/tiep-nhan/{token}{rest}"


def filled(office: SmallOffice, code: str = SEVEN_DAYS, **more: object) -> dict[str, object]:
    """A complete sheet, with the accepting button pressed."""
    agency = office.agency("H99.41" if code == "1.999005" else "H99.15")
    return {
        "procedure": code,
        "agency": str(agency.pk),
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
