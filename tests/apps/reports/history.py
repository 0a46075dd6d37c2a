"""A random but repeatable history, and an independent, naive reading of Biểu II.06a over it."""

from __future__ import annotations

import random
from collections import Counter
from dataclasses import dataclass, replace
from datetime import date, datetime, timedelta

from motcua.apps.dossiers import actions
from motcua.apps.dossiers.actions.bulk import BulkDossier, file_many
from motcua.apps.dossiers.intake_data import PaperIn
from motcua.apps.dossiers.models import Act, Dossier
from motcua.apps.people.actions import PersonData
from motcua.apps.reports.questions import VIETNAM
from motcua.rules.actors import SYSTEM
from motcua.rules.limits import Limit
from tests.worlds.small import COMMUNE, IMMEDIATE, ON_SPOT, SEVEN_DAYS, SmallOffice, vn

NOW = vn("2026-06-01 08:00")
CHANNELS = ("COUNTER", "ONLINE", "POST", "ASSISTED", "MOBILE")


def loaded(office: SmallOffice, count: int, seed: int = 1) -> None:
    """`count` dossiers received from December to March, ended in every way, some still open."""
    dice = random.Random(seed)
    file_many((_one(office, dice, n) for n in range(count)), actor=SYSTEM, at=NOW)


def _one(office: SmallOffice, dice: random.Random, n: int) -> BulkDossier:
    procedure = dice.choice((SEVEN_DAYS, SEVEN_DAYS, COMMUNE, ON_SPOT, IMMEDIATE))
    at_commune = procedure == COMMUNE
    received = vn("2025-12-01 00:00") + timedelta(days=dice.randrange(110), minutes=dice.randrange(1440))
    row = BulkDossier(
        procedure=procedure,
        agency_id=office.agency("H99.41" if at_commune else "H99.15").pk,
        unit_id=office.unit("H99.41.TT" if at_commune else "H99.TT").pk,
        applicant=PersonData(name=f"Người {n}"),
        received_at=received,
        channel=dice.choice(CHANNELS),
        papers=(PaperIn("Tờ khai theo mẫu", originals=1),),
    )
    if procedure == IMMEDIATE or dice.random() < 0.25:
        return row
    ended = received + timedelta(days=dice.randrange(25), minutes=dice.randrange(1440))
    outcome = dice.choice(("RESULT", "RESULT", "RESULT", "WITHDRAWN", "REFUSED"))
    delivered = ended + timedelta(days=3) if outcome == "RESULT" and dice.random() < 0.5 else None
    return replace(
        row, finished_at=ended, delivered_at=delivered, outcome=outcome, reason="Lý do", legal_ground="Điều 1"
    )


def troubled(office: SmallOffice) -> dict[str, str]:
    """Dossiers whose state at the end of a period is not today's: numbers by what happened to them."""
    at = vn("2026-02-02 09:00")
    chuyenvien, quay, head = office.actor("chuyenvien"), office.actor("quay"), office.actor("giamdoc_so")
    numbers = {name: str(office.examined_by(at)) for name in ("waiting", "returned", "extended", "lapsed")}
    numbers["recalled"] = str(office.ready(at, vn("2026-02-05 10:00")))
    for name in ("waiting", "returned", "lapsed"):
        verdicts = {1: actions.Judgement("OK"), 2: actions.Judgement("WRONG", "mờ")}
        actions.judge_papers(numbers[name], verdicts, actor=chuyenvien, at=vn("2026-02-03 09:00"))
        actions.ask_supplement(
            numbers[name],
            reason="Ảnh mờ",
            due_on=date(2026, 2, 27),
            actor=chuyenvien,
            at=vn("2026-02-03 09:00"),
        )
    actions.receive_supplement(numbers["returned"], {1: True}, actor=quay, at=vn("2026-03-02 09:00"))
    actions.lapse_supplement(numbers["lapsed"], actor=quay, at=vn("2026-03-03 09:00"))
    actions.extend(
        numbers["extended"],
        new_due_at=vn("2026-03-20 16:00"),
        reason="Chờ",
        actor=head,
        at=vn("2026-02-04 09:00"),
    )
    actions.recall(
        numbers["recalled"], reason="Sai tên", legal_ground="QĐ 5", limit=Limit.of(3, "WORKING_DAY"),
        actor=head, at=vn("2026-03-02 09:00"),
    )  # fmt: skip
    return numbers


@dataclass(frozen=True)
class Read:
    """Where one dossier stands in the table."""

    came: str
    stood: str


FINISHED = {"READY", "DELIVERED", "WITHDRAWN", "STOPPED", "DECLINED"}


def naive(first: date, last: date, agency_ids: tuple[int, ...]) -> dict[int, Read]:
    """Each dossier's place in the table, read act by act in Python: slow, plain, with none of the query's thoughts."""
    found: dict[int, Read] = {}
    for dossier in Dossier.objects.filter(agency_id__in=agency_ids):
        acts = [a for a in Act.objects.filter(dossier=dossier).order_by("seq") if _day(a.at) <= last]
        if dossier.received_at is None or not acts or _day(dossier.received_at) > last:
            continue
        state, ended = acts[-1].to_state, None
        if state in FINISHED:
            ended = [
                a
                for a in acts
                if a.verb in ("seal", "settle_at_once", "withdraw", "refuse", "lapse_supplement")
            ][-1]
        if ended and _day(ended.at) < first:
            continue
        came = "direct"
        if _day(dossier.received_at) < first:
            came = "carried"
        elif dossier.channel in ("ONLINE", "ASSISTED"):
            came = "online"
        found[dossier.pk] = Read(came, _stood(acts, ended, last))
    return found


def _stood(acts: list[Act], ended: Act | None, last: date) -> str:
    due = acts[-1].due_at.astimezone(VIETNAM) if acts[-1].due_at else None
    due_day = (due - timedelta(seconds=1)).date() if due else None
    if ended is None:
        until = last
        if acts[-1].to_state in ("SUPPLEMENTING", "PAYING"):
            until = _day([a for a in acts if a.verb in ("ask_supplement", "require_payment")][-1].at)
        return "open_in_time" if due_day is None or until <= due_day else "open_overdue"
    day = _day(ended.at)
    if ended.verb in ("withdraw", "lapse_supplement") or due_day is None or day == due_day:
        return "on_time"
    return "early" if day < due_day else "overdue"


def _day(at: datetime) -> date:
    return at.astimezone(VIETNAM).date()


def tally(read: dict[int, Read]) -> Counter[str]:
    """Counts by measure."""
    counts: Counter[str] = Counter()
    for one in read.values():
        counts[one.came] += 1
        counts[one.stood] += 1
    return counts
