"""What the page of a trial shows: the rows of the walk, the questions of the steps, the cases of the draft."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from datetime import datetime
from decimal import Decimal
from typing import Any
from zoneinfo import ZoneInfo

from django.http import QueryDict
from django.utils.safestring import SafeString, mark_safe

from motcua.apps.processes.queries.trial import StaffedStop, Trial
from motcua.rules.process import END, Process
from motcua.rules.process.cases import failure
from motcua.rules.process.definition import BACK, PROPOSABLE, ProcessCase
from motcua.rules.process.drawing import svg
from motcua.rules.process.simulating import Alarm, Stop
from motcua.web.desk.process_trial_form import CHOICE, query_of

VIETNAM = ZoneInfo("Asia/Ho_Chi_Minh")
MOST_NAMES = 4


def days_words(days: Decimal) -> str:
    """`3,5`: a number of days without idle zeros."""
    return f"{days.normalize():f}".replace(".", ",")


def summary_of(trial: Trial) -> dict[str, Any]:
    """The whole walk in figures."""
    walked, legal = trial.simulation, trial.legal
    return {
        "finished": walked.finished,
        "blocked": walked.blocked,
        "steps": len(walked.stops),
        "days": days_words(walked.days),
        "ends_at": _aware(walked.ends_at),
        "legal": legal,
        "legal_due_at": _aware(legal.due_at) if legal else None,
        "empty": [_who(step.name, step.by.label, step.position) for step in trial.empty],
    }


def rows_of(trial: Trial) -> list[dict[str, Any]]:
    """One row a stop."""
    return [_row(number, one) for number, one in enumerate(trial.stops, 1)]


def _row(number: int, one: StaffedStop) -> dict[str, Any]:
    stop = one.stop
    names = [seat.name for seat in one.people]
    return {
        "number": number,
        "stop": stop,
        "names": ", ".join(names[:MOST_NAMES]),
        "more": max(0, len(names) - MOST_NAMES),
        "opens_at": _aware(stop.opens_at),
        "due_at": _aware(stop.due_at),
        "days": days_words(stop.days),
        "asked": [(unit, _aware(due_at), question) for unit, due_at, question in one.asked],
        "alarms": [(_aware(alarm.at), _alarm(alarm)) for alarm in stop.alarms],
        "on": _on(stop),
    }


def _who(name: str, role: str, position: str) -> str:
    return f"«{name}» ({role}, {position})" if position else f"«{name}» ({role})"


def _alarm(alarm: Alarm) -> str:
    when = "nếu bị quá hạn" if alarm.late_only else "nếu còn chưa xong"
    what = PROPOSABLE.get(alarm.timer.propose, "")
    return f"{alarm.timer.kind.label}{': ' + what if what else ''}, {when}"


def _on(stop: Stop) -> str:
    """Where the walk goes from here and why, as a sentence."""
    if stop.outcome is None or stop.sent_back:
        return ""
    where = "Kết thúc" if stop.outcome.next == END else "Sang bước sau"
    return (
        f"{where} {stop.why}".rstrip()
        if stop.why.startswith("vì")
        else f"{where}{', ' + stop.why if stop.why else ''}"
    )


def walked_picture(process: Process, way: tuple[str, ...], units: Mapping[str, str]) -> SafeString:
    """The diagram with the steps of the walk marked; empty while the process has no step."""
    if not process.steps:
        return SafeString("")
    return mark_safe(svg(process, walked=way, units=units))  # noqa: S308  # `drawing.svg` escapes every word of the process


def _aware(at: datetime | None) -> datetime | None:
    return at.replace(tzinfo=VIETNAM) if at else None


def forks_of(stops: Iterable[Stop], data: QueryDict) -> list[dict[str, Any]]:
    """The questions of the steps where the officer chooses among several ways."""
    return [fork for stop in stops if (fork := _fork(stop, data))]


def turns_of(process: Process, stops: Iterable[Stop], data: QueryDict) -> list[dict[str, Any]]:
    """The boxes of the steps that only go on or are sent back."""
    return [turn for stop in stops if (turn := _turn(process, stop, data))]


def kept_of(stops: Iterable[Stop], data: QueryDict) -> list[tuple[str, str]]:
    """Choices of steps the walk does not come to now: kept, so that changing a fact back finds them again."""
    shown = {f"{CHOICE}{stop.step.key}-{stop.visit}" for stop in stops}
    names = [name for name in data if name.startswith(CHOICE) and name not in shown]
    names += [name for name in ("ban", "sua", "ten") if name in data]
    return [(name, str(data[name])) for name in names]


def cases_of(process: Process) -> list[dict[str, Any]]:
    """The cases of the draft, each run now."""
    return [_case(process, place, case) for place, case in enumerate(process.cases)]


def _fork(stop: Stop, data: QueryDict) -> dict[str, Any] | None:
    """The question of a step where the officer chooses among several ways."""
    plain = [one for one in stop.step.outcomes if not one.when]
    taken_by_condition = stop.outcome is not None and bool(stop.outcome.when)
    if len(plain) < 2 or taken_by_condition:
        return None
    name = f"{CHOICE}{stop.step.key}-{stop.visit}"
    options = [(one.key, one.label or one.key) for one in plain]
    if stop.step.back:
        options.append((BACK, "Trả lại bước trước"))
    again = f" (lần {stop.visit})" if stop.visit > 1 else ""
    known = data.get(name, "") in dict(options)
    return {
        "name": name,
        "label": f"Ở bước «{stop.step.name}»{again}, người làm chọn hướng nào?",
        "options": options,
        "value": data.get(name, "") if known else "",
        "open": stop.outcome is None,
    }


def _turn(process: Process, stop: Stop, data: QueryDict) -> dict[str, Any] | None:
    """The box of a step that may only go on or be sent back."""
    plain = [one for one in stop.step.outcomes if not one.when]
    if not stop.step.back or len(plain) > 1 or not process.has(stop.step.back):
        return None
    name = f"{CHOICE}{stop.step.key}-{stop.visit}"
    again = f" (lần {stop.visit})" if stop.visit > 1 else ""
    return {
        "name": name,
        "label": f"«{stop.step.name}»{again} trả lại «{process.step(stop.step.back).name}»",
        "checked": data.get(name) == BACK,
    }


def _case(process: Process, place: int, case: ProcessCase) -> dict[str, Any]:
    query = query_of(case)
    query["sua"], query["ten"] = str(place), case.name
    names = [process.step(key).name if process.has(key) else f"«{key}»" for key in case.expect]
    return {
        "place": place,
        "name": case.name,
        "facts": _facts_of(process, case),
        "way": " → ".join(names),
        "why": failure(process, case),
        "query": query.urlencode(),
    }


def _facts_of(process: Process, case: ProcessCase) -> str:
    known = process.givens
    said = [f"{known[name].label}: {known[name].say(text)}" for name, text in case.facts if name in known]
    return "; ".join(said)
