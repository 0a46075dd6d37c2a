"""The legal basis of a step follows the rule set of its dossier."""

from __future__ import annotations

import re
from datetime import date

import pytest

from motcua.rules.basis import ARTICLES, NAMED_BY, basis_of
from motcua.rules.lifecycle import TABLE, VERBS
from motcua.rules.rulesets import RULE_SETS, UnknownRuleSet

DAY = date(2026, 11, 20)

CASES = [
    ("transfer", "ND61", "Điều 18 Nghị định 61/2018/NĐ-CP"),
    ("transfer", "ND118", "Nghị định 118/2025/NĐ-CP"),
    ("accept", "ND61", "khoản 1 Điều 17 Nghị định 61/2018/NĐ-CP"),
    ("decline", "ND61", "điểm b khoản 1 Điều 17 Nghị định 61/2018/NĐ-CP"),
    ("extend", "ND61", "khoản 9 Điều 19 Nghị định 61/2018/NĐ-CP"),
    ("extend", "ND118", "Nghị định 118/2025/NĐ-CP"),
    ("report_loss", "ND61", "Điều 21 Nghị định 61/2018/NĐ-CP"),
    ("deliver_at_counter", "ND61", "Điều 6 và Điều 20 Nghị định 61/2018/NĐ-CP"),
    ("withdraw", "ND61", ""),
    ("withdraw", "ND118", "Nghị định 118/2025/NĐ-CP"),
    ("require_payment", "ND61", ""),
    ("require_payment", "ND118", ""),
    ("correct", "ND118", ""),
    ("deliver_online", "ND61", "Nghị định 224/2026/NĐ-CP"),
    ("deliver_online", "ND118", "Nghị định 224/2026/NĐ-CP"),
]


@pytest.mark.parametrize(("verb", "rule_set", "words"), CASES)
def test_the_basis_of_a_step(verb: str, rule_set: str, words: str) -> None:
    assert basis_of(verb, rule_set, DAY) == words


@pytest.mark.parametrize(
    ("on", "words"),
    [
        (date(2025, 6, 30), "Điều 18 Nghị định 61/2018/NĐ-CP"),
        (date(2025, 7, 1), "Nghị định 118/2025/NĐ-CP"),
    ],
)
def test_without_a_dossier_the_rule_set_of_the_day(on: date, words: str) -> None:
    assert basis_of("transfer", "", on) == words


def test_online_delivery_cites_its_decree_only_once_it_is_in_force() -> None:
    assert basis_of("deliver_online", "ND118", date(2026, 6, 30)) == ""
    assert basis_of("deliver_online", "ND118", date(2026, 7, 1)) == "Nghị định 224/2026/NĐ-CP"


def test_a_dossier_under_the_new_decree_never_cites_the_repealed_one() -> None:
    assert not [verb for verb in VERBS if "61/2018" in basis_of(verb, "ND118", DAY)]
    assert not [verb for verb in VERBS if "Điều" in basis_of(verb, "ND118", DAY)]


def test_the_articles_are_those_of_the_lifecycle_table() -> None:
    """`NĐ 61/2018 Đ.17.2a` of the table and `điểm a khoản 2 Điều 17` of the page name the same place."""
    written = {
        row.verb: row.source.removeprefix("NĐ 61/2018 ") for row in TABLE if "NĐ 61/2018" in row.source
    }
    assert {verb: _short(words) for verb, words in ARTICLES["ND61"].items()} == written
    assert NAMED_BY["ND118"] - set(ARTICLES["ND61"]) == {
        row.verb for row in TABLE if "NĐ 118/2025" in row.source
    }


def _short(words: str) -> str:
    places = []
    for place in words.split(" và "):
        letter, clause, article = (
            re.search(mark, place) for mark in (r"điểm (\w)", r"khoản (\d+)", r"Điều (\d+)")
        )
        assert article is not None
        places.append(f"Đ.{article[1]}" + (f".{clause[1]}" if clause else "") + (letter[1] if letter else ""))
    return ", ".join(places)


def test_the_clock_and_the_pages_cite_the_same() -> None:
    for rules in RULE_SETS:
        assert basis_of("transfer", rules.key, DAY) == rules.transfer_basis
        assert basis_of("ask_supplement", rules.key, DAY) == rules.supplement_basis
        assert basis_of("extend", rules.key, DAY) == rules.extension_basis
        assert basis_of("settle_at_once", rules.key, DAY) == rules.immediate_basis


def test_an_unknown_rule_set_is_refused() -> None:
    with pytest.raises(UnknownRuleSet, match="ND61, ND118"):
        basis_of("transfer", "ND2030", DAY)
