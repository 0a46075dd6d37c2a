"""What a filing is measured by: the version and use in force, the limits, and the appointment counted from them."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, datetime

from motcua.apps.catalogue import queries as catalogue
from motcua.apps.catalogue.models import ProcedureUse, ProcedureVersion
from motcua.apps.dossiers.placing import civil
from motcua.apps.dossiers.refusals import IntakeRefused
from motcua.apps.office.working_time import calendar_for, latest_edition
from motcua.apps.processes.queries import current_no, in_force, process
from motcua.apps.processes.refusals import NoSuchProcess
from motcua.rules import deadlines
from motcua.rules.deadlines import Due, Limit, Policy, Unit
from motcua.rules.procedure_use import CaseNeeded, UseNotReady
from motcua.rules.process import Process

FIVE_ON_SPOT = "five_on_spot"


@dataclass(frozen=True, slots=True)
class InForce:
    """The version and use of a procedure at an agency on the day of filing, as the sheet has read them."""

    version: ProcedureVersion | None
    use: ProcedureUse | None


@dataclass(frozen=True, slots=True)
class Terms:
    """The versions a dossier is pinned to and the limits that bind it."""

    version: ProcedureVersion
    use: ProcedureUse
    law: Limit
    committed: Limit | None
    process: Process


@dataclass(frozen=True, slots=True)
class Appointment:
    """The due dates of a filing: what the slip prints, and the law's own."""

    due: Due
    law: Due
    edition: int
    rule_set: str

    @property
    def limit(self) -> Limit:
        """The limit the slip's date was counted with."""
        return self.due.limit


def terms_for(
    code: str, agency_id: int, channel: str, case: int | None, at: datetime, known: InForce | None = None
) -> Terms:
    """The terms of filing a procedure at an agency on a day. Raises IntakeRefused naming what is missing.

    `known`: the version and use of this procedure, agency and day when the same request has read them already.
    """
    on = civil(at).date()
    version = known.version if known else catalogue.version_at(code, on)
    if version is None:
        raise IntakeRefused(
            "Thủ tục này không còn hiệu lực trong danh mục. Hãy tìm thủ tục thay thế.",
            {"procedure": "Thủ tục không có hiệu lực hôm nay."},
        )
    use = known.use if known else catalogue.binding_use(code, agency_id, on, process_no=current_no(on))
    if use is None:
        raise IntakeRefused(
            "Cơ quan chưa đưa thủ tục này vào áp dụng. Hãy báo bộ phận kiểm soát thủ tục hành chính.",
            {"procedure": "Thủ tục chưa được đưa vào áp dụng tại cơ quan này."},
        )
    return Terms(version, use, *_limits(version, use, channel, case), _process(use, on))


def _process(use: ProcedureUse, on: date) -> Process:
    """The internal process a dossier filed on this day runs on."""
    no: int | None = getattr(use, "process_no", None)
    try:
        order = process(use.process_key, no) if no else in_force(use.process_key, on)
    except NoSuchProcess as fault:
        raise IntakeRefused(fault.sentence, {"procedure": fault.sentence}) from fault
    if use.five_on_spot and order.first.take == "transfer":  # its own process may already be one on the spot
        return process(FIVE_ON_SPOT)
    return order


def _limits(
    version: ProcedureVersion, use: ProcedureUse, channel: str, case: int | None
) -> tuple[Limit, Limit | None]:
    if use.immediate:
        return Limit.of(None, Unit.IMMEDIATE), None
    try:
        law, committed = catalogue.limit_for(version, use, channel, case)
    except CaseNeeded as fault:
        raise IntakeRefused(
            "Thủ tục có nhiều thời hạn tùy trường hợp.", {"case": "Hãy chọn trường hợp để tính ngày hẹn trả."}
        ) from fault
    except UseNotReady as fault:
        raise IntakeRefused(str(fault), {"case": str(fault)}) from fault
    if law.unit is Unit.UNSTRUCTURED:
        raise IntakeRefused(
            "Thủ tục chưa có thời hạn giải quyết nên chưa thể hẹn trả. "
            "Hãy báo bộ phận kiểm soát thủ tục hành chính quy định thời hạn.",
            {"procedure": "Chưa có thời hạn giải quyết cho hình thức nộp này."},
        )
    return law, committed


def appointment(terms: Terms, at: datetime) -> Appointment:
    """The due dates for a dossier accepted at `at`, with the whole explanation."""
    edition = latest_edition()
    received = civil(at)
    calendar = calendar_for(terms.use.settling_unit_id, edition)
    rules = deadlines.rule_set_for(received.date())
    promise = deadlines.promise(received, terms.law, terms.committed, calendar, Policy(rules=rules))
    return Appointment(promise.appointment, promise.law, edition, rules.key)
