"""The public catalogue: what people see, what it costs, what a bad address answers."""

import pytest
from django.test import Client
from pypdf import PdfReader

from motcua.apps.catalogue import queries
from tests.apps.catalogue.rows import load, move, row

pytestmark = pytest.mark.django_db


@pytest.fixture
def catalogue():
    fees = {
        "1.000002": [{"amount": 0, "note": "Theo nghị quyết của Hội đồng nhân dân tỉnh"}],
        "1.000003": [{"amount": 10, "note": "/bản"}],
        "1.000004": [],
    }
    rows = [
        row("1.000001", name="Đăng ký khai sinh", field="Hộ tịch"),
        row("1.000002", name="Cấp bản sao trích lục hộ tịch", field="Hộ tịch", flags=["zero_fee_with_note"]),
        row("1.000003", name="Chứng thực bản sao", value=None, unit="UNSTRUCTURED", level="PROVINCE"),
        row("1.000004", name="Đăng ký kết hôn", field="Hộ tịch", agencies=["Sở Tư pháp"]),
    ]
    for one in rows:
        for channel in one["channels"]:
            channel["fees"] = fees.get(one["code"], channel["fees"])
    load(*rows)
    queries.facets()


@pytest.fixture
def browser():
    return Client()


def text(response):
    return response.content.decode()


def test_the_front_page_asks_what_you_want_to_do(catalogue, browser):
    page = text(browser.get("/"))
    assert "Bạn muốn làm gì?" in page
    assert "Khi có người mất" in page
    assert "Hộ tịch" in page


def test_the_front_page_works_with_an_empty_catalogue(browser):
    assert "Danh mục thủ tục chưa được nạp" in text(browser.get("/"))


@pytest.mark.parametrize(
    ("query", "found", "absent"),
    [
        ("", "Chứng thực bản sao", "Không có thủ tục nào phù hợp"),
        ("?q=dang+ky+khai+sinh", "Đăng ký khai sinh", "Chứng thực bản sao"),
        ("?q=1.000003", "Chứng thực bản sao", "Đăng ký khai sinh"),
        ("?linh-vuc=ho-tich", "Đăng ký kết hôn", "Chứng thực bản sao</a>"),
        ("?cap=PROVINCE", "Chứng thực bản sao", "Đăng ký khai sinh"),
        ("?co-quan=S%E1%BB%9F+T%C6%B0+ph%C3%A1p", "Đăng ký kết hôn", "Đăng ký khai sinh"),
        ("?q=khai+sinh&cap=PROVINCE", "Không tìm thấy thủ tục nào", "Đăng ký khai sinh</a>"),
        ("?linh-vuc=khong-co", "Không có thủ tục nào phù hợp", "Đăng ký khai sinh"),
        ("?doi-tuong=C%C3%B4ng+d%C3%A2n+Vi%E1%BB%87t+Nam", "Đăng ký khai sinh", "Không có thủ tục"),
    ],
)
def test_browsing_and_searching(catalogue, browser, query, found, absent):
    page = text(browser.get(f"/thu-tuc{query}"))
    assert found in page
    assert absent not in page


def test_the_type_ahead_gets_rows_only(catalogue, browser):
    page = text(browser.get("/thu-tuc?q=ket hon", headers={"HX-Request": "true"}))
    assert "Đăng ký kết hôn" in page
    assert "<html" not in page


def test_pages_follow_by_key_and_come_back(browser):
    load(*[row(f"1.{number:06}", name=f"Thủ tục {number:03}") for number in range(60)])
    first = text(browser.get("/thu-tuc"))
    assert "Thủ tục 024" in first and "Thủ tục 025" not in first
    second = text(browser.get("/thu-tuc?sau=1.000024"))
    assert "Thủ tục 025" in second and "Thủ tục 049" in second and "truoc=1.000025" in second
    third = text(browser.get("/thu-tuc?sau=1.000049"))
    assert "Thủ tục 059" in third and "sau=1.000059" not in third
    back = text(browser.get("/thu-tuc?truoc=1.000050"))
    assert "Thủ tục 025" in back and "Thủ tục 049" in back


@pytest.mark.parametrize("path", ["/thu-tuc?sau=%20", "/thu-tuc?q=" + "x" * 5000, "/thu-tuc?q='\"<b>"])
def test_odd_questions_are_answered_calmly(catalogue, browser, path):
    response = browser.get(path)
    assert response.status_code == 200
    assert "<b>" not in text(response)


@pytest.mark.parametrize(
    "path",
    [
        "/thu-tuc/9.999999",
        "/thu-tuc/x%20y",
        "/thu-tuc/9.999999/lich-su",
        "/thu-tuc/9.999999/niem-yet.pdf",
        "/cong-bo/99999",
    ],
)
def test_what_does_not_exist_is_404(catalogue, browser, path):
    assert browser.get(path).status_code == 404


def test_the_page_of_a_procedure_has_every_part(catalogue, browser):
    page = text(browser.get("/thu-tuc/1.000001"))
    parts = ["Thời hạn và phí", "5 ngày làm việc", "Không thu", "Tờ khai", "Bước 1: nộp hồ sơ", "Giấy phép"]
    parts += ["Nghị định thử", "Ủy ban nhân dân cấp xã", "Công dân Việt Nam", "1/QĐ-THU"]
    for part in [*parts, "nguồn không ghi ngày hiệu lực"]:
        assert part in page


def test_a_province_s_variant_of_the_code_opens_the_national_procedure(catalogue, browser):
    assert "Đăng ký khai sinh" in text(browser.get("/thu-tuc/1.000001.000.00.00.H29"))


@pytest.mark.parametrize(
    ("code", "said", "never"),
    [
        ("1.000002", ["Theo biểu phí", "không phải miễn phí"], ["0 đồng<", "<strong>Không thu"]),
        (
            "1.000003",
            ["Chưa rõ thời hạn", "10 (chưa rõ đơn vị tiền)", "Cần kiểm tra đơn vị tiền"],
            ["1 ngày", "10 đồng"],
        ),
        ("1.000004", ["Bản công bố không ghi"], ["<strong>Không thu", "<strong>0 đồng"]),
    ],
)
def test_doubts_are_said_aloud(catalogue, browser, code, said, never):
    page = text(browser.get(f"/thu-tuc/{code}"))
    assert all(words in page for words in said)
    assert not any(words in page for words in never)


def test_an_abolished_procedure_says_so_and_by_what(catalogue, browser):
    load(move("1.000001", before={"name": "Đăng ký khai sinh", "field": "Hộ tịch"}, after=None))
    page = text(browser.get("/thu-tuc/1.000001"))
    assert "không còn hiệu lực" in page
    assert "Chưa rõ số quyết định" in page
    assert "Đăng ký khai sinh" not in text(browser.get("/thu-tuc"))


def test_the_history_shows_what_changed(catalogue, browser):
    load(row("1.000001", name="Đăng ký khai sinh", field="Hộ tịch", value=1, decision_no="7/QĐ-THU"))
    page = text(browser.get("/thu-tuc/1.000001/lich-su"))
    assert "Trực tiếp: 5 ngày làm việc" in page and "Trực tiếp: 1 ngày làm việc" in page
    assert "7/QĐ-THU" in page
    assert "Đây không phải bản đang có hiệu lực" in text(browser.get("/thu-tuc/1.000001?ban=1"))


def test_decisions_list_their_procedures(catalogue, browser):
    assert "1/QĐ-THU" in text(browser.get("/cong-bo"))
    newest = queries.decisions()[0]
    assert "Đăng ký kết hôn" in text(browser.get(f"/cong-bo/{newest.pk}"))


def test_the_posting_sheet_is_a_pdf_of_this_procedure(catalogue, browser, tmp_path):
    response = browser.get("/thu-tuc/1.000001/niem-yet.pdf")
    assert response["Content-Type"] == "application/pdf"
    sheet = tmp_path / "sheet.pdf"
    sheet.write_bytes(response.content)
    words = " ".join("".join(page.extract_text() for page in PdfReader(sheet).pages).split())
    for part in ("1.000001", "Hộ tịch", "5 ngày làm việc", "Tờ khai"):
        assert part in words


@pytest.mark.parametrize(
    ("path", "most"),
    [
        ("/", 1),
        ("/thu-tuc", 2),
        ("/thu-tuc?q=khai+sinh", 3),
        ("/thu-tuc/1.000001", 3),
        ("/thu-tuc/1.000001/lich-su", 2),
        ("/cong-bo", 1),
    ],
)
def test_pages_cost_few_questions_to_the_database(
    catalogue, browser, django_assert_max_num_queries, path, most
):
    browser.get(path)
    with django_assert_max_num_queries(most):
        assert browser.get(path).status_code == 200
