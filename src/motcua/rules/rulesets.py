"""Rule sets (bộ quy tắc) as dated configuration, chosen by the day of receipt (domain.md §1.3).

The full text of NĐ 118/2025 was not obtained (domain.md §10): ND118 is ND61 plus the known differences,
and every field can be replaced (``dataclasses.replace``) without touching code.
"""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, time
from enum import StrEnum


class UnknownRuleSet(ValueError):
    """No rule set has this key."""


class SupplementPolicy(StrEnum):
    """What a supplement request does to the clock once the papers are in (domain.md §3.5)."""

    RESTART = "RESTART"
    PAUSE = "PAUSE"


@dataclass(frozen=True, slots=True)
class RuleSet:
    """What one decree fixes for the clock.

    ``transfer_cutoff``: received after this time of day, the dossier goes to the unit at the start of the next
    working day. ``supplement_return_days``: working days from receipt to send an ineligible dossier back;
    ``supplement_return_is_hard`` says whether passing them is a breach or only recorded.
    ``extension_notice_days``: calendar days before the due moment at which the apology must be sent.
    ``forms``: circular whose slips are printed.
    """

    key: str
    title: str
    in_force_from: date
    in_force_to: date | None
    transfer_cutoff: time
    transfer_basis: str
    supplement_policy: SupplementPolicy
    supplement_basis: str
    supplement_return_days: int
    supplement_return_is_hard: bool
    max_supplement_requests: int
    max_extensions: int
    extension_notice_days: int
    extension_basis: str
    immediate_basis: str
    forms: str
    has_stop_notice: bool


ND61 = RuleSet(
    key="ND61",
    title="Nghị định 61/2018/NĐ-CP",
    in_force_from=date(2018, 6, 21),
    in_force_to=date(2025, 6, 30),
    transfer_cutoff=time(15, 0),
    transfer_basis="Điều 18 Nghị định 61/2018/NĐ-CP",
    supplement_policy=SupplementPolicy.RESTART,
    supplement_basis="khoản 4 Điều 19 Nghị định 61/2018/NĐ-CP",
    supplement_return_days=3,
    supplement_return_is_hard=True,
    max_supplement_requests=1,
    max_extensions=1,
    extension_notice_days=1,
    extension_basis="khoản 9 Điều 19 Nghị định 61/2018/NĐ-CP",
    immediate_basis="khoản 4 Điều 17 Nghị định 61/2018/NĐ-CP",
    forms="01/2018/TT-VPCP",
    has_stop_notice=False,
)

ND118 = RuleSet(
    key="ND118",
    title="Nghị định 118/2025/NĐ-CP",
    in_force_from=date(2025, 7, 1),
    in_force_to=None,
    transfer_cutoff=time(15, 0),
    transfer_basis="Nghị định 118/2025/NĐ-CP",
    supplement_policy=SupplementPolicy.RESTART,
    supplement_basis="Nghị định 118/2025/NĐ-CP",
    supplement_return_days=3,
    supplement_return_is_hard=False,
    max_supplement_requests=1,
    max_extensions=1,
    extension_notice_days=1,
    extension_basis="Nghị định 118/2025/NĐ-CP",
    immediate_basis="Nghị định 118/2025/NĐ-CP",
    forms="03/2025/TT-VPCP",
    has_stop_notice=True,
)

RULE_SETS: tuple[RuleSet, ...] = (ND61, ND118)


def rule_set_for(received_on: date) -> RuleSet:
    """The rule set in force on the day of receipt.

    A dossier older than NĐ 61 (before 21/06/2018) gets ND61, the oldest set the product knows.
    """
    for rules in reversed(RULE_SETS):
        if received_on >= rules.in_force_from:
            return rules
    return ND61


def rule_set_named(key: str) -> RuleSet:
    """The rule set with this key. Raises UnknownRuleSet."""
    for rules in RULE_SETS:
        if rules.key == key:
            return rules
    names = ", ".join(rules.key for rules in RULE_SETS)
    raise UnknownRuleSet(f"Không có bộ quy tắc “{key}”: dùng một trong {names}.")
