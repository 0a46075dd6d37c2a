"""I handed my papers in at the counter, and follow my dossier on my telephone until the result is there."""

from __future__ import annotations

import re
from collections.abc import Callable
from datetime import date
from urllib.parse import parse_qs, urlsplit
from uuid import uuid4

import pytest
from django.test import Client
from playwright.sync_api import Page, expect

from motcua.apps.dossiers import actions
from motcua.apps.dossiers.actions import Judgement
from motcua.apps.dossiers.models import Dossier, Slip
from motcua.apps.dossiers.slips.freezing import thawed
from motcua.rules.forms import Receipt
from tests.chromium import sideways, violations
from tests.worlds.small import SEVEN_DAYS, SmallOffice, build, vn

Open = Callable[..., Page]
Clock = Callable[[str], None]
pytestmark = [pytest.mark.journey, pytest.mark.django_db(transaction=True)]
MINE = "Nguyễn Văn Dân"


@pytest.fixture
def now(monkeypatch: pytest.MonkeyPatch) -> Clock:
    """`now("2026-03-02 09:00")` sets the clock of the whole site."""
    return lambda text: monkeypatch.setenv("MOTCUA_NOW", text.replace(" ", "T"))


@pytest.fixture
def office(transactional_db: None, now: Clock) -> SmallOffice:
    """The small office on a Monday morning."""
    now("2026-03-02 09:00")
    return build()


def hand_in(office: SmallOffice) -> tuple[str, str]:
    """The counter files my dossier on its page: my number, and the page the officer then sees."""
    counter, address = Client(), f"/desk/tiep-nhan/{uuid4()}"
    counter.force_login(office.officer("quay"))
    sheet = {
        "procedure": SEVEN_DAYS,
        "agency": str(office.agency().pk),
        "channel": "COUNTER",
        "sets": "1",
        "result_way": "COUNTER",
        "applicant_kind": "CITIZEN",
        "applicant_name": MINE,
        "applicant_personal_id": "038099012345",
        "applicant_phone": "0912345678",
        "p1_originals": "1",
        "p2_copies": "1",
        "fee_how": "NONE",
        "do": "accept",
    }
    done = counter.post(address, sheet)
    assert done.status_code == 302, done.content.decode()[:2000]
    return done.headers["Location"].rsplit("/", 1)[1], counter.get(done.headers["Location"]).content.decode()


def printed_link(number: str) -> str:
    """What the QR code of my receipt holds (that the code holds it is tested with the paper), without the site."""
    paper = thawed(Slip.objects.get(dossier__number=number, kind="RECEIPT"))
    assert isinstance(paper, Receipt)
    link = urlsplit(paper.tracking_url)
    return f"{link.path}?{link.query}"


def test_i_scan_my_receipt_again_and_again_until_the_result_is_mine(
    office: SmallOffice, open_page: Open, now: Clock
) -> None:
    number, _ = hand_in(office)
    page = open_page(printed_link(number), width=360)
    title = page.get_by_role("heading", level=1)
    expect(title).to_have_text("Hồ sơ đã được tiếp nhận")
    expect(page.get_by_text("còn 9 ngày")).to_be_visible()
    page.get_by_text("Vì sao hẹn ngày này?").click()
    expect(page.get_by_text("khoản 2 Điều 147 Bộ luật Dân sự 2015")).to_be_visible()
    assert violations(page) == [] and sideways(page) == 0

    actions.transfer(number, actor=office.actor("quay"), at=vn("2026-03-02 10:00"))
    officer_id = office.officer("chuyenvien").pk
    actions.assign(
        number, officer_id=officer_id, actor=office.actor("truongphong"), at=vn("2026-03-02 11:00")
    )
    now("2026-03-02 14:00")
    page.reload()
    expect(page.get_by_text("Người giữ: Hoàng Văn Chuyên")).to_be_visible()
    expect(page.get_by_role("link", name="02993815001")).to_have_attribute("href", "tel:02993815001")

    verdicts = {1: Judgement("OK"), 2: Judgement("WRONG", "Bản sao phải rõ ảnh")}
    officer = office.actor("chuyenvien")
    actions.judge_papers(number, verdicts, actor=officer, at=vn("2026-03-03 09:00"))
    actions.ask_supplement(
        number,
        reason="Bản sao bị mờ",
        due_on=date(2026, 4, 1),
        actor=officer,
        at=vn("2026-03-03 10:00"),
        policy="PAUSE",
    )
    now("2026-03-03 11:00")
    page.reload()
    expect(title).to_have_text("Bạn cần bổ sung giấy tờ")
    expect(page.get_by_text("Bản sao phải rõ ảnh")).to_be_visible()
    expect(page.get_by_text("tạm dừng", exact=True)).to_be_visible()

    back = vn("2026-03-05 09:00")
    actions.receive_supplement(number, {1: True}, actor=office.actor("quay"), at=back)
    now("2026-03-05 09:30")
    page.reload()
    expect(title).to_have_text("Hồ sơ đang được xem xét giải quyết")
    expect(page.get_by_text("Ngày hẹn đổi lúc 09:00, 05/03/2026")).to_be_visible()

    settle(office, number)
    now("2026-03-09 09:00")
    page.reload()
    expect(title).to_have_text("Đã có kết quả")
    expect(page.get_by_text("mang theo giấy tiếp nhận và giấy tờ tùy thân")).to_be_visible()

    actions.deliver_at_counter(
        number,
        receiver_name=MINE,
        shown="RECEIPT",
        originals_returned=True,
        actor=office.actor("quay"),
        at=vn("2026-03-09 10:00"),
    )
    now("2026-03-09 10:05")
    page.reload()
    expect(title).to_have_text("Đã trả kết quả")
    assert violations(page) == [] and sideways(page) == 0


def settle(office: SmallOffice, number: str) -> None:
    """The department does its work."""
    then = vn("2026-03-06 09:00")
    office.judged_ok(number, then)
    actions.examine(number, opinion="Đủ điều kiện", actor=office.actor("chuyenvien"), at=then)
    actions.review(number, actor=office.actor("truongphong"), at=then)
    actions.sign(number, actor=office.actor("giamdoc_so"), at=then)
    actions.seal(
        number,
        result_number="12/GCN-STP",
        summary="Giấy chứng nhận",
        file_id=office.result_file(then),
        actor=office.actor("vanthu"),
        at=then,
    )


def test_the_code_on_the_counters_screen_is_the_one_on_my_paper(office: SmallOffice, open_page: Open) -> None:
    number, screen = hand_in(office)
    secret = parse_qs(urlsplit(printed_link(number)).query)["ma"][0]
    assert secret in re.sub(r"\s", "", screen), "the officer may read it out to me"
    page = open_page(printed_link(number), width=360)
    expect(page.get_by_text(MINE)).to_be_visible()


def test_i_lost_the_code_and_see_only_how_far_it_is(office: SmallOffice, open_page: Open) -> None:
    number, _ = hand_in(office)
    page = open_page("/", width=360, javascript=False)
    page.get_by_label("Số hồ sơ").fill(number.lower())
    page.get_by_role("button", name="Tra cứu").click()
    expect(page.get_by_role("heading", level=1)).to_have_text("Mức độ hoàn thành: 10%")
    assert MINE not in page.content()
    page.get_by_label("Mã tra cứu").fill("SAI0000000")
    page.get_by_role("button", name="Xem đầy đủ").click()
    expect(page.get_by_role("heading", level=1)).to_have_text("Mức độ hoàn thành: 10%")
    code = parse_qs(urlsplit(printed_link(number)).query)["ma"][0]
    page.get_by_label("Mã tra cứu").fill(f"{code[:5]} {code[5:]}".lower())
    page.get_by_role("button", name="Xem đầy đủ").click()
    expect(page.get_by_role("heading", level=1)).to_have_text("Hồ sơ đã được tiếp nhận")
    assert "ma=" not in page.url


def test_my_receipt_opens_my_dossier_only(office: SmallOffice, open_page: Open) -> None:
    mine, _ = hand_in(office)
    other = str(office.accepted(vn("2026-03-02 09:00")))
    link = printed_link(mine).replace(mine, other)
    page = open_page(link, width=360)
    expect(page.get_by_role("heading", level=1)).to_have_text("Mức độ hoàn thành: 10%")
    assert Dossier.objects.get(number=other).applicant_name not in page.content()
