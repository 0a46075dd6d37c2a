"""Turning a planned dossier into rows: index row, acts with their details, participations, papers, facts."""

from __future__ import annotations

import json
from collections.abc import Iterator, Sequence
from datetime import datetime

from motcua.apps.dossiers.bulk_data import BulkDossier
from motcua.apps.dossiers.bulk_planning import Planned
from motcua.apps.dossiers.bulk_rows import NULL, Buffers, maybe, text
from motcua.apps.dossiers.facts_left import leaves_fact
from motcua.apps.dossiers.filed import KEY, filed
from motcua.apps.dossiers.intake_data import PaperIn
from motcua.apps.dossiers.models import Dossier, PaperVerdict
from motcua.apps.dossiers.placing import arm_timers, aware, civil, step_due
from motcua.apps.dossiers.secrecy import digest_of
from motcua.rules.actors import Actor
from motcua.rules.folding import fold
from motcua.rules.identity import fold_phone
from motcua.rules.numbering import dossier_number

LOADED = "Nạp từ hệ thống trước"


class Writer:
    """Writes planned dossiers into the buffers of one batch."""

    def __init__(self, buffers: Buffers, actor: Actor, at: datetime) -> None:
        self.add = buffers.add
        self.officer, self.actor_name = maybe(actor.officer_id), text(actor.name)
        self.loaded_at = at.isoformat()

    def write(
        self,
        plan: Planned,
        row: BulkDossier,
        pk: int,
        person: int,
        order: int,
        token: str,
        ids: Iterator[int],
    ) -> None:
        """All rows of one dossier, with its number."""
        number = dossier_number(plan.counter[0], civil(row.received_at).date(), order)
        due = maybe(aware(plan.promised.due.at))
        moments = [moment.isoformat() for moment in plan.moments]
        self._index(plan, row, pk, person, number, token, due)
        self._participations(plan, row.unit_id, pk, moments)
        self._papers(plan, row.papers, pk, moments)
        holder_before = row.unit_id
        for place, act in enumerate(plan.path):
            act_id = next(ids)
            officer = row.case_officer_id if act.step is not None and act.step.take == "examine" else None
            self.add(
                "dossiers_act",
                str(act_id), str(pk), str(place + 1), act.verb, act.transition, act.before or "", act.after,
                self.officer, self.actor_name, "", moments[place], text(self._ground(act.verb, row)),
                act.step.key if act.step else "", str(plan.holders[place]), maybe(officer), due,
                text(self._note(plan, row)) if place == 0 else "{}",
            )  # fmt: skip
            self._detail(plan, row, number, act_id, place, holder_before, officer, due)
            self._facts(plan, pk, number, place, moments[place], due)
            holder_before = plan.holders[place]

    def _index(
        self, plan: Planned, row: BulkDossier, pk: int, person: int, number: str, token: str, due: str
    ) -> None:
        last, terms, promised, who = plan.path[-1], plan.terms, plan.promised, row.applicant
        limit, law = promised.limit, promised.law.limit
        opened_at, step_due_at, timer_at = self._open_step(plan, row)
        received = row.received_at.isoformat()
        officer = row.case_officer_id if last.step is not None and last.step.take == "examine" else None
        self.add(
            "dossiers_dossier",
            str(pk), number, token, last.after, str(len(plan.path)), str(terms.version.procedure_id),
            str(terms.version.pk), str(terms.use.pk), str(terms.version.field_id),
            text(row.subject.strip() or terms.version.name[:1000]), plan.process_key,
            str(plan.process_version),
            last.step.key if last.step else "", opened_at, step_due_at, str(row.unit_id), str(row.agency_id),
            maybe(plan.settling_unit_id), str(plan.holders[-1]), maybe(officer), str(person),
            text(" ".join(who.name.split())), text(fold(who.name)), text(who.personal_id), fold_phone(who.phone),
            text(who.email.strip()), text(who.address.strip()), "", "", "", "", row.channel, str(row.sets), "COUNTER",
            "", "t" if terms.use.five_on_spot else "f",
            str(limit.value) if limit.unit.has_value else NULL, limit.unit,
            str(law.value) if law.unit.has_value else NULL, law.unit,
            promised.rule_set, str(promised.edition), received, received, maybe(aware(promised.due.start_at)),
            due, maybe(aware(promised.law.at)), due, maybe(promised.due.on), NULL, NULL, "0", "f",
            maybe(plan.finished_at), maybe(plan.delivered_at),
            digest_of(token), "0", timer_at, "0",
        )  # fmt: skip

    def _note(self, plan: Planned, row: BulkDossier) -> str:
        """The first act's note: when it was loaded, and what the filing fixed."""
        terms, who = plan.terms, row.applicant
        stands = Dossier(
            channel=row.channel,
            procedure_id=terms.version.procedure_id,
            version_id=terms.version.pk,
            field_id=terms.version.field_id,
            use_id=terms.use.pk,
            receiving_unit_id=row.unit_id,
            agency_id=row.agency_id,
            settling_unit_id=plan.settling_unit_id,
            process_key=plan.process_key,
            process_version=plan.process_version,
            applicant_name=" ".join(who.name.split()),
            applicant_number=who.personal_id,
            applicant_phone=fold_phone(who.phone),
            applicant_email=who.email.strip(),
            applicant_address=who.address.strip(),
        )
        return json.dumps({"loaded_at": self.loaded_at, KEY: filed(stands)})

    def _open_step(self, plan: Planned, row: BulkDossier) -> tuple[str, str, str]:
        """When the last step opened, when it falls due and its first timer (counted only while it is open)."""
        place = max((n for n, act in enumerate(plan.path) if act.step and act.moves), default=None)
        if place is None:
            return NULL, NULL, NULL
        step = plan.path[place].step
        if plan.finished_at is not None or step is None:
            return plan.moments[place].isoformat(), NULL, NULL
        places = Dossier(
            agency_id=row.agency_id,
            receiving_unit_id=row.unit_id,
            settling_unit_id=plan.settling_unit_id,
            calendar_edition=plan.promised.edition,
            rule_set=plan.promised.rule_set,
        )
        opened_at = plan.moments[place]
        places.step_due_at = step_due(places, step, opened_at, plan.holders[-1])
        arm_timers(places, step, plan.holders[-1], opened_at)
        return opened_at.isoformat(), maybe(places.step_due_at), maybe(places.timer_at)

    def _participations(self, plan: Planned, unit_id: int, pk: int, moments: list[str]) -> None:
        since: dict[int, str] = {}
        for holder, moment in zip(plan.holders, moments, strict=True):
            if holder != unit_id:
                since.setdefault(holder, moment)
        for unit, moment in since.items():
            self.add("dossiers_participation", str(pk), str(unit), moment)

    def _papers(self, plan: Planned, papers: Sequence[PaperIn], pk: int, moments: list[str]) -> None:
        """Papers; judged when the path passed the examination, originals given back with the result."""
        examined = any(act.verb == "examine" for act in plan.path)
        back = moments[-1] if plan.delivered_at else NULL
        for ordinal, paper in enumerate(papers, 1):
            self.add(
                "dossiers_paper",
                str(pk), str(ordinal), text(paper.name[:1000]), "t" if paper.required else "f", str(paper.originals),
                str(paper.certified), str(paper.copies), maybe(paper.file_id), text(paper.missing_reason.strip()),
                "t" if paper.reused else "f", PaperVerdict.OK if examined else "", "",
                back if paper.originals else NULL,
            )  # fmt: skip

    def _detail(
        self,
        plan: Planned,
        row: BulkDossier,
        number: str,
        act_id: int,
        place: int,
        holder_before: int,
        officer: int | None,
        due: str,
    ) -> None:
        """The row that says what the act said."""
        verb, key, add = plan.path[place].verb, str(act_id), self.add
        if verb in ("accept", "settle_at_once"):
            self._acceptance(plan, row, key, due)
        if verb in ("transfer", "assign"):
            by = maybe(aware(plan.transfer_by)) if verb == "transfer" else NULL
            add("dossiers_handover", key, str(holder_before), str(plan.holders[place]), maybe(officer), by)
        elif verb == "seal":
            issued = civil(plan.moments[place]).date().isoformat()
            sealed = text(row.result_number.strip() or f"{number}/KQ")
            add("dossiers_result", key, sealed, LOADED, issued, self.actor_name, NULL)
        elif verb in ("deliver_at_counter", "settle_at_once"):
            shown = "RECEIPT" if verb == "deliver_at_counter" else ""
            back = "t" if any(paper.originals for paper in row.papers) else "f"
            name = text(" ".join(row.applicant.name.split()))
            add("dossiers_delivery", key, "COUNTER", name, "", shown, "", "", back)
        elif verb == "withdraw":
            add("dossiers_withdrawal", key, text(row.reason.strip()), text(row.applicant.name.strip()))
        elif verb == "refuse":
            ground = text(row.legal_ground.strip())
            add("dossiers_decision", key, "REFUSE", text(row.reason.strip()), ground)

    def _acceptance(self, plan: Planned, row: BulkDossier, key: str, due: str) -> None:
        promised = plan.promised
        value = str(promised.limit.value) if promised.limit.unit.has_value else NULL
        self.add(
            "dossiers_acceptance",
            key, row.received_at.isoformat(), maybe(aware(promised.due.start_at)), due, maybe(aware(promised.law.at)),
            value, promised.limit.unit, promised.rule_set, str(promised.edition),
        )  # fmt: skip

    def _facts(self, plan: Planned, pk: int, number: str, place: int, moment: str, due: str) -> None:
        """The facts of one act. Their JSON is written out by hand: ids, a number, a step key, a moment, no free text."""
        act = plan.path[place]
        at_own_desk = act.verb == "transfer" and plan.path[0].step is act.step
        name = leaves_fact(act.verb, at_own_desk=at_own_desk)
        said = f'{{"dossier_id": {pk}, "number": "{number}", "act": {place + 1}'
        due_said = f', "due_at": "{"" if due == NULL else due.replace(" ", "T")}"'
        if act.verb == "settle_at_once":  # accepted and delivered in one act
            self._fact("DossierAccepted", pk, f"{said}{due_said}}}", moment)
        if name == "DossierAccepted":
            said += due_said
        elif name == "DossierMoved":
            said += f', "step": "{act.step.key if act.step else ""}"'
        if name:
            self._fact(name, pk, f"{said}}}", moment)

    def _fact(self, name: str, pk: int, said: str, moment: str) -> None:
        self.add("ledger_recordedfact", name, f"dossier:{pk}", said, self.officer, self.actor_name, moment)

    @staticmethod
    def _ground(verb: str, row: BulkDossier) -> str:
        if verb in ("withdraw", "refuse"):
            return row.reason.strip()
        return LOADED if verb in ("accept", "settle_at_once") else ""
