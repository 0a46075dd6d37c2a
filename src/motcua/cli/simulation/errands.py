"""People who come back: with what was missing, with money, to withdraw, to collect; and those who never do."""

from __future__ import annotations

from datetime import datetime, timedelta
from functools import partial
from typing import TYPE_CHECKING, Any

from motcua.apps.dossiers import actions as dossiers
from motcua.apps.dossiers import queries
from motcua.apps.payments import actions as payments
from motcua.apps.payments import queries as bills
from motcua.cli.simulation import fate
from motcua.cli.simulation.chance import dice, weighted
from motcua.rules.actors import SYSTEM, Actor, Role
from motcua.rules.lifecycle import OPEN, State

if TYPE_CHECKING:
    from motcua.apps.dossiers.models import Dossier
    from motcua.cli.simulation.day import Day


def plan(day: Day) -> None:
    """Put today's errands into the queue, from how the dossiers stand in the morning."""
    states = sorted((OPEN - {State.SEALING}) | {State.READY})
    for dossier in queries.visible_to(day.staff.supervisor).filter(state__in=states).order_by("id"):
        if dossier.pk not in day.busy:
            _plan(day, dossier)


def _plan(day: Day, dossier: Dossier) -> None:
    often = day.rules["chances"]
    withdraws_on = fate.withdraws_on(dossier, seed=day.seed, often=often["withdraw"])
    if dossier.stands is not State.READY and withdraws_on is not None and withdraws_on <= day.on:
        _comes(day, dossier, "withdraw", _withdraws)
    elif dossier.stands is State.SUPPLEMENTING:
        _plan_supplement(day, dossier)
    elif dossier.stands is State.PAYING:
        pays_on = fate.pays_on(dossier, seed=day.seed)
        if pays_on is not None and pays_on <= day.on:
            _comes(day, dossier, "pay", _pays, (Role.CASHIER,))
    elif dossier.stands is State.READY:
        plan_collection(day, dossier)


def _plan_supplement(day: Day, dossier: Dossier) -> None:
    never = day.rules["chances"]["never_completes"]
    comes_on = fate.comes_on(dossier, seed=day.seed, never=never)
    if comes_on is not None and comes_on <= day.on:
        _comes(day, dossier, "file", _completes)
    elif comes_on is None and dossier.supplement_due_on and dossier.supplement_due_on < day.on:
        _comes(day, dossier, "withdraw", _lapses)


def plan_collection(day: Day, dossier: Dossier) -> None:
    """The result goes its way today if this is the day: by post, online, or into a hand."""
    if dossier.result_way == "ONLINE":
        day.later(day.at("08:00"), partial(_goes_online, day, dossier))
    elif dossier.result_way == "POST":
        was_posted = dossier.acts.filter(verb="post_result").exists()
        _comes(day, dossier, "deliver", _arrives_by_post if was_posted else _goes_to_post)
    else:
        collects_on = fate.collects_on(dossier, seed=day.seed)
        if collects_on is not None and collects_on <= day.on:
            _comes(day, dossier, "deliver", _collects)


def wait_for_result(day: Day, dossier: Dossier, at: datetime) -> None:
    """Somebody who was told to wait in the hall gets the result a little later."""
    if dossier.result_way == "COUNTER" and dossier.due_on == day.on:
        minutes = dice(day.seed, "waits", dossier).randint(10, 50)
        _comes(day, dossier, "deliver", _collects, at=at + timedelta(minutes=minutes))


def _comes(
    day: Day,
    dossier: Dossier,
    task: str,
    deed: Any,
    roles: tuple[Role, ...] = (Role.COUNTER,),
    at: datetime | None = None,
) -> None:
    """Let the applicant come at a time of the arrival curve, and the desk take `task` up when it is free."""
    day.busy.add(dossier.pk)
    random = dice(day.seed, "errand", day.on, dossier)
    hour = day.at(str(weighted(random, day.rules["arrivals"]))) + timedelta(seconds=random.randrange(1800))
    day.later(at or hour, partial(_is_served, day, dossier, task, deed, roles))


def _is_served(
    day: Day, dossier: Dossier, task: str, deed: Any, roles: tuple[Role, ...], at: datetime
) -> None:
    officers = day.staff.at(dossier.receiving_unit_id, *roles)
    if not day.give(officers, at, task, partial(_done, day, dossier, deed)):
        day.busy.discard(dossier.pk)


def _done(day: Day, dossier: Dossier, deed: Any, who: Actor, at: datetime) -> None:
    deed(day, dossier, who, at)
    day.finished(dossier, at)


def _withdraws(day: Day, dossier: Dossier, who: Actor, at: datetime) -> None:
    reason = "Người nộp có đơn xin rút, sẽ nộp lại sau"
    dossiers.withdraw(str(dossier), reason=reason, asked_by=dossier.applicant_name, actor=who, at=at)
    day.count("withdraw")


def _completes(day: Day, dossier: Dossier, who: Actor, at: datetime) -> None:
    every_item = dict.fromkeys(range(1, 100), True)
    dossiers.receive_supplement(str(dossier), every_item, actor=who, at=at)
    day.count("receive_supplement")


def _lapses(day: Day, dossier: Dossier, who: Actor, at: datetime) -> None:
    dossiers.lapse_supplement(str(dossier), actor=who, at=at)
    day.count("lapse_supplement")


def _pays(day: Day, dossier: Dossier, who: Actor, at: datetime) -> None:
    method = dice(day.seed, "method", dossier).choice(["CASH", "TRANSFER", "ONLINE"])
    dossiers.settle_obligation(str(dossier), method=method, actor=who, at=at)
    day.count("settle_obligation")


def _take_fees(dossier: Dossier, who: Actor, at: datetime, method: str = "CASH") -> None:
    for bill in bills.unpaid(f"dossier:{dossier.pk}"):
        payments.take_payment(
            bill.pk, amount=bill.amount, method=method, unit_id=dossier.receiving_unit_id, actor=who, at=at
        )


def _collects(day: Day, dossier: Dossier, who: Actor, at: datetime) -> None:
    _take_fees(dossier, who, at)
    dossiers.deliver_at_counter(
        str(dossier),
        receiver_name=dossier.submitter_name or dossier.applicant_name,
        receiver_number=dossier.submitter_number or "",
        shown="RECEIPT",
        originals_returned=True,
        actor=who,
        at=at,
    )
    day.count("deliver_at_counter")


def _goes_online(day: Day, dossier: Dossier, at: datetime) -> None:
    _take_fees(dossier, SYSTEM, at, "ONLINE")
    dossiers.deliver_online(str(dossier), actor=SYSTEM, at=at)
    day.count("deliver_online")


def _goes_to_post(day: Day, dossier: Dossier, who: Actor, at: datetime) -> None:
    _take_fees(dossier, who, at, "TRANSFER")
    waybill = f"CX{dice(day.seed, 'waybill', dossier).randrange(10**9):09d}VN"
    dossiers.post_result(str(dossier), waybill=waybill, address=dossier.result_address, actor=who, at=at)
    day.count("post_result")


def _arrives_by_post(day: Day, dossier: Dossier, who: Actor, at: datetime) -> None:
    dossiers.deliver_by_post(str(dossier), receiver_name=dossier.applicant_name, actor=who, at=at)
    day.count("deliver_by_post")
