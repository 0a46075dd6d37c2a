"""Random drawn processes walked by the real actions: at every moment the dossier stands where the token engine says."""

from __future__ import annotations

from dataclasses import replace
from datetime import timedelta
from typing import Any

import pytest
from django.db import transaction
from hypothesis import HealthCheck, Phase, given, settings
from hypothesis import strategies as st

from motcua.apps.catalogue.models import ProcedureUse
from motcua.apps.dossiers import actions
from motcua.apps.dossiers.models import Consultation, Dossier, Paper
from motcua.apps.dossiers.processes import facts_of, process_of
from motcua.apps.dossiers.refusals import GuardNotMet
from motcua.apps.office.models import Unit
from motcua.apps.processes import queries as processes
from motcua.apps.processes.models import ProcessDefinition, ProcessVersion
from motcua.rules.actors import Actor, Role, Seat
from motcua.rules.process import END, GivenMissing, Process, Step, ways, written
from motcua.rules.process.conditions import stored
from motcua.rules.process.walking import Token, answered, done, enter
from tests.apps.dossiers.drawn import AT, differences
from tests.rules.process import strategies as drawn
from tests.worlds.small import SEVEN_DAYS, SmallOffice

pytestmark = pytest.mark.django_db
UNITS = {"P.XD": "H99.41.VP", "CA": "H99.41.TT"}
"""Units to ask, of this office: such as never hold the dossier (the holder is not asked for its own opinion)."""
STEP_UNITS = {"": "", "P.TNMT": "H99.15.PC", "P.XD": "H99.15.HT", "P.TP": "H99.15.PC", "CA": ""}
MOST_STEPS, MOST_BACK = 30, 3


def placed(process: Process) -> Process:
    """The drawn process with units of this office."""
    steps = tuple(
        replace(
            step,
            unit=STEP_UNITS[step.unit],
            asks=tuple(replace(ask, unit=UNITS[ask.unit]) for ask in step.asks if ask.unit in UNITS),
        )
        for step in process.steps
    )
    return replace(process, key="qt-random", version=1, steps=steps, cases=())


def published(process: Process) -> None:
    """In force for the procedure, whatever this office's seats are: the walk lends every seat itself."""
    agency = ProcedureUse.objects.get(procedure__code=SEVEN_DAYS).agency_id
    definition = ProcessDefinition.objects.create(
        key=process.key, name="Quy trình", agency_id=agency, created_at=AT
    )
    ProcessVersion.objects.create(
        definition=definition, no=1, body=written(process), digest="x" * 64, decision="1/QĐ",
        decided_on="2018-06-01", valid_from="2018-06-01", published_at=AT,
    )  # fmt: skip
    ProcedureUse.objects.filter(procedure__code=SEVEN_DAYS).update(process_key=process.key)


class Walk:
    """One dossier, the token beside it, and somebody with every seat that is needed."""

    def __init__(self, office: SmallOffice, draw: st.DataObject) -> None:
        self.office, self.draw, self.at = office, draw, AT
        self.number = str(office.accepted(AT))
        self.process = process_of(self.dossier)
        self.backs = 0
        self.token = self.entered(self.process.first.key)

    @property
    def dossier(self) -> Dossier:
        return Dossier.objects.get(number=self.number)

    @property
    def step(self) -> Step:
        return self.process.step(self.token.step)

    def who(self, role: Role, unit_id: int | None = None) -> Actor:
        """The holder himself, or somebody of the holding unit, with the role."""
        dossier = self.dossier
        unit = Unit.objects.get(pk=unit_id or dossier.holder_unit_id)
        officer = dossier.holder_id or self.office.officer("truongphong").pk
        return Actor("Người làm", officer, (Seat(role, unit.pk, unit.agency_id),))

    def facts(self) -> dict[str, Any]:
        """Every fact of the dossier as it is now; answers nobody gave yet are not among them."""
        return facts_of(self.dossier, frozenset(self.process.givens))

    def agree(self) -> None:
        """The dossier stands where the token says, and the token waits for what the dossier waits for."""
        dossier = self.dossier
        assert dossier.step_key == ("" if self.token.step == END else self.token.step)
        open_asks = Consultation.objects.filter(dossier=dossier, answered=None).exclude(ask_key="")
        assert set(open_asks.values_list("ask_key", flat=True)) <= self.token.pending
        assert (dossier.state == "CONSULTING") == open_asks.exists()

    def run(self) -> None:
        """To the end, or MOST_STEPS steps."""
        for _ in range(MOST_STEPS):
            self.agree()
            if self.token.step == END:
                return
            self.at += timedelta(minutes=5)
            try:
                self.one()
            except (GivenMissing, GuardNotMet) as stuck:
                # An ask may look at an answer of its own step: neither the engine nor the action takes it for true.
                if not isinstance(stuck, GivenMissing) and not isinstance(stuck.__cause__, GivenMissing):
                    raise
                return

    def one(self) -> None:
        """One step, or sent back."""
        step = self.step
        if step.back and self.backs < MOST_BACK and self.draw.draw(st.integers(0, 3)) == 0:
            self.backs += 1
            actor = self.who(step.by)
            actions.send_back(self.number, reason="Làm lại", actor=actor, at=self.at)
            key = self.process.rework(step.key).key
            self.token = self.entered(key)
        elif step.take in ("examine", "review"):
            self.work(step)
        else:
            self.go_on(step)

    def entered(self, key: str) -> Token:
        """The token on arriving: asks whose condition waits for an answer of the step itself come with the answer."""
        if key == END:
            return Token(END)
        known = self.facts()
        for question in self.process.step(key).questions:
            known.setdefault(question.given.name, self.draw.draw(drawn.values(question.given)))
        self.given = {q.key: stored(known[q.given.name]) for q in self.process.step(key).questions}
        return enter(self.process, key, known)

    def work(self, step: Step) -> None:
        """Ask who must be asked, hear them, answer the questions, choose a way."""
        given = getattr(self, "given", {})
        actor = self.who(step.by)
        Paper.objects.filter(dossier=self.dossier).update(verdict="OK")
        call: Any = {"examine": actions.examine, "review": actions.review}[step.take]
        outcome = self.choice(step, given)
        more = {"opinion": "Đạt", "outcome": outcome, "answers": given}
        if self.token.pending:
            with pytest.raises(GuardNotMet, match="Quy trình yêu cầu ý kiến"):
                call(self.number, actor=actor, at=self.at, **more)
            sent = actions.consult_by_process(self.number, answers=given, actor=actor, at=self.at)
            assert {one.ask_key for one in sent} == self.token.pending
            for one in sent:
                self.agree()
                self.hear(one)
        self.agree()
        call(self.number, actor=actor, at=self.at, **more)
        self.token = self.after(step, outcome)

    def hear(self, one: Consultation) -> None:
        """The asked unit answers, or its silence is noted once it is late."""
        silent = self.draw.draw(st.booleans())
        actor = self.who(self.step.by) if silent else self.who(Role.CASE_OFFICER, one.unit_id)
        at = max(self.at, one.due_at + timedelta(minutes=1)) if silent else self.at
        self.at = max(self.at, at)
        actions.answer_consultation(
            self.number, consultation_id=one.pk, answer="" if silent else "Đồng ý", actor=actor, at=at
        )
        self.token = answered(self.token, one.ask_key)

    def choice(self, step: Step, given: dict[str, str]) -> str:
        """The key of an open way, when there is a choice."""
        known = self.process.givens
        facts = self.facts() | {
            f"answer.{key}": known[f"answer.{key}"].parse(text) for key, text in given.items()
        }
        found = ways(self.process, step.key, facts)
        self.known = facts
        return self.draw.draw(st.sampled_from(found)).key if len(found) > 1 else ""

    def after(self, step: Step, outcome: str) -> Token:
        """Where the engine goes with the same facts."""
        moved = done(self.process, self.token, self.known, outcome)
        return self.entered(moved.step)

    def go_on(self, step: Step) -> None:
        """A step that goes on by facts alone."""
        self.known = self.facts()
        actor = self.who(step.by)
        if step.take == "transfer":
            actions.transfer(self.number, actor=actor, at=self.at)
        elif step.take == "assign":
            self.assign(actor)
        elif step.take == "sign":
            actions.sign(self.number, actor=actor, at=self.at)
        elif step.take == "seal":
            self.seal(actor)
        else:
            actions.deliver_at_counter(
                self.number, receiver_name="Nguyễn Văn Dân", shown="RECEIPT", originals_returned=True,
                actor=actor, at=self.at,
            )  # fmt: skip
        self.token = self.after(step, "")

    def assign(self, actor: Actor) -> None:
        """To the tray of another unit, or to an officer of the own one."""
        try:
            actions.assign(self.number, officer_id=None, actor=actor, at=self.at)
        except GuardNotMet:
            unit = self.dossier.holder_unit.code
            officer = "phongkhac" if unit == "H99.15.PC" else "chuyenvien"
            actions.assign(self.number, officer_id=self.office.officer(officer).pk, actor=actor, at=self.at)

    def seal(self, actor: Actor) -> None:
        file_id = self.office.result_file(self.at)
        actions.seal(
            self.number, result_number=f"{self.dossier.act_count}/{self.number[-4:]}", summary="Kết quả",
            file_id=file_id, actor=actor, at=self.at,
        )  # fmt: skip


@settings(
    max_examples=12,
    deadline=None,
    suppress_health_check=list(HealthCheck),
    report_multiple_bugs=False,
    phases=[Phase.explicit, Phase.reuse, Phase.generate],
)
@given(process=drawn.processes().map(placed), data=st.data())
def test_the_dossier_walks_with_the_token(
    office_of_module: SmallOffice, db: None, process: Process, data: st.DataObject
) -> None:
    processes.forget()
    with transaction.atomic():
        published(process)
        walk = Walk(office_of_module, data)
        walk.run()
        late = walk.at + timedelta(days=60)
        before = Dossier.objects.values("state", "act_count", "step_key").get(number=walk.number)
        actions.fire_timers(at=late)
        assert Dossier.objects.values("state", "act_count", "step_key").get(number=walk.number) == before
        assert differences() == []
        transaction.set_rollback(True)
    processes.forget()
