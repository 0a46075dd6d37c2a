"""Procedures as they are really published: several limits, groups of papers, fees that differ or are doubtful."""

from __future__ import annotations

import json
from collections.abc import Callable
from typing import Any
from uuid import uuid4

import pytest
from django.test import Client

from motcua.apps.catalogue import actions as catalogue
from motcua.apps.catalogue.actions.using import UseDraft
from motcua.apps.catalogue.actions.writing import Provenance
from motcua.apps.dossiers.models import Dossier
from motcua.apps.payments.models import Bill
from motcua.rules.actors import SYSTEM
from motcua.rules.catalogue_files import read_catalogue
from tests.web.desk_intake.sheets import address, filled
from tests.worlds.small import IN_FORCE, SmallOffice, record, vn

Enter = Callable[[str], Client]
ODD = "1.999010"


def channel(name: str, days: int, fee: int | None, about: str = "", note: str = "") -> dict[str, Any]:
    fees = [] if fee is None else [{"amount": fee, "currency": "VND", "note": note}]
    return {
        "channel": name,
        "time_value": days,
        "time_unit": "WORKING_DAY",
        "time_limit_raw": "",
        "fees": fees,
        "description": about,
    }


@pytest.fixture
def put(office: SmallOffice) -> Callable[..., None]:
    """`put(channels=[…], dossier=[…])`: a procedure published like this and used by the department."""

    def go(**parts: Any) -> None:
        row = record(ODD, "Thủ tục công bố phức tạp", 5) | parts
        at = vn("2018-06-01 08:00")
        content = json.dumps(row, ensure_ascii=False).encode()
        report = catalogue.import_catalogue(
            read_catalogue(content), provenance=Provenance(effective_on=IN_FORCE), actor=SYSTEM, at=at
        )
        assert not report.refused, report.refused
        draft = UseDraft(
            authority="Giám đốc Sở",
            center_ids=(office.unit("H99.TT").center.pk,),
            settling_unit_id=office.unit("H99.15.HT").pk,
            fee_when="AT_FILING",
        )
        catalogue.put_into_use(ODD, office.agency(), draft, valid_from=IN_FORCE, actor=SYSTEM, at=at)

    return go


def sheet(client: Client, office: SmallOffice) -> str:
    there = {"thu-tuc": ODD, "co-quan": office.agency().pk}
    return client.get(address(uuid4()), there).content.decode()


def test_several_limits_must_be_chosen_from(
    as_officer: Enter, office: SmallOffice, put: Callable[..., None]
) -> None:
    put(
        channels=[
            channel("DIRECT", 3, None, "- Không xác minh"),
            channel("DIRECT", 10, None, "- Phải xác minh"),
        ]
    )
    quay = as_officer("quay")
    page = sheet(quay, office)
    assert "3 ngày làm việc: Không xác minh" in page
    assert "10 ngày làm việc: Phải xác minh" in page
    refused = quay.post(address(uuid4()), filled(office, ODD))
    assert refused.status_code == 422
    assert "Hãy chọn trường hợp để tính ngày hẹn trả." in refused.content.decode()
    quay.post(address(uuid4()), filled(office, ODD, case="2"))
    assert Dossier.objects.get().limit_value == 10


def test_only_papers_of_the_chosen_group_are_asked_for(
    as_officer: Enter, office: SmallOffice, put: Callable[..., None]
) -> None:
    def one(name: str, **more: int) -> dict[str, Any]:
        return {"name": name, "originals": 1, "copies": 0, "kind": "DOCUMENT"} | more

    groups = [
        {"case": "* Giấy tờ phải nộp:", "items": [one("Tờ khai"), one("Giấy ủy quyền (nếu có)")]},
        {"case": "- Trường hợp nhận nuôi:", "items": [one("Quyết định nuôi con nuôi")]},
    ]
    put(dossier=groups)
    quay = as_officer("quay")
    page = sheet(quay, office)
    assert "Tờ khai" in page
    assert "Quyết định nuôi con nuôi" not in page
    plain = {name: value for name, value in filled(office, ODD).items() if not name.startswith("p2")}
    quay.post(address(uuid4()), plain)
    assert list(Dossier.objects.get().papers.values_list("name", flat=True)) == [
        "Tờ khai",
        "Giấy ủy quyền (nếu có)",
    ]
    refused = quay.post(address(uuid4()), plain | {"groups": ["0", "1"]})
    assert "Quyết định nuôi con nuôi: Chưa nhận giấy này" in refused.content.decode()
    assert quay.post(address(uuid4()), plain | {"groups": ["0", "1"], "p3_reused": "1"}).status_code == 302


def test_a_published_fee_is_offered_and_booked(
    as_officer: Enter, office: SmallOffice, put: Callable[..., None]
) -> None:
    put(channels=[channel("DIRECT", 5, 50000, note="Lệ phí cấp giấy")])
    quay = as_officer("quay")
    page = sheet(quay, office)
    assert "50.000 đồng" in page
    assert 'name="fee_shown" value="50000"' in page
    quay.post(address(uuid4()), filled(office, ODD, fee_how="NOW", fee_line="0", fee_shown="50000"))
    assert Bill.objects.get().state == "PAID"
    assert [(line["kind"], line["amount"]) for line in Bill.objects.get().lines] == [("CHARGE", 50000)]


def test_a_fee_that_is_not_the_one_shown_is_asked_about_again(
    as_officer: Enter, office: SmallOffice, put: Callable[..., None]
) -> None:
    put(channels=[channel("DIRECT", 5, 50000), channel("POSTAL", 5, 80000)])
    sent = filled(office, ODD, channel="POST", fee_how="NOW", fee_line="0", fee_shown="50000")
    quay, token = as_officer("quay"), uuid4()
    refused = quay.post(address(token), sent)
    assert refused.status_code == 422
    assert "Mức thu theo hình thức nộp vừa chọn là 80.000 đồng" in refused.content.decode()
    assert 'name="fee_shown" value="80000"' in refused.content.decode()
    assert quay.post(address(token), sent | {"fee_shown": "80000"}).status_code == 302


def test_a_doubtful_fee_is_never_chosen_beforehand(
    as_officer: Enter, office: SmallOffice, put: Callable[..., None]
) -> None:
    put(channels=[channel("DIRECT", 5, 20, note="20 /tờ khai")])
    quay = as_officer("quay")
    page = sheet(quay, office)
    assert "Mức công bố chưa chắc chắn" in page
    assert "chưa rõ đơn vị tiền" in page
    unsaid = quay.post(address(uuid4()), filled(office, ODD, fee_how=""))
    assert "Hãy chọn cách thu phí, lệ phí." in unsaid.content.decode()
    by_line = quay.post(address(uuid4()), filled(office, ODD, fee_how="NOW", fee_line="0"))
    assert "Hãy ghi số tiền phải thu" in by_line.content.decode()
    quay.post(address(uuid4()), filled(office, ODD, fee_how="NOW", fee_charge="20.000"))
    assert Bill.objects.get().amount == 20000


def test_what_is_taken_later_or_exempted_leaves_its_bill(
    as_officer: Enter, office: SmallOffice, put: Callable[..., None]
) -> None:
    put(channels=[channel("DIRECT", 5, 50000)])
    quay = as_officer("quay")
    quay.post(address(uuid4()), filled(office, ODD, fee_how="LATER", fee_line="0"))
    quay.post(
        address(uuid4()), filled(office, ODD, fee_how="EXEMPT", fee_line="0", fee_exempt_ground="Hộ nghèo")
    )
    assert list(Bill.objects.order_by("id").values_list("state", flat=True)) == ["UNPAID", "EXEMPT"]
