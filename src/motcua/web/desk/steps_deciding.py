"""Steps of those who decide: extend with an apology, refuse or stop, sign, number and seal, recall."""

from __future__ import annotations

from datetime import datetime, timedelta
from typing import Any
from zoneinfo import ZoneInfo

from django import forms
from django.core import signing

from motcua.apps.dossiers import actions
from motcua.apps.dossiers.queries import DossierPage, latest_apology
from motcua.apps.dossiers.refusals import GuardNotMet
from motcua.apps.files import actions as files
from motcua.apps.files.checking import FileRefused
from motcua.rules.actors import Actor
from motcua.rules.deadlines import Limit, Unit
from motcua.web.desk.steps_form import StepForm, Told, choice, clock, day, line, words

VIETNAM = ZoneInfo("Asia/Ho_Chi_Minh")
KINDS = (("REFUSE", "Từ chối giải quyết"), ("STOP", "Dừng giải quyết"))
LIMIT_UNITS = ((str(Unit.WORKING_DAY), "Ngày làm việc"), (str(Unit.WORKING_HOUR), "Giờ làm việc"))


class Extend(StepForm):
    """T16: apology and the one new appointment."""

    slug, verb = "hen-lai", "extend"
    title = "Xin lỗi và hẹn lại ngày trả"
    button, done, kind = "Gửi thư xin lỗi, hẹn lại", "Đã xin lỗi và hẹn lại.", "secondary"
    template = "desk/steps/_extend.html"
    renames = {"new_due_at": "new_due_on"}
    new_due_on = day("Ngày hẹn mới", required="Nhập ngày hẹn mới.")
    new_due_time = clock("Giờ hẹn")
    reason = words("Lý do chậm", "In nguyên văn trong thư xin lỗi gửi người nộp.")

    def prepare(self, page: DossierPage, *, actor: Actor, at: datetime) -> None:
        """Until when it is still allowed; the same time of day, three days later."""
        self.latest = latest_apology(page)
        self.old_due_at = page.dossier.due_at
        if page.dossier.due_at:
            old = page.dossier.due_at.astimezone(VIETNAM)
            self.suggest(new_due_on=old.date() + timedelta(days=3), new_due_time=old.time())

    def act(self, number: str, told: Told) -> Any:
        """Extend."""
        data = self.cleaned_data
        moment = datetime.combine(data["new_due_on"], data["new_due_time"], VIETNAM)
        return actions.extend(number, new_due_at=moment, reason=data["reason"], **told)


class Refuse(StepForm):
    """T18: refused or stopped, with its ground."""

    slug, verb = "tu-choi", "refuse"
    title = "Từ chối hoặc dừng giải quyết"
    button, done, kind = "Ghi quyết định", "Đã ghi quyết định và in thông báo.", "warning"
    hint = "Hồ sơ kết thúc, giấy tờ trả cho người nộp. Việc này không hoàn tác được."
    decision = choice("Quyết định", "Chọn Từ chối giải quyết hoặc Dừng giải quyết.", KINDS)
    renames = {"kind": "decision"}
    reason = words("Lý do", "Người nộp đọc nguyên văn.")
    legal_ground = line("Căn cứ pháp lý", "Điều, khoản, tên văn bản")

    def act(self, number: str, told: Told) -> Any:
        """Refuse or stop."""
        data = self.cleaned_data
        given = {"reason": data["reason"], "legal_ground": data["legal_ground"]}
        return actions.refuse(number, kind=data["decision"], **given, **told)


class Sign(StepForm):
    """T19: the authority signs."""

    slug, verb = "ky", "sign"
    title = "Ký duyệt kết quả"
    button, done = "Ký duyệt", "Đã ký duyệt."
    opinion = line("Ý kiến", "Để trống nếu chỉ ký.", optional=True)

    def act(self, number: str, told: Told) -> Any:
        """Sign."""
        return actions.sign(number, opinion=self.cleaned_data["opinion"], **told)


class Seal(StepForm):
    """T19: number, seal, attach the result. A file sent once is kept through every correction of the form."""

    slug, verb = "phat-hanh", "seal"
    title = "Vào số, đóng dấu, phát hành kết quả"
    button, done = "Phát hành kết quả", "Đã phát hành kết quả; đồng hồ giải quyết đã dừng."
    template = "desk/steps/_seal.html"
    has_file = True
    result_number = line("Số, ký hiệu kết quả", "Ví dụ 125/GCN-STP", width="20", most=60)
    summary = line("Trích yếu kết quả", most=500)
    file = forms.FileField(
        label="Tệp kết quả đã ký, đóng dấu",
        required=False,
        help_text="PDF, tối đa 20 MB",
        error_messages={"empty": "Tệp rỗng. Hãy chọn lại tệp."},
    )
    kept = forms.CharField(required=False, widget=forms.HiddenInput)

    def prepare(self, page: DossierPage, *, actor: Actor, at: datetime) -> None:
        """A result is usually called as the procedure's."""
        self.suggest(summary=page.dossier.procedure.name[:300])

    def act(self, number: str, told: Told) -> Any:
        """Keep the file, then seal."""
        data = self.cleaned_data
        file_id = self._file_id(told)
        given = {"result_number": data["result_number"], "summary": data["summary"]}
        return actions.seal(number, file_id=file_id, **given, **told)

    def _file_id(self, told: Told) -> int | None:
        sent = self.cleaned_data["file"]
        if sent is None:
            return self.kept_file(told["actor"])[0]
        try:
            stored = files.store(sent.read(), sent.name, actor=told["actor"], at=told["at"])
        except FileRefused as fault:
            raise GuardNotMet("Chưa phát hành được kết quả.", {"file": str(fault)}) from fault
        kept = [stored.pk, stored.name, told["actor"].officer_id]
        self.put_back("kept", signing.dumps(kept, salt="result"))
        return stored.pk

    def kept_file(self, actor: Actor) -> tuple[int | None, str]:
        """The file sent with an earlier try of the same officer: (id, name)."""
        try:
            pk, name, officer_id = signing.loads(self.data.get("kept", ""), salt="result", max_age=36_000)
        except signing.BadSignature:
            return None, ""
        return (pk, name) if officer_id == actor.officer_id else (None, "")

    @property
    def kept_name(self) -> str:
        """The name of the kept file, for the page."""
        try:
            return str(signing.loads(self.data.get("kept", ""), salt="result", max_age=36_000)[1])
        except signing.BadSignature:
            return ""


class Recall(StepForm):
    """T27: a wrong result called back."""

    slug, verb = "thu-hoi", "recall"
    title = "Thu hồi, đính chính kết quả sai"
    button, done, kind = "Thu hồi kết quả", "Đã thu hồi kết quả; hồ sơ được giải quyết lại.", "warning"
    renames = {"limit": "limit_value"}
    reason = words("Kết quả sai ở đâu")
    legal_ground = line("Quyết định thu hồi, đính chính", "Số, ngày của quyết định")
    limit_value = line("Giải quyết lại trong", width="5")
    limit_unit = choice("Đơn vị thời gian", "Chọn đơn vị thời gian.", LIMIT_UNITS)

    def prepare(self, page: DossierPage, *, actor: Actor, at: datetime) -> None:
        """Working days, usually."""
        self.suggest(limit_unit=str(Unit.WORKING_DAY))

    def clean_limit_value(self) -> str:
        """A number; raises ValidationError."""
        text = str(self.cleaned_data["limit_value"]).strip().replace(",", ".")
        if not text.replace(".", "", 1).isdigit() or not 0 < float(text) <= 999:
            raise forms.ValidationError("Nhập thời hạn giải quyết lại, ví dụ 3.")
        return text

    def act(self, number: str, told: Told) -> Any:
        """Recall."""
        data = self.cleaned_data
        if data["limit_unit"] not in dict(LIMIT_UNITS):
            raise GuardNotMet("Chưa thu hồi được.", {"limit_unit": "Chọn đơn vị thời gian."})
        limit = Limit.of(data["limit_value"], data["limit_unit"])
        given = {"reason": data["reason"], "legal_ground": data["legal_ground"]}
        return actions.recall(number, limit=limit, **given, **told)
