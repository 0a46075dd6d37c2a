"""Steps that move a dossier: transfer, assign, send back, forward, withdraw."""

from __future__ import annotations

from datetime import datetime
from typing import Any

from motcua.apps.dossiers import actions
from motcua.apps.dossiers.queries import DossierPage, assignment_of
from motcua.apps.dossiers.queries.choices import case_officers, units_to_ask
from motcua.apps.office.queries import Absence, absent_now
from motcua.rules.actors import Actor
from motcua.web.desk.steps_form import StepForm, Told, line, pick, words


def away_words(absence: Absence | None) -> str:
    """`; ĐANG NGHỈ đến 06/03/2026, người thay: Trần Thị B`: a warning beside a name, which may still be chosen."""
    if absence is None:
        return ""
    who = f"người thay: {absence.substitute}" if absence.substitute else "chưa có người thay"
    if absence.substitute_away:
        who = f"người thay là {absence.substitute_away} cũng nghỉ"
    return f"; ĐANG NGHỈ đến hết {absence.last_on:%d/%m/%Y}, {who}"


class Transfer(StepForm):
    """T7: from the counter to the settling unit."""

    slug, verb = "ban-giao", "transfer"
    title = "Chuyển hồ sơ đến đơn vị giải quyết"
    button, done = "Chuyển hồ sơ", "Đã chuyển hồ sơ."
    hint = "Chuyển trong ngày; tiếp nhận sau 15 giờ thì chuyển vào đầu ngày làm việc kế tiếp."
    cites_law = True
    note = line("Ghi chú khi bàn giao", optional=True)

    def act(self, number: str, told: Told) -> Any:
        """Transfer."""
        return actions.transfer(number, note=self.cleaned_data["note"], **told)


class Assign(StepForm):
    """T8: the unit head gives the dossier to a case officer, or to another one."""

    slug, verb = "phan-cong", "assign"
    title = "Phân công chuyên viên thụ lý"
    button, done = "Phân công", "Đã phân công."
    officer_id = pick("Chuyên viên thụ lý", "Chọn chuyên viên thụ lý.")
    note = line("Ý kiến chỉ đạo", optional=True)

    def prepare(self, page: DossierPage, *, actor: Actor, at: datetime) -> None:
        """The case officers of the unit the process leads to, the least loaded first; whoever holds the dossier now is
        not offered. Where the process leads elsewhere or names a title, nobody need be chosen (0)."""
        leads = assignment_of(page.dossier, page.step, at)
        found = case_officers(leads.unit_id, at.date())
        away = absent_now([pk for pk, _, _ in found], at.date())
        self.fields["officer_id"].choices = [  # type: ignore[attr-defined]  # a field of `pick`
            {"value": pk, "label": name, "hint": f"đang giữ {held} hồ sơ{away_words(away.get(pk))}"}
            for pk, name, held in found
            if pk != page.dossier.holder_id
        ]
        if leads.without:
            self.fields["officer_id"].choices.insert(0, {"value": 0, "label": leads.without})  # type: ignore[attr-defined]  # a list
            self.suggest(officer_id=0)

    def act(self, number: str, told: Told) -> Any:
        """Assign."""
        data = self.cleaned_data
        return actions.assign(number, officer_id=data["officer_id"] or None, note=data["note"], **told)


class SendBack(StepForm):
    """T8: back to the step the process names."""

    slug, verb = "tra-lai", "send_back"
    title = "Trả lại để làm lại"
    button, done, kind = "Trả lại", "Đã trả lại hồ sơ.", "warning"
    reason = words("Lý do trả lại", "Người nhận đọc nguyên văn: ghi rõ phải làm gì.")

    def act(self, number: str, told: Told) -> Any:
        """Send back."""
        return actions.send_back(number, reason=self.cleaned_data["reason"], **told)


class Forward(StepForm):
    """T24: to the unit of another authority."""

    slug, verb = "chuyen-co-quan-khac", "forward"
    title = "Chuyển cơ quan khác giải quyết"
    button, done, kind = "Chuyển cơ quan khác", "Đã chuyển hồ sơ sang cơ quan khác.", "secondary"
    hint = "Hồ sơ giữ nguyên mã số và ngày hẹn trả."
    cites_law = True
    unit_id = pick("Đơn vị có thẩm quyền", "Chọn đơn vị có thẩm quyền.", look="select")
    reason = words("Vì sao hồ sơ thuộc thẩm quyền nơi khác")

    def prepare(self, page: DossierPage, *, actor: Actor, at: datetime) -> None:
        """Every unit but the settling one."""
        self.fields["unit_id"].choices = [  # type: ignore[attr-defined]  # a field of `pick`
            row for row in units_to_ask(at.date()) if row[0] != page.dossier.settling_unit_id
        ]

    def act(self, number: str, told: Told) -> Any:
        """Forward."""
        data = self.cleaned_data
        return actions.forward(number, unit_id=data["unit_id"], reason=data["reason"], **told)


class Withdraw(StepForm):
    """T17: the applicant takes the dossier back."""

    slug, verb = "rut-ho-so", "withdraw"
    title = "Rút hồ sơ theo yêu cầu của người nộp"
    button, done, kind = "Ghi nhận rút hồ sơ", "Đã ghi nhận người nộp rút hồ sơ.", "warning"
    hint = "Hồ sơ dừng lại, giấy tờ được trả cho người nộp. Việc này không hoàn tác được."
    asked_by = line("Người yêu cầu rút", most=200)
    reason = words("Lý do theo đơn của người nộp")

    def prepare(self, page: DossierPage, *, actor: Actor, at: datetime) -> None:
        """Usually the applicant asks."""
        self.suggest(asked_by=page.dossier.submitter_name or page.dossier.applicant_name)

    def act(self, number: str, told: Told) -> Any:
        """Withdraw."""
        data = self.cleaned_data
        return actions.withdraw(number, reason=data["reason"], asked_by=data["asked_by"], **told)
