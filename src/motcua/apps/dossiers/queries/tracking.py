"""What a citizen sees of a dossier: everything with the secret of the receipt, two facts without it.

Source: TT 01/2018 Đ.16 (anonymous look-up shows only the number and the degree of completion), NĐ 224/2026 Đ.15.1g.
"""

from __future__ import annotations

from dataclasses import dataclass

from motcua.apps.dossiers import clock
from motcua.apps.dossiers.models import Act, Dossier, Result, SupplementItem
from motcua.apps.dossiers.processes import process_of
from motcua.apps.dossiers.queries.pages import Passport, passport
from motcua.apps.dossiers.queries.process_paths import path_of
from motcua.apps.dossiers.secrecy import opens
from motcua.apps.payments.models import Bill
from motcua.apps.payments.queries import unpaid
from motcua.rules.lifecycle import State
from motcua.rules.numbering import fold_number
from motcua.rules.process import Step
from motcua.rules.process.progress import share_passed


@dataclass(frozen=True, slots=True)
class Tracking:
    """The citizen's view. Without the secret only `number` and `percent` are filled."""

    number: str
    percent: int
    dossier: Dossier | None = None
    state: State | None = None
    passed: tuple[Step, ...] = ()
    now: Step | None = None
    to_come: tuple[Step, ...] = ()
    acts: tuple[Act, ...] = ()
    passport: Passport | None = None
    wanted: tuple[SupplementItem, ...] = ()
    result: Result | None = None
    to_pay: tuple[Bill, ...] = ()


# Everything the page tells of the acts, in one statement.
_TOLD = (*clock.DETAILS, "decision", "obligation", "result")

_PERCENT = {
    State.WAITING: 0,
    State.ACCEPTED: 10,
    State.DECLINED: 100,
    State.WITHDRAWN: 100,
    State.STOPPED: 100,
    State.READY: 95,
    State.DELIVERED: 100,
}


def track(number: str, secret: str = "") -> Tracking | None:
    """The tracking view of a number. A wrong secret gives exactly what no secret gives; None for an unknown number."""
    dossier = (
        Dossier.objects.select_related(
            "procedure", "use", "agency", "receiving_unit__center", "holder_unit", "holder", "settling_unit"
        )
        .filter(number=fold_number(number))
        .first()
    )
    if dossier is None or dossier.number is None:
        return None
    percent = degree_of_completion(dossier)
    if not secret or not opens(dossier.provisional, secret, dossier.secret_digest):
        return Tracking(dossier.number, percent)
    return _open(dossier, percent)


def degree_of_completion(dossier: Dossier) -> int:
    """Percent done: the share of steps passed while in the agency, fixed marks at both ends.

    Where ways part, the longest is counted, so that no step forward lowers it.
    """
    state = dossier.stands
    if state in _PERCENT:
        return _PERCENT[state]
    return 10 + round(80 * share_passed(process_of(dossier), dossier.step_key))


def _open(dossier: Dossier, percent: int) -> Tracking:
    done = dossier.stands in (State.DELIVERED, State.WITHDRAWN, State.STOPPED, State.DECLINED)
    stopped = done and dossier.stands is not State.DELIVERED
    acts = list(Act.objects.filter(dossier=dossier).select_related(*_TOLD).order_by("seq"))
    path = path_of(dossier, acts)
    return Tracking(
        number=str(dossier.number),
        percent=percent,
        dossier=dossier,
        state=dossier.stands,
        passed=() if stopped else path.passed,
        now=None if done else path.now,
        to_come=() if done else path.ahead,
        acts=tuple(acts),
        passport=passport(dossier, acts),
        wanted=_wanted(dossier),
        result=_last_result(acts),
        to_pay=tuple(unpaid(f"dossier:{dossier.pk}")) if dossier.stands is State.READY else (),
    )


def _last_result(acts: list[Act]) -> Result | None:
    """The result in force; a recalled one (T27) no longer stands."""
    for act in reversed(acts):
        if act.verb == "recall":
            return None
        if act.verb == "seal":
            return act.result
    return None


def _wanted(dossier: Dossier) -> tuple[SupplementItem, ...]:
    if dossier.stands is not State.SUPPLEMENTING:
        return ()
    items = SupplementItem.objects.filter(request__act__dossier=dossier, request__received_at=None)
    return tuple(items.order_by("ordinal"))
