"""Heads review, the authority signs, the clerk seals; late ones get an apology, early ones are told."""

from __future__ import annotations

from datetime import datetime, time, timedelta
from functools import partial
from pathlib import Path
from typing import TYPE_CHECKING

from django.conf import settings

from motcua.apps.dossiers import actions as dossiers
from motcua.apps.dossiers import queries
from motcua.apps.files import actions as files
from motcua.apps.office.working_time import calendar_for
from motcua.cli.simulation import errands, fate, processes
from motcua.cli.simulation.chance import dice
from motcua.rules.actors import SYSTEM, Actor, Role
from motcua.rules.lifecycle import IN_AGENCY

if TYPE_CHECKING:
    from motcua.apps.dossiers.models import Dossier
    from motcua.cli.simulation.day import Day

SHORTEST_NOTICE = timedelta(days=1, hours=10)
LONGEST_NOTICE = timedelta(days=4)


def reviews(day: Day, dossier: Dossier, at: datetime) -> bool:
    """The unit head looks at the draft."""
    heads = day.staff.at(dossier.holder_unit_id, Role.UNIT_HEAD)
    return day.give(heads, at, "review", partial(_reviews, day, dossier))


def _reviews(day: Day, dossier: Dossier, who: Actor, at: datetime) -> None:
    sent_back = dossier.acts.filter(verb="send_back").exists()
    if not sent_back and day.chance("send_back", dossier):
        reason = "Dự thảo còn sai thông tin cá nhân, đề nghị sửa lại"
        dossiers.send_back(str(dossier), reason=reason, actor=who, at=at)
        day.count("send_back")
    else:
        said = processes.said_at(dossier, processes.step_of(dossier), day.seed)
        dossiers.review(str(dossier), **said, actor=who, at=at)
        day.count("review")
    day.finished(dossier, at)


def signs(day: Day, dossier: Dossier, at: datetime) -> bool:
    """The authority signs."""
    signatories = day.staff.at(dossier.holder_unit_id, Role.SIGNATORY)
    return day.give(signatories, at, "sign", partial(_signs, day, dossier))


def _signs(day: Day, dossier: Dossier, who: Actor, at: datetime) -> None:
    dossiers.sign(str(dossier), actor=who, at=at)
    day.count("sign")
    day.finished(dossier, at)


def seals(day: Day, dossier: Dossier, at: datetime) -> bool:
    """The clerk numbers and seals."""
    clerks = day.staff.at(dossier.holder_unit_id, Role.CLERK)
    return day.give(clerks, at, "seal", partial(_seals, day, dossier))


def _seals(day: Day, dossier: Dossier, who: Actor, at: datetime) -> None:
    kept = files.store(_result(), f"ket-qua-{dossier.number}.pdf", actor=who, at=at)
    agency = day.staff.agency_codes[dossier.agency_id].replace(".", "")
    received, order = str(dossier).split("-")[-2:]
    sealed = dossiers.seal(
        str(dossier),
        result_number=f"{int(order)}-{received}/KQ-{agency}",
        summary=f"Kết quả giải quyết: {dossier.procedure.name[:150]}",
        file_id=kept.pk,
        actor=who,
        at=at,
    )
    day.count("seal")
    day.finished(dossier, at)
    if sealed.due_on is not None and sealed.due_on > day.on and sealed.result_way == "COUNTER":
        day.later(at + timedelta(seconds=30), partial(_tell_early, day, sealed))
    errands.wait_for_result(day, sealed, at)


def _result() -> bytes:
    return (Path(settings.PACKS) / "demo" / "result.pdf").read_bytes()


def _tell_early(day: Day, dossier: Dossier, at: datetime) -> None:
    """The system tells the applicant of a result that came before its day."""
    dossiers.tell_early(str(dossier), actor=SYSTEM, at=at)
    day.count("tell_early")


def apologies(day: Day, at: datetime) -> None:
    """In the morning the authority apologises for some of those that will not be done in time."""
    late = queries.visible_to(day.staff.supervisor).filter(
        state__in=[str(state) for state in IN_AGENCY],
        extended=False,
        on_spot=False,
        due_at__gt=at + SHORTEST_NOTICE,
        due_at__lt=at + LONGEST_NOTICE,
    )
    for dossier in late.order_by("due_at", "id"):
        will_be_late = fate.is_late(dossier, seed=day.seed) and day.chance("extend", dossier)
        if will_be_late and dossier.pk not in day.busy:
            signatories = day.staff.signatories.get(dossier.agency_id, ())
            if day.give(signatories, at, "extend", partial(_extends, day, dossier)):
                day.busy.add(dossier.pk)


def _extends(day: Day, dossier: Dossier, who: Actor, at: datetime) -> None:
    calendar = calendar_for(dossier.settling_unit_id)
    days = dice(day.seed, "extends", dossier).randint(2, 5)
    new_on = calendar.working_day_from((dossier.due_on or day.on) + timedelta(days=days)).on
    new_due_at = datetime.combine(new_on, time(17), at.tzinfo)
    reason = "Khối lượng hồ sơ tăng cao, cần thêm thời gian kiểm tra thực địa"
    dossiers.extend(str(dossier), new_due_at=new_due_at, reason=reason, actor=who, at=at)
    day.count("extend")
    day.finished(dossier, at)
