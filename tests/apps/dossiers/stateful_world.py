"""The office of a random walk: two of everybody, units that keep different hours, verbs called with chosen arguments."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass, field
from datetime import date, datetime, timedelta
from typing import Any

from motcua.apps.dossiers import actions
from motcua.apps.dossiers.actions import Judgement, Wanted
from motcua.apps.dossiers.models import Channel, Consultation, Dossier
from motcua.apps.dossiers.placing import civil
from motcua.apps.dossiers.refusals import ActionRefused
from motcua.apps.office.actions import CalendarChange, change_calendar
from motcua.apps.office.models import Closure, Officer, Posting, WorkingWeek
from motcua.apps.payments.actions import PaymentRefused
from motcua.apps.payments.queries import unpaid
from motcua.rules.actors import SYSTEM, Actor, Role
from motcua.rules.deadlines import Limit
from motcua.rules.lifecycle import StepNotAllowed
from motcua.rules.rights import NotAllowed
from tests.worlds.small import COMMUNE, IMMEDIATE, ON_SPOT, SEVEN_DAYS, SmallOffice, vn

REFUSALS = (ActionRefused, StepNotAllowed, NotAllowed, PaymentRefused)
"""All that an officer may be told; anything else is a fault of the program."""

OFFICERS = (
    "quay", "quay2", "thuquy", "giamdoc_tt", "truongphong", "chuyenvien", "chuyenvien2", "phongkhac", "giamdoc_so",
    "vanthu", "kstt", "quantri", "xa_motcua", "xa_chutich", "pho_giamdoc", "tai_cho", "xa_van_phong",
    "truong_pc",
)  # fmt: skip
MORE_SEATS = {
    "pho_giamdoc": (("H99.15.LD", Role.SIGNATORY), ("H99.15.VT", Role.CLERK)),
    "truong_pc": (("H99.15.PC", Role.UNIT_HEAD),),
    "tai_cho": (("H99.TT", Role.CASE_OFFICER), ("H99.TT", Role.SIGNATORY), ("H99.TT", Role.CLERK)),
    "xa_van_phong": (
        ("H99.41.VP", Role.UNIT_HEAD),
        ("H99.41.VP", Role.CASE_OFFICER),
        ("H99.41.VP", Role.SIGNATORY),
        ("H99.41.VP", Role.CLERK),
    ),
}
FILINGS = (SEVEN_DAYS, COMMUNE, ON_SPOT, SEVEN_DAYS, COMMUNE)
LEAVERS = ("chuyenvien", "giamdoc_so", "vanthu")
"""Those who may leave in the middle; a colleague holds the same seat."""


def seat_everybody(office: SmallOffice) -> None:
    """A deputy, an officer who settles on the spot, a commune office; and hours that differ between units."""
    for username, seats in MORE_SEATS.items():
        officer = Officer.objects.create(username=username, full_name=f"Bà {username}", title="Công chức")
        for code, role in seats:
            Posting.objects.create(
                officer=officer, unit=office.unit(code), role=str(role), valid_from=date(2000, 1, 1)
            )
    hours = {"H99.41.VP": "07:00-11:30, 13:30-17:00", "H99.TT": "08:00-12:00, 13:30-17:30"}
    weeks = [
        WorkingWeek(unit=office.unit(code), name=code, week={"weekdays": week}, source="Nội quy")
        for code, week in hours.items()
    ]
    change_calendar(
        CalendarChange(weeks=weeks), reason="Giờ làm việc riêng", actor=SYSTEM, at=vn("2018-06-01 09:00")
    )


@dataclass
class Walk:
    """One walk: the dossiers filed so far (by provisional code) and the hour."""

    office: SmallOffice
    at: datetime
    codes: list[str] = field(default_factory=list)
    seated: dict[str, Actor] = field(default_factory=dict)

    def actor(self, username: str) -> Actor:
        """An officer with the seats he holds at this hour."""
        if username not in self.seated:
            self.seated[username] = self.office.actor(username, self.at)
        return self.seated[username]

    def actors(self) -> list[Actor]:
        """Everybody."""
        return [self.actor(name) for name in OFFICERS]

    def dossier(self, code: str) -> Dossier:
        """A dossier as the database has it."""
        return Dossier.objects.get(provisional=code)

    def day(self, days: int) -> date:
        """The date `days` from today."""
        return civil(self.at).date() + timedelta(days=days)

    def file(self, kind: int, who: Actor) -> None:
        """One more dossier: accepted, submitted or settled at once."""
        how = kind % 8
        procedure = FILINGS[kind % len(FILINGS)]
        if how == 7:
            filed = actions.settle_at_once(
                self.office.intake(IMMEDIATE), outcome="Đã chứng thực", actor=who, at=self.at
            )
        elif how in (5, 6):
            channel = Channel.POST if how == 5 else Channel.ASSISTED
            filed = actions.submit(self.office.intake(procedure, channel=channel), actor=who, at=self.at)
        else:
            filed = actions.accept(self.office.intake(procedure), actor=who, at=self.at)
        self.codes.append(filed.provisional)

    def close_a_unit(self, shift: int, unit: str, *, suspends: bool) -> None:
        """A notice closes a unit for two days, told before or after the fact; running dossiers are counted again."""
        first, last = self.day(shift), self.day(shift + 1)
        row = Closure(
            unit=self.office.unit(unit),
            first_on=first,
            last_on=last,
            suspends_clocks=suspends,
            source="TB 133",
        )
        edition = change_calendar(
            CalendarChange(closures=[row]), reason="Thông báo 133", actor=SYSTEM, at=self.at
        )
        actions.redate_all(edition.no, first, last, actor=self.actor("quantri"), at=self.at)

    def leave(self, username: str) -> None:
        """The officer's seats ended yesterday."""
        Posting.objects.filter(officer__username=username).update(valid_to=self.day(-1))
        self.seated.clear()

    def do(self, verb: str, code: str, who: Actor, flavour: int) -> None:
        """Call the action with arguments that are mostly right."""
        VERBS[verb](self, code, who, flavour)


def _text(flavour: int) -> str:
    return "" if flavour % 11 == 10 else "Có lý do"


def _assign(walk: Walk, code: str, who: Actor, flavour: int) -> None:
    name = ("chuyenvien2", "chuyenvien", "xa_van_phong", "tai_cho", "phongkhac")[flavour % 5]
    actions.assign(code, officer_id=walk.office.officer(name).pk, actor=who, at=walk.at)


def _examine(walk: Walk, code: str, who: Actor, flavour: int) -> None:
    if flavour % 4:
        _judge(walk, code, who, bad=False)
    actions.examine(code, opinion=_text(flavour), actor=who, at=walk.at)


def _judge(walk: Walk, code: str, who: Actor, *, bad: bool) -> None:
    papers = walk.dossier(code).papers.order_by("ordinal").values_list("ordinal", flat=True)
    verdicts = {ordinal: Judgement("OK") for ordinal in papers}
    if bad:
        verdicts[papers[0]] = Judgement("MISSING", "Nộp lại")
    actions.judge_papers(code, verdicts, actor=who, at=walk.at)


def _ask_supplement(walk: Walk, code: str, who: Actor, flavour: int) -> None:
    if who.has_role(Role.CASE_OFFICER) and flavour % 5:
        _judge(walk, code, who, bad=True)
    actions.ask_supplement(
        code,
        reason=_text(flavour),
        due_on=walk.day(flavour % 9),
        leader_ground="Ý kiến lãnh đạo" if flavour % 3 else "",
        policy=(None, "PAUSE", "RESTART")[flavour % 3],
        more=[Wanted("Giấy thêm", "Nộp thêm")] if flavour % 7 == 3 else (),
        actor=who,
        at=walk.at,
    )


def _consult(walk: Walk, code: str, who: Actor, flavour: int) -> None:
    unit = walk.office.unit(("H99.15.PC", "H99.15.HT", "H99.41.VP", "H99.TT")[flavour % 4])
    due_at = walk.at + timedelta(hours=30 * (flavour % 5))
    actions.consult(code, unit_id=unit.pk, question=_text(flavour), due_at=due_at, actor=who, at=walk.at)


def _answer(walk: Walk, code: str, who: Actor, flavour: int) -> None:
    asked = list(Consultation.objects.filter(dossier__provisional=code).order_by("-pk"))
    actions.answer_consultation(
        code,
        consultation_id=asked[flavour % len(asked)].pk if asked else 0,
        answer=_text(flavour),
        actor=who,
        at=walk.at,
    )


def _require_payment(walk: Walk, code: str, who: Actor, flavour: int) -> None:
    actions.require_payment(
        code, name="Thuế", amount=1000 * (flavour % 7), notice=_text(flavour), pay_by=walk.day(flavour % 20 - 1),
        actor=who, at=walk.at,
    )  # fmt: skip


def _settle_obligation(walk: Walk, code: str, who: Actor, flavour: int) -> None:
    method = ("CASH", "TRANSFER")[flavour % 2]
    reference = (None, "FT01", "FT02", "")[flavour % 4]
    actions.settle_obligation(code, method=method, reference=reference, actor=who, at=walk.at)


def _extend(walk: Walk, code: str, who: Actor, flavour: int) -> None:
    new = walk.at + timedelta(days=flavour % 23)
    if flavour % 6 == 0:  # midnight: the end of the day before
        new = vn(f"{walk.day(flavour % 23)} 00:00")
    actions.extend(code, new_due_at=new, reason=_text(flavour), actor=who, at=walk.at)


def _seal(walk: Walk, code: str, who: Actor, flavour: int) -> None:
    actions.seal(
        code, result_number=f"{flavour}/GCN", summary=_text(flavour), file_id=walk.office.result_file(walk.at),
        actor=who, at=walk.at,
    )  # fmt: skip


def _deliver(walk: Walk, code: str, who: Actor, flavour: int) -> None:
    for bill in unpaid(f"dossier:{walk.dossier(code).pk}"):
        actions.collect_fee(code, bill_id=bill.pk, method="CASH", actor=who, at=walk.at)
    actions.deliver_at_counter(
        code, receiver_name="Nguyễn Văn Dân", shown="IDENTITY", originals_returned=flavour % 4 != 3, actor=who, at=walk.at
    )  # fmt: skip


def _report_loss(walk: Walk, code: str, who: Actor, flavour: int) -> None:
    actions.report_loss(
        code, papers=[1 + flavour % 3], circumstances="Mưa", remedy="Xin cấp lại", actor=who, at=walk.at
    )


def _recall(walk: Walk, code: str, who: Actor, flavour: int) -> None:
    limit = Limit.of(1 + flavour % 5, ("WORKING_DAY", "CALENDAR_DAY", "WORKING_HOUR")[flavour % 3])
    actions.recall(code, reason="Sai tên", legal_ground=_text(flavour), limit=limit, actor=who, at=walk.at)


def _correct(walk: Walk, code: str, who: Actor, flavour: int) -> None:
    changes = (
        {"applicant_phone": "0987 654 321"}, {"sets": "²"}, {"sets": "3"}, {"applicant_number": "abc"},
        {"subject": "x" * 3000}, {"applicant_name": "Trần  Thị Mới"}, {"channel": "POST"},
    )[flavour % 7]  # fmt: skip
    actions.correct(code, changes, reason=_text(flavour), actor=who, at=walk.at)


def _forward(walk: Walk, code: str, who: Actor, flavour: int) -> None:
    unit = walk.office.unit(("H99.41.VP", "H99.15.HT", "H99.15.PC")[flavour % 3])
    actions.forward(code, unit_id=unit.pk, reason=_text(flavour), actor=who, at=walk.at)


def _plain(action: Callable[..., Any], **more: Any) -> Callable[[Walk, str, Actor, int], None]:
    def call(walk: Walk, code: str, who: Actor, flavour: int) -> None:
        said = {key: _text(flavour) if value == "?" else value for key, value in more.items()}
        action(code, **said, actor=who, at=walk.at)

    return call


def _ask_before(walk: Walk, code: str, who: Actor, flavour: int) -> None:
    wanted = [Wanted("Tờ khai", "Ký tên", "WRONG", 1)] if flavour % 5 else []
    actions.ask_before_acceptance(
        code, wanted, reason="Chưa ký", due_on=walk.day(flavour % 9), actor=who, at=walk.at
    )


def _receive(walk: Walk, code: str, who: Actor, flavour: int) -> None:
    actions.receive_supplement(code, dict.fromkeys(range(1, 5), flavour % 6 != 5), actor=who, at=walk.at)


def _verify_on_site(walk: Walk, code: str, who: Actor, flavour: int) -> None:
    actions.verify_on_site(
        code, took_place_at=walk.at + timedelta(hours=flavour % 3 - 1), place="Thôn 1", participants="Ông A",
        outcome=_text(flavour), actor=who, at=walk.at,
    )  # fmt: skip


VERBS: dict[str, Callable[[Walk, str, Actor, int], None]] = {
    "accept_waiting": _plain(actions.accept_waiting),
    "ask_before_acceptance": _ask_before,
    "decline": _plain(actions.decline, reason="?"),
    "transfer": _plain(actions.transfer),
    "assign": _assign,
    "examine": _examine,
    "review": _plain(actions.review),
    "send_back": _plain(actions.send_back, reason="?"),
    "consult": _consult,
    "answer_consultation": _answer,
    "verify_on_site": _verify_on_site,
    "ask_supplement": _ask_supplement,
    "receive_supplement": _receive,
    "lapse_supplement": _plain(actions.lapse_supplement),
    "require_payment": _require_payment,
    "settle_obligation": _settle_obligation,
    "extend": _extend,
    "withdraw": _plain(actions.withdraw, reason="?", asked_by="Dân"),
    "refuse": _plain(actions.refuse, kind="REFUSE", reason="?", legal_ground="Đ.5"),
    "sign": _plain(actions.sign),
    "seal": _seal,
    "deliver_at_counter": _deliver,
    "post_result": _plain(actions.post_result, waybill="VN1", address="?"),
    "deliver_by_post": _plain(actions.deliver_by_post, receiver_name="?"),
    "deliver_online": _plain(actions.deliver_online),
    "tell_early": _plain(actions.tell_early),
    "forward": _forward,
    "report_loss": _report_loss,
    "recall": _recall,
    "correct": _correct,
}
"""Every verb that an existing dossier can meet."""
