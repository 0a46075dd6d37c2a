"""Numbers as officers type them in conditions and sample dossiers."""

from decimal import Decimal

import pytest
from hypothesis import given
from hypothesis import strategies as st

from motcua.rules.process.conditions import stored
from motcua.rules.process.givens import named

FEE = named()["fee"]


@pytest.mark.parametrize(
    ("text", "value"),
    [
        ("500.000", "500000"),
        ("1.250.000,5", "1250000.5"),
        ("1 250 000", "1250000"),
        ("1250000.5", "1250000.5"),
        ("0.125", "0.125"),
        ("12,5", "12.5"),
        ("-1.000", "-1000"),
    ],
)
def test_a_dot_before_three_digits_stands_between_thousands(text: str, value: str) -> None:
    assert FEE.parse(text) == Decimal(value)


@given(st.decimals(-(10**9), 10**9, places=4))
def test_what_is_stored_is_read_back(value: Decimal) -> None:
    assert FEE.parse(stored(value)) == value
