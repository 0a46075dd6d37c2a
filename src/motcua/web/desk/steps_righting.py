"""Steps that put things right: correct what was typed wrongly, report lost papers."""

from __future__ import annotations

from datetime import datetime
from typing import Any

from motcua.apps.dossiers import actions
from motcua.apps.dossiers.queries import DossierPage
from motcua.apps.dossiers.queries.choices import RESULT_WAYS
from motcua.rules.actors import Actor
from motcua.web.desk.steps_form import StepForm, TicksField, Told, choice, day, line, words


class Correct(StepForm):
    """A mistake at intake; the receipt is issued again as a new version."""

    slug, verb = "dinh-chinh", "correct"
    title = "Đính chính thông tin tiếp nhận"
    button, done, kind = "Đính chính, in lại giấy hẹn", "Đã đính chính; giấy hẹn có bản mới.", "secondary"
    hint = "Thủ tục, cách nộp và thời điểm tiếp nhận không đính chính được: khi đó hãy rút và nộp lại."
    reason = words("Lý do đính chính", rows=2, most=500)
    applicant_name = line(actions.CORRECTABLE["applicant_name"])
    applicant_number = line(actions.CORRECTABLE["applicant_number"], width="20")
    applicant_phone = line(actions.CORRECTABLE["applicant_phone"], width="20")
    applicant_email = line(actions.CORRECTABLE["applicant_email"], optional=True)
    applicant_address = line(actions.CORRECTABLE["applicant_address"], optional=True)
    submitter_name = line(actions.CORRECTABLE["submitter_name"], optional=True)
    submitter_phone = line(actions.CORRECTABLE["submitter_phone"], optional=True, width="20")
    subject = words(actions.CORRECTABLE["subject"], rows=2)
    result_way = choice(actions.CORRECTABLE["result_way"], "Chọn cách nhận kết quả.", RESULT_WAYS)
    result_address = line(actions.CORRECTABLE["result_address"], optional=True)
    sets = line(actions.CORRECTABLE["sets"], width="3")

    def prepare(self, page: DossierPage, *, actor: Actor, at: datetime) -> None:
        """What stands in the dossier now."""
        self.suggest(**{name: str(getattr(page.dossier, name)) for name in actions.CORRECTABLE})

    def act(self, number: str, told: Told) -> Any:
        """Correct."""
        data = self.cleaned_data
        changes = {name: data[name].replace("\r\n", "\n") for name in actions.CORRECTABLE}
        return actions.correct(number, changes, reason=data["reason"], **told)


class ReportLoss(StepForm):
    """T25: papers lost or damaged."""

    slug, verb = "mat-hong-giay-to", "report_loss"
    title = "Lập biên bản mất, hỏng giấy tờ"
    button, done, kind = "Lập biên bản", "Đã lập biên bản và thư xin lỗi.", "secondary"
    hint = "Cơ quan xin lỗi người nộp và chịu chi phí khắc phục."
    cites_law = True
    papers = TicksField("Giấy tờ bị mất, hỏng")
    circumstances = words("Diễn biến, nguyên nhân")
    remedy = words("Biện pháp khắc phục", rows=2)
    remedy_by = day("Khắc phục xong trước ngày")

    def prepare(self, page: DossierPage, *, actor: Actor, at: datetime) -> None:
        """The papers of the dossier."""
        self.fields["papers"].choices = [(p.ordinal, p.name) for p in page.papers]  # type: ignore[attr-defined]

    def act(self, number: str, told: Told) -> Any:
        """Report."""
        data = self.cleaned_data
        given = {name: data[name] for name in ("papers", "circumstances", "remedy", "remedy_by")}
        return actions.report_loss(number, **given, **told)
