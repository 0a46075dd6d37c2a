"""Which form is in force, and what a paper still lacks."""

from datetime import date, datetime, timedelta

import pytest

from motcua.rules.forms import (
    TYPE_OF_CONTEXT,
    Column,
    Counts06a,
    FeeLine,
    FeeReceipt,
    FormEdition,
    FormKind,
    Letterhead,
    NoSuchForm,
    Paper,
    PaperLine,
    Party,
    Receipt,
    Signatory,
    TablePaper,
    edition_for,
    missing,
)
from motcua.rules.forms.parts import labels

AT = datetime(2026, 3, 5, 8, 5)
HEAD = Letterhead("UBND phường Tân Lâm", "Trung tâm Phục vụ hành chính công", "Tân Lâm")


def edition(
    regulation: str, first: date, last: date | None, kind: FormKind = FormKind.CONTROL_SLIP
) -> FormEdition:
    number = "05" if regulation == "TT01_2018" else "06"
    return FormEdition(kind, regulation, first, last, number, "Phiếu kiểm soát", Paper.A5, False, "x.typ", "")


OLD = edition("TT01_2018", date(2018, 6, 21), date(2025, 9, 14))
NEW = edition("TT03_2025", date(2025, 9, 15), None)


def receipt(**changes: object) -> Receipt:
    fields: dict[str, object] = {
        "head": HEAD,
        "issued_at": AT,
        "number": "H99.12-260305-0001",
        "submitter": Party("Nguyễn Thị Hồng Ngọc"),
        "owner_name": "Nguyễn Thị Hồng Ngọc",
        "subject": "Đăng ký khai sinh",
        "papers": (PaperLine("Tờ khai", originals=1),),
        "limit_text": "01 ngày làm việc",
        "received_at": AT,
        "due_at": AT + timedelta(days=1),
        "result_place": "Trung tâm",
        "receiver": Signatory("Trần Văn Bình", "Người tiếp nhận hồ sơ"),
    }
    return Receipt(**(fields | changes))  # type: ignore[arg-type]  # a test builder: values are checked by use


@pytest.mark.parametrize(
    ("on", "number"),
    [
        (date(2018, 6, 21), "05"),
        (date(2025, 9, 14), "05"),
        (date(2025, 9, 15), "06"),
        (date(2026, 11, 22), "06"),
    ],
)
def test_the_same_slip_is_form_05_then_form_06_by_the_day_of_receipt(on: date, number: str) -> None:
    assert edition_for([NEW, OLD], FormKind.CONTROL_SLIP, on).number == number


def test_a_form_that_did_not_exist_yet_is_refused_in_vietnamese() -> None:
    stop = edition("TT03_2025", date(2025, 9, 15), None, FormKind.STOP_NOTICE)
    with pytest.raises(NoSuchForm, match="Không có biểu mẫu STOP_NOTICE áp dụng cho ngày 14/09/2025"):
        edition_for([stop], FormKind.STOP_NOTICE, date(2025, 9, 14))


def test_of_two_editions_in_force_the_later_one_wins() -> None:
    later = edition("TINH_AN_HOA", date(2026, 1, 1), None)
    assert edition_for([later, NEW], FormKind.CONTROL_SLIP, date(2026, 1, 1)) is later
    assert edition_for([later, NEW], FormKind.CONTROL_SLIP, date(2025, 12, 31)) is NEW


def test_the_key_of_an_edition_is_not_its_printed_number() -> None:
    assert OLD.key == "CONTROL_SLIP/TT01_2018/2018-06-21"
    assert NEW.key == "CONTROL_SLIP/TT03_2025/2025-09-15"


def test_a_complete_receipt_lacks_nothing() -> None:
    assert missing(receipt()) == ()


@pytest.mark.parametrize(
    ("changes", "path", "label"),
    [
        ({"number": " "}, "number", "Mã hồ sơ"),
        ({"papers": ()}, "papers", "Thành phần hồ sơ"),
        ({"submitter": Party("")}, "submitter.name", "Người nộp hồ sơ: Họ tên"),
        ({"due_at": None}, "due_at", "Thời gian trả kết quả"),
        (
            {"papers": (PaperLine("Tờ khai"), PaperLine(""))},
            "papers.1.name",
            "Thành phần hồ sơ, mục 2: Tên giấy tờ",
        ),
    ],
)
def test_each_blank_is_listed_with_its_vietnamese_name(
    changes: dict[str, object], path: str, label: str
) -> None:
    (only,) = missing(receipt(**changes))
    assert (only.path, only.label) == (path, label)


def test_no_due_time_is_fine_when_words_replace_it() -> None:
    assert missing(receipt(due_at=None, due_text="Trả kết quả ngay trong buổi làm việc")) == ()


def test_blanks_are_listed_in_printing_order() -> None:
    paths = [thing.path for thing in missing(receipt(number="", subject="", result_place=""))]
    assert paths == ["number", "subject", "result_place"]


def test_a_telephone_may_stay_blank() -> None:
    assert missing(Party("Nguyễn Thị Hồng Ngọc")) == ()


@pytest.mark.parametrize("kind", FormKind)
def test_every_form_has_a_content_with_vietnamese_labels(kind: FormKind) -> None:
    marks = labels(TYPE_OF_CONTEXT[kind])
    assert marks
    assert all(mark.label[0].isupper() for mark in marks.values())
    assert all(not mark.unless or mark.unless in marks for mark in marks.values() if hasattr(mark, "unless"))


def test_totals_of_ii06a_are_computed_and_the_fourth_invariant_is_told() -> None:
    counts = Counts06a(1200, 345, 67, 900, 500, 12, 190, 10)
    assert (counts.received, counts.settled, counts.pending) == (1612, 1412, 200)
    assert counts.balanced
    assert not Counts06a(1, 0, 0, 0, 0, 0, 0, 0).balanced


def test_a_fee_receipt_adds_up_and_says_its_total_in_words() -> None:
    paper = FeeReceipt(
        collecting_unit="Trung tâm",
        place="Tân Lâm",
        receipt_number="1",
        issued_at=AT,
        procedure_name="Phí",
        payer_name="Nguyễn Thị Hồng Ngọc",
        number="H99",
        lines=(FeeLine("Phí thẩm định", 20_000), FeeLine("Lệ phí", 5_000, charge=True)),
        method_text="Tiền mặt",
        collector_name="Đặng Thị Yến",
    )
    assert (paper.total, paper.total_words) == (25_000, "Hai mươi lăm nghìn đồng")


def test_a_table_whose_row_is_short_of_a_cell_is_refused() -> None:
    with pytest.raises(ValueError, match="Dòng 2 có 1 ô, bảng có 2 cột"):
        TablePaper(
            head=HEAD,
            title="Bảng",
            issued_at=AT,
            columns=(Column("TT"), Column("Mã hồ sơ")),
            rows=(("1", "H99"), ("2",)),
        )
