"""Published fees: what may be collected as printed, and what may not (data README, flags)."""

from decimal import Decimal

import pytest

from motcua.rules.fees import Fee, FeeDoubt, FeeKind, FeeState, kind_of, published_fee, quote

D = Decimal


@pytest.mark.parametrize(
    ("amount", "note", "doubt", "words"),
    [
        (D(20000), "", FeeDoubt.NONE, "20.000 đồng"),
        (D(0), "", FeeDoubt.NONE, "Không thu"),
        (D(0), "Không", FeeDoubt.NONE, "Không thu"),
        (D(0), "- Không có.", FeeDoubt.NONE, "Không thu"),
        (D(0), "Miễn lệ phí (Thông tư số 47/2019/TT-BTC)", FeeDoubt.NONE, "Không thu"),
        (None, "Miễn phí", FeeDoubt.NONE, "Không thu"),
        (D(0), "Theo quy định của Hội đồng nhân dân tỉnh", FeeDoubt.TARIFF_NOTE, "Theo biểu phí"),
        (D(0), "Miễn phí cho trẻ em, còn lại 8.000 đồng", FeeDoubt.TARIFF_NOTE, "Theo biểu phí"),
        (None, "Lệ phí: 20.000 đồng/giấy", FeeDoubt.TARIFF_NOTE, "Theo biểu phí"),
        (None, "", FeeDoubt.TARIFF_NOTE, "Theo biểu phí"),
        (D(10), "/bản", FeeDoubt.UNIT_SUSPECT, "10 (chưa rõ đơn vị tiền)"),
        (D(999), "", FeeDoubt.UNIT_SUSPECT, "999 (chưa rõ đơn vị tiền)"),
        (D(1000), "", FeeDoubt.NONE, "1.000 đồng"),
    ],
)
def test_an_amount_is_believed_only_when_nothing_is_doubtful(amount, note, doubt, words):
    fee = published_fee(amount, note)
    assert (fee.doubt, fee.words) == (doubt, words)


def test_a_zero_the_source_flagged_is_never_free_even_when_its_note_sounds_so():
    fee = published_fee(D(0), "Không", tariff_flagged=True)
    assert not fee.is_free
    assert fee.doubt is FeeDoubt.TARIFF_NOTE


@pytest.mark.parametrize(
    ("note", "kind"),
    [
        ("Lệ phí cấp giấy", FeeKind.CHARGE),
        ("Phí thẩm định", FeeKind.SERVICE),
        ("Phí, lệ phí theo quy định", FeeKind.UNKNOWN),
        ("/trang", FeeKind.UNKNOWN),
    ],
)
def test_the_kind_is_what_the_note_begins_with(note, kind):
    assert kind_of(note) is kind


@pytest.mark.parametrize(
    ("fees", "state", "amount"),
    [
        ([], FeeState.NOT_STATED, None),
        ([(0, "")], FeeState.FREE, D(0)),
        ([(20000, "")], FeeState.FIXED, D(20000)),
        ([(20000, "a"), (20000, "b")], FeeState.FIXED, D(20000)),
        ([(20000, "lần đầu"), (50000, "cấp lại")], FeeState.CHOICE, None),
        ([(20000, ""), (10, "USD")], FeeState.DOUBTFUL, None),
        ([(0, "theo biểu")], FeeState.DOUBTFUL, None),
    ],
)
def test_several_lines_are_alternatives_and_never_summed(fees, state, amount):
    found = quote(tuple(published_fee(D(number), note) for number, note in fees))
    assert (found.state, found.amount) == (state, amount)


def test_a_line_says_its_note():
    assert Fee(FeeKind.CHARGE, D(8000), "mỗi bản").line == "8.000 đồng (mỗi bản)"
