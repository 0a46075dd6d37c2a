"""Addresses of the counter."""

from django.urls import path

from motcua.web.desk import intake, intake_done, intake_finding, intake_guidance, intake_waiting

urlpatterns = [
    path("tiep-nhan", intake_finding.start, name="intake"),
    path("tiep-nhan/xong/<str:number>", intake_done.done, name="intake_done"),
    path("tiep-nhan/<uuid:token>", intake.sheet, name="intake_sheet"),
    path("tiep-nhan/<uuid:token>/nhap", intake.save_draft, name="intake_save"),
    path("tiep-nhan/<uuid:token>/bo", intake_finding.drop, name="intake_drop"),
    path("tiep-nhan/<uuid:token>/huong-dan", intake_guidance.instruct, name="intake_instruct"),
    path("tiep-nhan/<uuid:token>/tu-choi", intake_guidance.decline, name="intake_decline"),
    path("huong-dan", intake_guidance.given, name="intake_guidance"),
    path("cho-tiep-nhan", intake_waiting.waiting, name="intake_waiting"),
    path("cho-tiep-nhan/<str:number>", intake_waiting.dossier, name="intake_waiting_one"),
    path("phieu/<int:slip_id>.pdf", intake_done.slip_pdf, name="slip"),
    path("tep/<int:file_id>", intake_done.file, name="file"),
]
