"""The opened tracking page: one dossier told to its owner, ready to draw."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, datetime

from motcua.apps.dossiers.queries import Tracking
from motcua.rules.lifecycle import FINISHED, State
from motcua.rules.trace import Due
from motcua.web.portal.tracking_words import ACT_TITLES, RECALLED, STORIES, TOLD_GROUNDS, Story


@dataclass(frozen=True, slots=True)
class StepLine:
    """One step of the process: done (and when), now, or to come."""

    label: str
    state: str
    ended_at: datetime | None = None


@dataclass(frozen=True, slots=True)
class Happened:
    """One line of the history."""

    title: str
    at: datetime
    ground: str = ""


@dataclass(frozen=True, slots=True)
class DueMoved:
    """The appointment changed: when, to what, why."""

    at: datetime
    to: str
    why: str


@dataclass(frozen=True, slots=True)
class Owed:
    """Money the applicant has to pay, by which notice, until when."""

    amount: int
    notice: str
    pay_by: date


@dataclass(frozen=True, slots=True)
class Sheet:
    """Everything the page says beyond `Tracking` itself."""

    story: Story
    holder_phone: str
    center_phone: str
    center_address: str
    steps: tuple[StepLine, ...]
    happened: tuple[Happened, ...]
    due: Due | None
    moved: tuple[DueMoved, ...]
    late: bool = False
    paused: bool = False
    stopped: bool = False
    reason: str = ""
    legal_ground: str = ""
    restarts: bool = False
    owed: Owed | None = None
    waybill: str = ""


def sheet(found: Tracking, at: datetime) -> Sheet:
    """The story of an opened dossier as it stands at `at`. ValueError when `found` was not opened by its secret."""
    dossier, state = found.dossier, found.state
    if dossier is None or state is None:
        raise ValueError("tracking was not opened by its secret")
    clock = found.passport.state if found.passport else None
    center = dossier.receiving_unit.center
    last = next((act for act in reversed(found.acts) if act.to_state != act.from_state), None)
    return Sheet(
        story=_story(found, state),
        holder_phone=dossier.holder_unit.phone or dossier.agency.phone or center.phone,
        center_phone=center.phone,
        center_address=center.address,
        steps=_steps(found),
        happened=tuple(
            Happened(ACT_TITLES[act.verb], act.at, act.ground if act.verb in TOLD_GROUNDS else "")
            for act in found.acts
            if act.verb in ACT_TITLES
        ),
        due=clock.due if clock and clock.due.at else None,
        moved=tuple(DueMoved(line.at, line.due.text, line.why) for line in clock.history[1:])
        if clock
        else (),
        late=dossier.due_at is not None and _runs(state) and at > dossier.due_at,
        paused=state in (State.SUPPLEMENTING, State.PAYING),
        stopped=state in (State.WITHDRAWN, State.STOPPED, State.DECLINED),
        reason=last.ground if last and last.verb in TOLD_GROUNDS else "",
        legal_ground=last.decision.legal_ground if last and last.verb == "refuse" else "",
        restarts=bool(last and last.verb == "ask_supplement" and last.supplementrequest.policy == "RESTART"),
        owed=_owed(found, state),
        waybill=next((str(act.note["waybill"]) for act in found.acts[::-1] if act.verb == "post_result"), ""),
    )


def _runs(state: State) -> bool:
    return state not in FINISHED and state not in (State.SUPPLEMENTING, State.PAYING, State.WAITING)


def _story(found: Tracking, state: State) -> Story:
    reopened = [act.verb for act in found.acts if act.verb in ("recall", "seal")]
    if state is State.PROCESSING and reopened and reopened[-1] == "recall":
        return RECALLED
    return STORIES[state]


def _steps(found: Tracking) -> tuple[StepLine, ...]:
    """The steps in order; for a step done, when the dossier last left it. Settled in one visit: none was walked."""
    if any(act.verb == "settle_at_once" for act in found.acts):
        return ()
    left: dict[str, datetime] = {}
    open_step = ""
    for act in found.acts:
        if open_step and act.step_key != open_step:
            left[open_step] = act.at
        open_step = act.step_key
    done = [StepLine(step.name, "done", left.get(step.key)) for step in found.passed]
    now = [StepLine(found.now.name, "now")] if found.now else []
    if not (done or now):  # stopped on the way: the steps not walked would mislead
        stopped = [StepLine(STORIES[found.state].title, "done")] if found.state else []
        return (*_received(found), *stopped)
    return (*_received(found), *done, *now, *(StepLine(step.name, "todo") for step in found.to_come))


def _received(found: Tracking) -> tuple[StepLine, ...]:
    """The reception, done before the first step of the process; not there while the dossier waits for it."""
    accepted = next((act.at for act in found.acts if act.verb in ("accept", "accept_waiting")), None)
    return (StepLine("Tiếp nhận hồ sơ", "done", accepted),) if accepted else ()


def _owed(found: Tracking, state: State) -> Owed | None:
    if state is not State.PAYING:
        return None
    asked = next((act for act in reversed(found.acts) if act.verb == "require_payment"), None)
    if asked is None:
        return None
    return Owed(asked.obligation.amount, asked.obligation.notice, asked.obligation.pay_by)
