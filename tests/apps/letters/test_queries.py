"""The pack of letters: complete, dated without holes, templates and fonts present."""

from datetime import date, timedelta

import pytest

from motcua.apps.letters.queries import edition_on, editions, pack_folder
from motcua.rules.forms import FormKind, NoSuchForm, Paper

TT01, TT03 = date(2025, 9, 14), date(2025, 9, 15)
NUMBERS = [
    (FormKind.RECEIPT, "01", "01"),
    (FormKind.SUPPLEMENT, "02", "02"),
    (FormKind.DECLINE, "03", "03"),
    (FormKind.REFUSE, "03", "03"),
    (FormKind.APOLOGY, "04", "04"),
    (FormKind.CONTROL_SLIP, "05", "06"),
    (FormKind.LOGBOOK, "06", "07"),
]


@pytest.mark.parametrize(("kind", "old", "new"), NUMBERS)
def test_numbers_of_the_two_circulars(kind: FormKind, old: str, new: str) -> None:
    """Reference: domain §5.2."""
    assert (edition_on(kind, TT01).number, edition_on(kind, TT03).number) == (old, new)
    assert "01/2018" in edition_on(kind, TT01).basis
    assert "03/2025" in edition_on(kind, TT03).basis


def test_form_04_changed_its_name() -> None:
    assert edition_on(FormKind.APOLOGY, TT01).title == "Phiếu xin lỗi và hẹn lại ngày trả kết quả"
    assert (
        edition_on(FormKind.APOLOGY, TT03).title == "Văn bản xin lỗi và đề nghị gia hạn thời gian giải quyết"
    )


def test_the_stop_notice_exists_only_since_circular_03() -> None:
    assert edition_on(FormKind.STOP_NOTICE, TT03).number == "05"
    with pytest.raises(NoSuchForm):
        edition_on(FormKind.STOP_NOTICE, TT01)


def test_forms_one_to_five_are_a5_and_the_register_lies_on_a4() -> None:
    """TT 01/2018: forms 01–05 on A5, form 06 on A4."""
    for kind, _, _ in NUMBERS[:-1]:
        assert edition_on(kind, TT01).paper is Paper.A5
    register = edition_on(FormKind.LOGBOOK, TT01)
    assert (register.paper, register.landscape) == (Paper.A4, True)


def test_every_kind_of_form_has_an_edition_today() -> None:
    for kind in FormKind:
        assert edition_on(kind, date(2026, 11, 22)).kind is kind


def test_successive_editions_leave_no_day_uncovered() -> None:
    for kind in FormKind:
        rows = sorted((e for e in editions() if e.kind is kind), key=lambda e: e.valid_from)
        for earlier, later in zip(rows, rows[1:], strict=False):
            assert earlier.valid_to is not None
            assert later.valid_from == earlier.valid_to + timedelta(days=1)


def test_keys_are_unique_and_every_template_is_there() -> None:
    keys = [edition.key for edition in editions()]
    assert len(keys) == len(set(keys))
    for edition in editions():
        assert (pack_folder() / edition.template).is_file(), edition.template


def test_the_four_faces_are_vendored_with_their_licence() -> None:
    fonts = pack_folder() / "fonts"
    assert {f.name for f in fonts.glob("*.ttf")} == {
        "Tinos-Regular.ttf",
        "Tinos-Bold.ttf",
        "Tinos-Italic.ttf",
        "Tinos-BoldItalic.ttf",
    }
    assert "SIL OPEN FONT LICENSE" in (fonts / "OFL.txt").read_text(encoding="utf-8").upper()
