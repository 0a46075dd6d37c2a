"""The coverage page: shares that open into their rows, filters, several procedures assigned at once, the workbook."""

from __future__ import annotations

import html
import io
import zipfile
from datetime import date

import pytest
from django.db import connection
from django.http import HttpResponse
from django.test import Client
from django.test.utils import CaptureQueriesContext

from motcua.apps.catalogue import queries as catalogue
from motcua.apps.catalogue.models import ProcedureUse
from motcua.rules.process import written
from tests.apps.processes.test_lint_at_the_office import copies, drawn
from tests.worlds.small import COMMUNE, IMMEDIATE, NO_LIMIT, ON_SPOT, SEVEN_DAYS, SmallOffice, build

pytestmark = pytest.mark.django_db
ON = date(2026, 3, 2)
PAGE = "/desk/quy-trinh/do-phu"


@pytest.fixture(autouse=True)
def clock(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("MOTCUA_NOW", "2026-03-02T09:00")


@pytest.fixture
def office() -> SmallOffice:
    return build()


@pytest.fixture
def own(office: SmallOffice) -> str:
    """The key of a process of the department, on which one procedure runs."""
    return office.published({"name": "Quy trình của Sở", "steps": written(drawn())["steps"]}).definition.key


def client(office: SmallOffice, username: str = "kstt") -> Client:
    found = Client()
    found.force_login(office.officer(username))
    return found


def text(response: HttpResponse) -> str:
    return html.unescape(response.content.decode())


def uses(*codes: str) -> list[int]:
    found = ProcedureUse.objects.filter(procedure__code__in=codes, valid_to=None)
    return list(found.order_by("procedure__code").values_list("pk", flat=True))


def test_the_share_and_the_rows_behind_each_figure(office: SmallOffice, own: str) -> None:
    page = text(client(office).get(PAGE))
    assert ">20,0 %<" in page and "trên 5 thủ tục đang áp dụng" in page
    assert page.index(IMMEDIATE) < page.index(SEVEN_DAYS) and "100 %" not in page
    approved = text(client(office).get(PAGE + "?tinh-trang=duyet"))
    assert SEVEN_DAYS in approved and IMMEDIATE not in approved and "bản 1" in approved
    commune = text(client(office).get(PAGE + f"?co-quan={office.agency('H99.41').pk}&tinh-trang=mau"))
    assert COMMUNE in commune and SEVEN_DAYS not in commune
    assert "Không có thủ tục nào như vậy" in text(client(office).get(PAGE + "?q=khongco"))


def test_a_hundred_is_said_when_it_is_all(office: SmallOffice, own: str) -> None:
    ProcedureUse.objects.exclude(procedure__code=SEVEN_DAYS).update(valid_to=date(2026, 3, 1))
    assert ">100 %<" in text(client(office).get(PAGE))
    ProcedureUse.objects.update(valid_to=date(2026, 3, 1))
    assert "Chưa có thủ tục nào được đưa vào áp dụng" in text(client(office).get(PAGE))


def test_several_are_put_on_a_process_and_each_has_its_line(office: SmallOffice, own: str) -> None:
    data = {"process": own, "valid_from": "02/03/2026", "select": uses(IMMEDIATE, ON_SPOT, COMMUNE)}
    answer = client(office).post(PAGE, data)
    page = text(answer)
    assert answer.status_code == 200 and "Đã gán quy trình cho 2 thủ tục." in page
    assert page.count(">Đã gán<") == 2 and page.count(">Chưa gán<") == 1
    assert "Quy trình thuộc cơ quan khác" in page and "Áp dụng từ 02/03/2026" in page
    assert f'value="{uses(COMMUNE)[0]}" data-select checked' in page
    use = catalogue.use_for(ON_SPOT, office.agency(), ON)
    assert use is not None and use.process_key == own


@pytest.mark.parametrize(
    ("data", "words"),
    [
        ({"process": "", "valid_from": "02/03/2026"}, "Chọn quy trình cho các thủ tục đã đánh dấu"),
        ({"process": "own", "valid_from": "30/02/2026"}, "Ngày không đúng"),
        ({"process": "own", "valid_from": ""}, "Nhập ngày, tháng, năm"),
        ({"process": "qt-khong-co", "valid_from": "02/03/2026"}, "chưa có bản ban hành có hiệu lực"),
        ({"process": "own", "valid_from": "02/03/2026", "select": []}, "Đánh dấu ít nhất một thủ tục"),
    ],
)
def test_nothing_is_lost_on_error(office: SmallOffice, own: str, data: dict[str, object], words: str) -> None:
    ticked = uses(NO_LIMIT)
    sent = {"select": ticked} | data | {"process": str(data["process"]).replace("own", own, 1)}
    answer = client(office).post(PAGE, sent)
    assert answer.status_code == 422 and words in text(answer)
    if sent["select"]:
        assert f'value="{ticked[0]}" data-select checked' in text(answer)
    if sent["process"] == own:
        assert f'value="{own}" selected' in text(answer)
    if str(data["valid_from"]):
        assert f'value="{data["valid_from"]}"' in text(answer)


def test_only_tthc_control_assigns(office: SmallOffice, own: str) -> None:
    head = client(office, "truongphong")
    assert "Gán quy trình" not in text(head.get(PAGE)) and COMMUNE not in text(head.get(PAGE))
    data = {"process": own, "valid_from": "02/03/2026", "select": uses(IMMEDIATE)}
    assert head.post(PAGE, data).status_code == 403
    assert Client().get(PAGE).status_code == 302


def test_the_workbook_has_the_rows_of_the_page(office: SmallOffice, own: str) -> None:
    answer = client(office).get(PAGE + "/tai-ve?tinh-trang=duyet")
    assert 'filename="do-phu-quy-trinh-20260302.xlsx"' in answer.headers["Content-Disposition"]
    book = zipfile.ZipFile(io.BytesIO(b"".join(answer.streaming_content)))  # type: ignore[arg-type,attr-defined]  # a FileResponse
    cells = "".join(book.read(name).decode() for name in book.namelist() if name.endswith(".xml"))
    assert SEVEN_DAYS in cells and "Quy trình của Sở" in cells and IMMEDIATE not in cells


def test_two_thousand_procedures_cost_as_many_statements_as_five(office: SmallOffice, own: str) -> None:
    control = client(office)
    control.get(PAGE)
    with CaptureQueriesContext(connection) as few:
        control.get(PAGE)
    use = catalogue.use_for(SEVEN_DAYS, office.agency(), ON)
    assert use is not None
    copies(use, 2000)
    with CaptureQueriesContext(connection) as many:
        page = text(control.get(PAGE))
    assert "trên 2.005 thủ tục" in page
    assert len(many) == len(few) <= 14
    assert "?sau=" in page


def test_odd_addresses_do_no_harm(office: SmallOffice) -> None:
    for query in (
        "?co-quan=x",
        "?sau=~~~",
        "?sau=1~2~3~99999999999999999999",
        "?linh-vuc=999999999999999999",
        "?tinh-trang=la",
    ):
        assert client(office).get(PAGE + query).status_code == 200
