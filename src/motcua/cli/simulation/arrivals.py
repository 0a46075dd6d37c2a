"""People who come with a new dossier: when, with what, by which way; and what the counter does with them."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import datetime, timedelta
from decimal import Decimal
from functools import partial
from random import Random
from typing import TYPE_CHECKING, Any
from uuid import UUID, uuid5

from motcua.apps.catalogue import queries as catalogue
from motcua.apps.dossiers import actions as dossiers
from motcua.apps.dossiers.intake_data import CATALOGUE_CHANNEL, FeeIn, Intake, PaperIn
from motcua.apps.people.actions import PersonData
from motcua.cli.simulation import people
from motcua.cli.simulation.chance import dice, weighted
from motcua.cli.simulation.province import agencies_of, pack
from motcua.cli.simulation.staff import Centre
from motcua.rules.actors import SYSTEM, Actor, Role
from motcua.rules.lifecycle import State

if TYPE_CHECKING:
    from motcua.apps.dossiers.models import Dossier
    from motcua.cli.simulation.day import Day

NAMESPACE = UUID("6d6f7463-7561-4465-8d6f-74616e6c616d")
MOST_PAPERS = 6
MONDAY = 0
COMES_BACK = 0.7  # of those who were told what is missing, on the same day
COUNTER_ROLES = (Role.COUNTER,)


@dataclass(frozen=True, slots=True)
class Offer:
    """A procedure in use at a centre, with its line in `uses.json`."""

    use: catalogue.ProcedureUse
    version: catalogue.ProcedureVersion
    row: Mapping[str, Any]

    @property
    def papers(self) -> tuple[catalogue.RequiredPaper, ...]:
        """The papers of the first published case that has any, not more than a desk can hold in mind."""
        papers = [paper for paper in self.version.papers if paper.is_paper]
        return tuple(paper for paper in papers if paper.case == papers[0].case)[:MOST_PAPERS]


@dataclass(frozen=True, slots=True)
class Visit:
    """One person with one wish. `key` names him in every draw of chance."""

    key: str
    centre: Centre
    offer: Offer
    channel: str
    applicant: PersonData
    random: Random


def plan(day: Day) -> None:
    """Put the day's arrivals into the queue."""
    offers = offers_on(day)
    for centre in day.staff.centres:
        mean = day.rules["filings_per_day"].get(centre.code, 0)
        if not mean or not offers.get(centre.unit_id):
            continue
        random = dice(day.seed, "arrivals", day.on, centre.code)
        mean *= day.rules["monday_factor"] if day.on.weekday() == MONDAY else 1
        for order in range(max(1, round(random.gauss(mean, mean**0.5)))):
            visit = _visit(day, centre, offers[centre.unit_id], f"{day.on}|{centre.code}|{order}")
            day.later(_moment(day, visit), partial(_comes, day, visit))


def offers_on(day: Day) -> dict[int, list[Offer]]:
    """What each centre receives on the day, in the order of `uses.json`."""
    rows = {(row["code"], agency): row for row in pack("uses.json") for agency in agencies_of(row)}
    uses = list(catalogue.uses_on(day.on))
    codes = {use.procedure.code for use in uses}
    versions = {
        version.procedure_id: version
        for version in catalogue.in_force(day.on).filter(procedure__code__in=codes)
    }
    found: dict[int, list[Offer]] = {}
    for use in sorted(uses, key=lambda one: one.pk):
        row = rows.get((use.procedure.code, use.agency.code))
        if row is None or use.procedure_id not in versions:
            continue
        offer = Offer(use, versions[use.procedure_id], row)
        for center in use.centers.all():
            found.setdefault(center.unit_id, []).append(offer)
    return found


def _visit(day: Day, centre: Centre, offers: Sequence[Offer], key: str) -> Visit:
    random = dice(day.seed, "visit", key)
    offer = weighted(random, [(one, one.row["share"]) for one in offers])
    open_ways = [pair for pair in day.rules["channels"] if CATALOGUE_CHANNEL[pair[0]] in offer.use.channels]
    channel = "COUNTER" if offer.use.immediate else str(weighted(random, open_ways))
    return Visit(key, centre, offer, channel, _applicant(day, offer, centre, random), random)


def _applicant(day: Day, offer: Offer, centre: Centre, random: Random) -> PersonData:
    kinds = " ".join(offer.version.applicants)
    number = random.randrange(people.COMPANIES if "Công dân" not in kinds else people.CITIZENS)
    if random.random() < day.rules["chances"]["known_person"]:
        number %= 60
    if "Doanh nghiệp" in kinds and "Công dân" not in kinds:
        return people.company(number, seed=day.seed, place=centre.place)
    return people.citizen(number, seed=day.seed, place=centre.place)


def _moment(day: Day, visit: Visit) -> datetime:
    random = visit.random
    if visit.channel == "ONLINE":
        return day.at("06:30") + timedelta(seconds=random.randrange(15 * 3600))
    if visit.channel == "POST":
        return day.at("09:15") + timedelta(seconds=random.randrange(1800))
    return day.at(str(weighted(random, day.rules["arrivals"]))) + timedelta(seconds=random.randrange(1800))


def _comes(day: Day, visit: Visit, at: datetime) -> None:
    if visit.channel == "ONLINE":
        dossiers.submit(_intake(day, visit), actor=SYSTEM, at=at)
        day.count("submit")
        return
    counter = day.staff.at(visit.centre.unit_id, *COUNTER_ROLES)
    if visit.offer.use.immediate:
        day.give(counter, at, "settle_at_once", partial(_settles, day, visit))
    elif visit.channel == "COUNTER" and day.chance("instruct", visit.key):
        day.give(counter, at, "instruct", partial(_instructs, day, visit))
    elif visit.channel == "COUNTER" and day.chance("decline_at_counter", visit.key):
        day.give(counter, at, "instruct", partial(_sends_elsewhere, day, visit))
    else:
        day.give(counter, at, "file", partial(_accepts, day, visit))


def _accepts(day: Day, visit: Visit, who: Actor, at: datetime) -> None:
    accepted = dossiers.accept(_intake(day, visit), actor=who, at=at)
    day.count("accept")
    day.finished(accepted, at)


def _settles(day: Day, visit: Visit, who: Actor, at: datetime) -> None:
    intake = _intake(day, visit)
    dossiers.settle_at_once(intake, outcome=visit.offer.row["outcome"], actor=who, at=at)
    day.count("settle_at_once")


def _instructs(day: Day, visit: Visit, who: Actor, at: datetime) -> None:
    """One list of what to bring; most people are back the same day with everything."""
    papers = visit.offer.papers
    lacking = visit.random.choice(papers).name if papers else "Tờ khai theo mẫu"
    dossiers.instruct(
        visit.offer.use.procedure.code,
        visit.applicant,
        [dossiers.Wanted(lacking[:300], "Nộp bản có đủ chữ ký, còn giá trị sử dụng")],
        reason="Thành phần hồ sơ chưa đầy đủ",
        unit_id=visit.centre.unit_id,
        actor=who,
        at=at,
    )
    day.count("instruct")
    back = at + timedelta(minutes=visit.random.randint(60, 200))
    if visit.random.random() < COMES_BACK:
        day.later(back, partial(_is_back, day, visit))


def _is_back(day: Day, visit: Visit, at: datetime) -> None:
    counter = day.staff.at(visit.centre.unit_id, *COUNTER_ROLES)
    day.give(counter, at, "file", partial(_accepts, day, visit))


def _sends_elsewhere(day: Day, visit: Visit, who: Actor, at: datetime) -> None:
    dossiers.decline_at_counter(
        visit.offer.use.procedure.code,
        visit.applicant,
        reason="Nơi cư trú, địa điểm thực hiện không thuộc phạm vi giải quyết của cơ quan",
        go_to="Trung tâm Phục vụ hành chính công nơi người nộp cư trú, ngoài tỉnh Tân Lâm",
        unit_id=visit.centre.unit_id,
        actor=who,
        at=at,
    )
    day.count("decline_at_counter")


def _intake(day: Day, visit: Visit) -> Intake:
    random, offer = visit.random, visit.offer
    way = str(weighted(random, day.rules["result_ways"]))
    other = _submitter(day, visit)
    intake = Intake(
        procedure=offer.use.procedure.code,
        agency_id=offer.use.agency_id,
        unit_id=visit.centre.unit_id,
        applicant=visit.applicant,
        papers=_papers(visit),
        token=uuid5(NAMESPACE, f"{day.seed}|{visit.key}"),
        channel=visit.channel,
        result_way="COUNTER" if offer.use.immediate else way,
        result_address=visit.applicant.address if way == "POST" else "",
        submitter_name=other.name if other else "",
        submitter_number=other.personal_id if other else "",
        submitter_phone=other.phone if other else "",
        submitter_authority=_authority(visit) if other else "",
    )
    return replace(intake, case=_case(offer, intake.catalogue_channel, random), fee=_fee(day, visit))


def _submitter(day: Day, visit: Visit) -> PersonData | None:
    is_company = visit.applicant.kind == "ENTERPRISE"
    if not is_company and not day.chance("someone_else_files", visit.key):
        return None
    number = dice(day.seed, "submitter", visit.key).randrange(people.CITIZENS)
    return people.citizen(number, seed=day.seed, place=visit.centre.place)


def _authority(visit: Visit) -> str:
    if visit.applicant.kind == "ENTERPRISE":
        return f"Giấy giới thiệu số {visit.random.randint(1, 90)}/GGT"
    return f"Văn bản ủy quyền số {visit.random.randint(1, 400)}"


def _papers(visit: Visit) -> tuple[PaperIn, ...]:
    is_paper_copy = visit.channel != "ONLINE"
    return tuple(
        PaperIn(
            paper.name,
            originals=paper.originals if is_paper_copy else 0,
            copies=paper.copies if is_paper_copy and (paper.originals or paper.copies) else 1,
        )
        for paper in visit.offer.papers
    )


def _case(offer: Offer, channel: str, random: Random) -> int | None:
    options = catalogue.limit_options(offer.version, channel)
    if len(options) < 2 or catalogue.local_limit(offer.use) is not None:
        return None
    return random.choice(options).ordinal


def _fee(day: Day, visit: Visit) -> FeeIn:
    lines = [
        (fee.note or fee.kind.label, fee.amount or Decimal(0), fee.kind.value)
        for fee in catalogue.confirmed_fees(visit.offer.use)
    ]
    if not lines:
        return FeeIn()
    if visit.applicant.kind == "CITIZEN" and day.chance("exempt", visit.key):
        return FeeIn("EXEMPT", lines, exempt_ground="Giấy chứng nhận hộ nghèo năm 2026")
    if visit.channel == "POST" or (visit.channel == "COUNTER" and day.chance("pay_later", visit.key)):
        return FeeIn("LATER", lines)
    if visit.channel in ("ONLINE", "ASSISTED"):
        return FeeIn("NOW", lines, method="ONLINE")
    return FeeIn("NOW", lines, method=visit.random.choice(["CASH", "CASH", "TRANSFER"]))


def waiting(day: Day, dossier: Dossier, at: datetime) -> bool:
    """The counter looks at a dossier that was sent in: accept, ask for more, or decline. False: not now."""
    if at - dossier.submitted_at < timedelta(minutes=15) or dossier.stands is not State.WAITING:
        return False
    counter = day.staff.at(dossier.receiving_unit_id, *COUNTER_ROLES)
    return day.give(counter, at, "waiting", partial(_receives, day, dossier))


def _receives(day: Day, dossier: Dossier, who: Actor, at: datetime) -> None:
    key = str(dossier)
    if day.chance("decline", key):
        dossiers.decline(
            key,
            reason="Hồ sơ nộp trùng với hồ sơ đang giải quyết",
            go_to="Theo dõi hồ sơ đã nộp trước",
            actor=who,
            at=at,
        )
        day.count("decline")
    elif not dossier.supplements and day.chance("ask_before_acceptance", key):
        wanted = [dossiers.Wanted("Tờ khai điện tử", "Bổ sung chữ ký số hoặc bản chụp có chữ ký")]
        due_on = day.on + timedelta(days=dice(day.seed, "due", key).randint(7, 15))
        reason = "Tờ khai chưa có chữ ký"
        dossiers.ask_before_acceptance(key, wanted, reason=reason, due_on=due_on, actor=who, at=at)
        day.count("ask_before_acceptance")
    else:
        dossier = dossiers.accept_waiting(key, actor=who, at=at)
        day.count("accept_waiting")
    day.finished(dossier, at)
