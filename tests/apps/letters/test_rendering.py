"""Every paper prints under both circulars, says all it was given, and is archivable and accessible."""

from __future__ import annotations

import unicodedata
from collections.abc import Iterator
from concurrent.futures import ThreadPoolExecutor
from dataclasses import fields, is_dataclass, replace
from datetime import UTC, date, datetime

import pytest
import segno

from motcua.apps.letters.queries import edition_on
from motcua.apps.letters.rendering import FormIncomplete, PaperTooLong, Pdf, WrongContext, preview, render
from motcua.rules import words
from motcua.rules.forms import Context, FormKind, NoSuchForm, Paper, Party, TablePaper
from tests.apps.letters import reading, samples

A5, A4 = (148, 210), (210, 297)
NOT_PRINTED = {"tracking_url", "url", "abbreviation", "phone", "website", "position", "align"}
"""Printed in another shape (a QR, a shorter address) or only on some papers."""
DAYS = (samples.UNDER_TT01, samples.UNDER_TT03)
CHANGED = {
    FormKind.RECEIPT,
    FormKind.SUPPLEMENT,
    FormKind.DECLINE,
    FormKind.REFUSE,
    FormKind.APOLOGY,
    FormKind.CONTROL_SLIP,
    FormKind.LOGBOOK,
}
"""The forms both circulars have; the others need to be printed once only."""
CASES = [
    pytest.param(kind, context, on, id=f"{kind}-{length}-{on:%d%m%y}")
    for length, papers in (("short", samples.SHORT), ("long", samples.LONG))
    for kind, context in papers.items()
    for on in DAYS
    if on == samples.UNDER_TT03 or kind in CHANGED
]
_printed: dict[tuple[int, date, FormKind], Pdf] = {}


def printed(kind: FormKind, context: Context, on: date) -> Pdf:
    """Each case is typeset once for all tests of this file."""
    key = (id(context), on, kind)
    if key not in _printed:
        _printed[key] = render(kind, context, on=on)
    return _printed[key]


def leaves(value: object) -> Iterator[str]:
    """Every text a paper was given."""
    if isinstance(value, str):
        yield value
    elif isinstance(value, tuple):
        for part in value:
            yield from leaves(part)
    elif is_dataclass(value) and not isinstance(value, type):
        for item in fields(value):
            if item.name not in NOT_PRINTED:
                yield from leaves(getattr(value, item.name))


@pytest.mark.parametrize(("kind", "context", "on"), CASES)
def test_everything_given_is_on_the_paper(kind: FormKind, context: Context, on: date) -> None:
    text = reading.text_of(printed(kind, context, on).content)
    lost = [leaf for leaf in leaves(context) if leaf and reading.squeezed(leaf) not in text]
    assert lost == unprinted(kind, context)


def unprinted(kind: FormKind, context: Context) -> list[str]:
    """What a form leaves out on purpose: a refusal shows the phone of its contact only through the sentence."""
    if kind in (FormKind.APOLOGY, FormKind.STOP_NOTICE, FormKind.PAYMENT_NOTICE, FormKind.RECALL):
        return [context.applicant.personal_id]  # type: ignore[union-attr]  # these four have an applicant
    if kind in (FormKind.SUPPLEMENT, FormKind.PAPERS_RETURN):
        return [context.applicant.personal_id]  # type: ignore[union-attr]
    return []


@pytest.mark.parametrize(("kind", "context", "on"), CASES)
def test_title_number_and_paper_size_are_those_of_the_edition(
    kind: FormKind, context: Context, on: date
) -> None:
    pdf, edition = printed(kind, context, on), edition_on(kind, on)
    text = reading.text_of(pdf.content)
    assert pdf.template_key == edition.key
    if edition.number and kind is not FormKind.REPORT_06A:
        assert reading.squeezed(f"Mẫu số {edition.number}") in text
    if kind not in (FormKind.TABLE, FormKind.POSTING):
        assert reading.squeezed(edition.title) in text
    width, height = A5 if edition.paper is Paper.A5 else A4
    if edition.landscape:
        width, height = height, width
    for page in reading.reader(pdf.content).pages:
        box = page.mediabox
        assert float(box.width) / 72 * 25.4 == pytest.approx(width, abs=0.1)
        assert float(box.height) / 72 * 25.4 == pytest.approx(height, abs=0.1)


@pytest.mark.parametrize(("kind", "context", "on"), CASES)
def test_only_tinos_is_used_and_every_face_is_embedded(kind: FormKind, context: Context, on: date) -> None:
    fonts = reading.fonts_of(printed(kind, context, on).content)
    assert fonts
    assert all("Tinos" in name and embedded for name, embedded in fonts.items()), fonts


@pytest.mark.parametrize(("kind", "context", "on"), CASES)
def test_archive_and_accessibility_are_declared_in_vietnamese(
    kind: FormKind, context: Context, on: date
) -> None:
    """PDF/A-2a and PDF/UA-1: identification in XMP, tags, language, title, output intent."""
    document = reading.reader(printed(kind, context, on).content)
    root = document.root_object
    xmp = document.xmp_metadata
    assert xmp is not None
    raw = xmp.stream.get_data().decode()
    assert "<pdfaid:part>2</pdfaid:part>" in raw
    assert "<pdfaid:conformance>A</pdfaid:conformance>" in raw
    assert "<pdfuaid:part>1</pdfuaid:part>" in raw
    assert str(root["/Lang"]).lower().startswith("vi")
    assert root["/MarkInfo"]["/Marked"]
    assert "/StructTreeRoot" in root
    assert root["/OutputIntents"]
    assert document.metadata is not None
    assert document.metadata.title


@pytest.mark.parametrize("kind", [k for k in FormKind if k not in (FormKind.FEE_RECEIPT, FormKind.ISO_SHEET)])
def test_pages_are_numbered_only_when_there_are_several(kind: FormKind) -> None:
    def page_texts(papers: dict[FormKind, Context]) -> list[str]:
        pdf = printed(kind, papers[kind], samples.UNDER_TT03)
        return [page.extract_text() for page in reading.reader(pdf.content).pages]

    short, long = page_texts(samples.SHORT), page_texts(samples.LONG)
    assert len(short) == 1
    assert "Trang 1/" not in short[0]
    assert len(long) >= 2
    assert all(f"Trang {i}/{len(long)}" in text for i, text in enumerate(long, start=1))


@pytest.mark.parametrize(
    ("kind", "heading"),
    [
        (FormKind.RECEIPT, "Tên giấy tờ"),
        (FormKind.LOGBOOK, "Mã hồ sơ"),
        (FormKind.REPORT_06A, "Từ kỳ trước"),
        (FormKind.HANDOVER, "Mã hồ sơ"),
        (FormKind.TABLE, "Phí (đồng)"),
    ],
)
def test_table_headings_come_again_on_the_next_page(kind: FormKind, heading: str) -> None:
    pdf = printed(kind, samples.LONG[kind], samples.UNDER_TT03)
    second = reading.squeezed(reading.reader(pdf.content).pages[1].extract_text())
    assert reading.squeezed(heading) in second


def test_no_page_holds_nothing_but_signatures() -> None:
    pdf = printed(FormKind.RECEIPT, samples.LONG_RECEIPT, samples.UNDER_TT03)
    last = reading.squeezed(reading.reader(pdf.content).pages[-1].extract_text())
    assert reading.squeezed("Vào Sổ theo dõi hồ sơ") in last


def test_three_copies_of_a_fee_receipt_with_the_sum_in_words() -> None:
    pdf = printed(FormKind.FEE_RECEIPT, samples.FEE_RECEIPT, samples.UNDER_TT03)
    pages = [reading.squeezed(page.extract_text()) for page in reading.reader(pdf.content).pages]
    assert len(pages) == 3
    for page, copy in zip(pages, samples.FEE_RECEIPT.copies, strict=True):
        assert reading.squeezed(copy) in page
        assert "1.234.567đồng" in page
        assert reading.squeezed(words.money_words(1_234_567)) in page


def test_both_qr_codes_of_a_receipt_hold_the_number_and_the_tracking_address() -> None:
    receipt = samples.receipt()
    (page,) = preview(FormKind.RECEIPT, receipt, on=samples.UNDER_TT03, dpi=250)
    found = reading.qr_codes(reading.pixels(page))
    for text in (receipt.number, receipt.tracking_url):
        wanted = [[int(v) for v in row] for row in segno.make(text, error="m", micro=False).matrix]
        assert wanted in found, text


def test_the_secret_never_stands_in_the_text_of_the_address() -> None:
    """The address is printed without its query, so a glance at the paper does not give a ready link."""
    text = reading.text_of(
        printed(FormKind.RECEIPT, samples.SHORT[FormKind.RECEIPT], samples.UNDER_TT03).content
    )
    assert "khoa=" not in text
    assert "k7qm-4t2p-xw9d" in text


def test_online_receipts_have_one_signer_and_a_place_for_the_organisations_signature() -> None:
    counter = reading.text_of(render(FormKind.RECEIPT, samples.receipt(), on=samples.UNDER_TT03).content)
    online = reading.text_of(
        render(FormKind.RECEIPT, samples.receipt(online=True), on=samples.UNDER_TT03).content
    )
    assert reading.squeezed("Người nộp hồ sơ (Ký và ghi rõ họ tên)") in counter
    assert reading.squeezed("Người nộp hồ sơ (Ký") not in online
    assert reading.squeezed("Chữ ký số của tổ chức") in online
    assert reading.squeezed("Chữ ký số của tổ chức") not in counter


def test_signed_is_printed_only_when_a_signature_exists() -> None:
    unsigned = reading.text_of(render(FormKind.RECEIPT, samples.receipt(), on=samples.UNDER_TT03).content)
    signed = render(FormKind.RECEIPT, samples.receipt(receiver=samples.SIGNED), on=samples.UNDER_TT03)
    assert reading.squeezed("Đã ký số") not in unsigned
    assert reading.squeezed("Đã ký số lúc 08 giờ 07 phút") in reading.text_of(signed.content)


def test_a_paper_with_a_hole_is_refused_and_tells_what_is_missing() -> None:
    with pytest.raises(FormIncomplete, match="còn thiếu: Mã hồ sơ; Thời gian trả kết quả") as refusal:
        render(FormKind.RECEIPT, samples.receipt(number="", due_at=None, due_text=""), on=samples.UNDER_TT03)
    assert [thing.path for thing in refusal.value.missing] == ["number", "due_at"]


def test_blanks_may_be_printed_as_dots_on_purpose_and_nothing_is_invented() -> None:
    paper = samples.receipt(number="", due_at=None, due_text="", submitter=Party(""), tracking_url="")
    text = reading.text_of(render(FormKind.RECEIPT, paper, on=samples.UNDER_TT03, blanks=True).content)
    assert "mãhồsơ:..." in text
    assert "thờigiantrảkếtquảgiảiquyếthồsơ:..." in text
    assert "none" not in text


def test_the_content_of_another_form_is_refused() -> None:
    with pytest.raises(WrongContext, match="Receipt, nhận Supplement"):
        render(FormKind.RECEIPT, samples.SUPPLEMENT, on=samples.UNDER_TT03)


def test_a_register_too_long_for_one_file_is_refused_with_what_to_do() -> None:
    paper = samples.SHORT[FormKind.TABLE]
    assert isinstance(paper, TablePaper)
    long = replace(paper, rows=paper.rows * 251)
    with pytest.raises(PaperTooLong, match=r"1\.004 dòng.*Hãy chọn kỳ ngắn hơn"):
        render(FormKind.TABLE, long, on=samples.UNDER_TT03)


def test_a_form_not_in_force_is_refused() -> None:
    with pytest.raises(NoSuchForm):
        render(FormKind.STOP_NOTICE, samples.STOP, on=samples.UNDER_TT01)


def test_refusing_at_the_counter_and_on_the_merits_read_differently() -> None:
    at_counter = reading.text_of(printed(FormKind.DECLINE, samples.SHORT[FormKind.DECLINE], DAYS[1]).content)
    on_merits = reading.text_of(printed(FormKind.REFUSE, samples.SHORT[FormKind.REFUSE], DAYS[1]).content)
    assert reading.squeezed("không tiếp nhận hồ sơ này") in at_counter
    assert reading.squeezed("từ chối giải quyết hồ sơ này") in on_merits
    assert reading.squeezed("KT. GIÁM ĐỐC") in on_merits


def test_the_apology_asks_for_an_extension_only_under_circular_03() -> None:
    old, new = (
        reading.text_of(printed(FormKind.APOLOGY, samples.SHORT[FormKind.APOLOGY], d).content) for d in DAYS
    )
    assert reading.squeezed("Thời gian hẹn trả kết quả lại") in old
    assert reading.squeezed("đề nghị được gia hạn") not in old
    assert reading.squeezed("đề nghị được gia hạn thời gian giải quyết hồ sơ") in new


def test_every_vietnamese_letter_is_in_every_face() -> None:
    """A letter Tinos lacked would be borrowed from another font and seen here."""
    marks = ("", "\u0300", "\u0301", "\u0303", "\u0309", "\u0323")
    alphabet = "".join(unicodedata.normalize("NFC", v + m) for v in "aăâeêioôơuưy" for m in marks) + "đ"
    letters = " ".join(alphabet + alphabet.upper() + "0123456789₫")
    paper = samples.receipt(owner_name=letters, subject=letters, due_text=letters, notes=(letters,))
    pdf = render(FormKind.RECEIPT, paper, on=samples.UNDER_TT03)
    assert reading.text_of(pdf.content).count(reading.squeezed(letters)) == 4
    assert {name.split("+")[1] for name in reading.fonts_of(pdf.content)} == {
        "Tinos",
        "Tinos-Bold",
        "Tinos-Italic",
    }


def test_data_is_text_and_never_markup() -> None:
    evil = 'Nguyễn #panic("x") *đậm* $1+1$ @nhãn <a> \\ // `mã` "nháy" [ngoặc]'
    paper = samples.receipt(submitter=replace(samples.NGOC, name=evil), owner_name=evil)
    text = reading.text_of(render(FormKind.RECEIPT, paper, on=samples.UNDER_TT03).content)
    assert reading.squeezed(evil) in text


def test_the_same_content_gives_the_same_bytes() -> None:
    first = render(FormKind.RECEIPT, samples.receipt(), on=samples.UNDER_TT03)
    again = render(FormKind.RECEIPT, samples.receipt(), on=samples.UNDER_TT03)
    other = render(FormKind.RECEIPT, samples.receipt(subject="Đăng ký kết hôn"), on=samples.UNDER_TT03)
    assert first == again
    assert first.sha256 != other.sha256


@pytest.mark.parametrize("kind", list(FormKind))
def test_every_paper_prints_at_a_moment_with_microseconds(kind: FormKind) -> None:
    """The wall clock has them; a PDF date holds whole seconds."""
    paper = samples.SHORT[kind]
    at = datetime(2026, 3, 5, 8, 7, 6, 123456)
    exact = replace(paper, issued_at=at) if hasattr(paper, "issued_at") else paper  # type: ignore[type-var]  # dataclasses all
    made = reading.reader(render(kind, exact, on=samples.UNDER_TT03).content).metadata
    assert made is not None
    assert made.creation_date is not None
    if hasattr(paper, "issued_at"):
        assert made.creation_date.astimezone(UTC) == datetime(2026, 3, 5, 1, 7, 6, tzinfo=UTC)


def test_aware_moments_are_printed_in_vietnamese_time() -> None:
    paper = samples.receipt(received_at=datetime(2026, 3, 5, 1, 5, tzinfo=UTC))
    text = reading.text_of(render(FormKind.RECEIPT, paper, on=samples.UNDER_TT03).content)
    assert reading.squeezed("Thời gian nhận hồ sơ: 08 giờ 05 phút, ngày 05 tháng 3 năm 2026") in text


def test_several_counters_may_print_at_once() -> None:
    with ThreadPoolExecutor(4) as counters:
        papers = [samples.receipt(number=f"H99.12-260305-{i:04d}") for i in range(24)]
        printed_at_once = list(
            counters.map(lambda paper: render(FormKind.RECEIPT, paper, on=samples.UNDER_TT03), papers)
        )
    for paper, pdf in zip(papers, printed_at_once, strict=True):
        assert reading.squeezed(paper.number) in reading.text_of(pdf.content)
