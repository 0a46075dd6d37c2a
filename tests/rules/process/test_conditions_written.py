"""Conditions as text: what is written is read back, whatever the value is made of."""

import pytest
from hypothesis import example, given
from hypothesis import strategies as st

from motcua.rules.process.conditions import Clause, parse, source
from motcua.rules.process.givens import Given, GivenKind, named

KNOWN = named({"answer.note": Given("answer.note", "Ghi chú", GivenKind.TEXT)})
TYPED = st.text(st.sampled_from('ab "“”«»;=<>!và\n'), min_size=1).map(str.strip).filter(bool)


@given(st.lists(TYPED, min_size=1, max_size=3))
@example(['thửa "5"'])
@example(['"'])
@example(['a" and answer.note = "b'])
def test_every_text_value_is_read_back(values: list[str]) -> None:
    clauses = tuple(Clause("answer.note", "=", value) for value in values)
    assert parse(source(clauses), KNOWN) == clauses


@pytest.mark.parametrize(
    ("text", "value"),
    [
        ('Ghi chú = "đất ở"', "đất ở"),
        ("Ghi chú = “đất ở”", "đất ở"),
        ("Ghi chú = «đất ở»", "đất ở"),
        ('Ghi chú = nhà "A" cũ', 'nhà "A" cũ'),
        ('Ghi chú = "nhà ""A"" cũ"', 'nhà "A" cũ'),
    ],
)
def test_a_person_may_quote_as_he_likes(text: str, value: str) -> None:
    assert parse(text, KNOWN) == (Clause("answer.note", "=", value),)
