"""The legal basis a page shows beside a step, by the rule set of the dossier (domain.md §1.3, §2.3).

A dossier received from 01/07/2025 is under NĐ 118/2025: the articles of NĐ 61/2018 no longer bind it. The full text of
NĐ 118 was not obtained (domain.md §10), so under it only the decree is named, never an article. Steps that rest on
common practice name nothing.
"""

from __future__ import annotations

from datetime import date

from motcua.rules.rulesets import ND61, ND118, RuleSet, rule_set_for, rule_set_named

ARTICLES: dict[str, dict[str, str]] = {
    ND61.key: {
        "accept_waiting": "khoản 2 Điều 17",
        "accept": "khoản 1 Điều 17",
        "ask_before_acceptance": "điểm a khoản 2 Điều 17",
        "instruct": "khoản 3 Điều 15",
        "decline": "điểm b khoản 1 Điều 17",
        "transfer": "Điều 18",
        "assign": "khoản 1 Điều 19",
        "examine": "khoản 2 Điều 19",
        "review": "khoản 2 Điều 19",
        "send_back": "khoản 1 Điều 19",
        "consult": "khoản 5 Điều 19",
        "answer_consultation": "khoản 5 Điều 19",
        "verify_on_site": "khoản 3 Điều 19",
        "ask_supplement": "khoản 4 Điều 19",
        "receive_supplement": "khoản 4 Điều 19",
        "extend": "khoản 9 Điều 19",
        "refuse": "khoản 8 Điều 19",
        "seal": "Điều 19",
        "deliver_at_counter": "Điều 6 và Điều 20",
        "tell_early": "Điều 20",
        "forward": "khoản 3 Điều 18",
        "report_loss": "Điều 21",
        "settle_at_once": "khoản 4 Điều 17",
    },
}
"""Articles of a decree whose text we have read, by verb of the lifecycle."""

NAMED_BY: dict[str, frozenset[str]] = {
    ND118.key: frozenset({*ARTICLES[ND61.key], "withdraw"}),
}
"""Verbs a decree regulates, where its articles are not known to us."""

ONLINE_RESULTS = ("Nghị định 224/2026/NĐ-CP", date(2026, 7, 1))
"""The decree on online results and its first day; it binds the day of delivery, not that of receipt."""


def basis_of(verb: str, rule_set: str, on: date) -> str:
    """The basis of a step in words: `Điều 18 Nghị định 61/2018/NĐ-CP`; empty where there is none.

    `rule_set` is the key the dossier carries; empty (not received yet, or no dossier): the one in force `on`.
    `on` is the day of the step. Raises UnknownRuleSet.
    """
    if verb == "deliver_online":
        decree, first = ONLINE_RESULTS
        return decree if on >= first else ""
    rules = rule_set_named(rule_set) if rule_set else rule_set_for(on)
    return _words(verb, rules)


def _words(verb: str, rules: RuleSet) -> str:
    article = ARTICLES.get(rules.key, {}).get(verb)
    if article:
        return f"{article} {rules.title}"
    return rules.title if verb in NAMED_BY.get(rules.key, ()) else ""
