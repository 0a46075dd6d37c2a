"""The page of one dossier: what to do, why that date, papers, slips, money, the whole history."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any

from django.http import Http404, HttpResponse
from django.shortcuts import redirect, render
from django.utils.timezone import localdate

from motcua.apps.dossiers.queries import DossierPage, dossier_page
from motcua.apps.dossiers.queries.slips import control_slip_pdf
from motcua.apps.dossiers.refusals import ActionRefused
from motcua.apps.notices.queries import notices_about
from motcua.apps.people.actions import note_access
from motcua.apps.people.queries import accesses
from motcua.rules import forms as papers
from motcua.rules.actors import Role
from motcua.rules.basis import basis_of
from motcua.rules.lifecycle import rows_for
from motcua.rules.numbering import fold_number
from motcua.web.desk.dossier_offers import Offers, offers
from motcua.web.desk.nudges import line as nudge_line
from motcua.web.desk.people_presence import present_on
from motcua.web.desk.steps import NOT_FOUND
from motcua.web.ui.access import signed_in
from motcua.web.ui.requests import Request
from motcua.web.ui.vn_words import datetime_words

SUPERVISORS = (Role.CENTRE_HEAD, Role.TTHC_CONTROL)
_OTHER_VERBS = {
    "correct": "Đính chính thông tin tiếp nhận",
    "redate": "Tính lại ngày hẹn trả",
    "reassign": "Giao lại bước đang làm",
    "move_process": "Chuyển sang bản quy trình khác",
    "collect_fee": "Thu phí, lệ phí",
}


@dataclass(frozen=True, slots=True)
class Line:
    """One act as the history shows it."""

    act: Any
    title: str
    step: str
    basis: str
    tone: str


@dataclass(frozen=True, slots=True)
class Mark:
    """One step of the process: done, now or to come."""

    label: str
    state: str
    detail: str


@signed_in
def dossier(request: Request, number: str) -> HttpResponse:
    """The page; opening it leaves a line in the access log."""
    page = opened(request, number, purpose="Mở trang hồ sơ")
    if page.dossier.number and number != page.dossier.number:
        return redirect("desk:dossier", number=page.dossier.number)
    offered = offers(page, request.actor, request.at)
    shown = {
        "page": page,
        "dossier": page.dossier,
        "offers": offered,
        "history": history(page),
        "marks": marks(page),
        "nudges": [nudge_line(row) for row in page.nudges],
        "slips": [(slip, SLIP_TITLES.get(papers.FormKind(slip.kind), slip.kind)) for slip in page.slips],
        "owed": sum(bill.amount for bill in page.bills if bill.state == "UNPAID"),
        "may_see_log": request.actor.has_role(*SUPERVISORS),
        "may_accept": "accept_waiting" in page.may,
        **_presence(request, page, offered),
    }
    return render(request, "desk/dossier/page.html", shown)


def _presence(request: Request, page: DossierPage, offered: Offers) -> dict[str, Any]:
    """Who else is here. A page that has read money and questions or a result keeps its budget of eight statements:
    its script asks a moment later instead."""
    slug = offered.form.slug if offered.form else ""
    if page.bills and (page.consultations or page.result):
        return {"others": [], "presence_slug": slug, "presence_later": True}
    return present_on(request, page.dossier, slug)


@signed_in
def control_slip(request: Request, number: str) -> HttpResponse:
    """The control slip as it stands now, as PDF."""
    page = opened(request, number, purpose="In phiếu kiểm soát")
    try:
        content = control_slip_pdf(page.dossier, at=request.at)
    except ActionRefused as fault:
        raise Http404(fault.sentence) from fault
    return pdf(content, f"phieu-kiem-soat-{page.dossier}.pdf")


@signed_in
def messages_sent(request: Request, number: str) -> HttpResponse:
    """What was told to the applicant and the units; who opened the dossier, for those who supervise."""
    page = opened(request, number, purpose="Xem tin báo, nhật ký")
    subject = f"dossier:{page.dossier.pk}"
    may_see_log = request.actor.has_role(*SUPERVISORS)
    shown = {
        "page": page,
        "dossier": page.dossier,
        "notices": notices_about(subject),
        "may_see_log": may_see_log,
        "accesses": list(accesses(subject)[:200]) if may_see_log else [],
    }
    return render(request, "desk/dossier/log.html", shown)


def opened(request: Request, number: str, *, purpose: str) -> DossierPage:
    """The dossier if the officer may see it, its reading noted. Raises Http404."""
    page = dossier_page(fold_number(number), request.actor, at=request.at)
    page = page or dossier_page(number, request.actor, at=request.at)
    if page is None:
        raise Http404(NOT_FOUND)
    note_access(f"dossier:{page.dossier.pk}", actor=request.actor, at=request.at, purpose=purpose)
    return page


def pdf(content: bytes, name: str) -> HttpResponse:
    """A PDF shown in the browser."""
    answer = HttpResponse(content, content_type="application/pdf")
    answer.headers["Content-Disposition"] = f'inline; filename="{name}"'
    return answer


def history(page: DossierPage) -> list[Line]:
    """Every act, newest first."""
    names = {step.key: step.name for step in page.process.steps}
    return [_line(act, names, page.dossier.rule_set) for act in reversed(page.acts)]


def _line(act: Any, names: dict[str, str], rule_set: str) -> Line:
    row = next((row for row in _rows(act.verb) if row.id == act.transition), None)
    title = row.name if row else _OTHER_VERBS.get(act.verb, act.verb)
    basis = basis_of(act.verb, rule_set, localdate(act.at))
    bad = act.verb in ("refuse", "withdraw", "lapse_supplement", "decline", "send_back", "recall")
    return Line(act, title, names.get(act.step_key, ""), basis, "refused" if bad else "done")


def _rows(verb: str) -> Any:
    try:
        return rows_for(verb)
    except KeyError:
        return ()


def marks(page: DossierPage) -> list[Mark]:
    """The steps passed, the open one with its due moment, and the usual way ahead."""
    path = page.path
    found = [Mark(step.name, "done", step.by.label) for step in path.passed]
    if path.now is not None:
        due = page.dossier.step_due_at
        when = f", trước {datetime_words(due)}" if due and page.dossier.paused_since is None else ""
        found.append(Mark(path.now.name, "now", f"{path.now.by.label}{when}"))
    return found + [Mark(step.name, "todo", step.by.label) for step in path.ahead]


SLIP_TITLES: dict[papers.FormKind, str] = {
    papers.FormKind.RECEIPT: "Giấy tiếp nhận hồ sơ và hẹn trả kết quả",
    papers.FormKind.SUPPLEMENT: "Phiếu yêu cầu bổ sung, hoàn thiện hồ sơ",
    papers.FormKind.DECLINE: "Phiếu từ chối tiếp nhận hồ sơ",
    papers.FormKind.REFUSE: "Thông báo từ chối giải quyết",
    papers.FormKind.APOLOGY: "Phiếu xin lỗi và hẹn lại ngày trả kết quả",
    papers.FormKind.STOP_NOTICE: "Thông báo dừng giải quyết hồ sơ",
    papers.FormKind.PAPERS_RETURN: "Phiếu trả lại giấy tờ",
    papers.FormKind.CONSULTATION: "Phiếu lấy ý kiến",
    papers.FormKind.PAYMENT_NOTICE: "Thông báo nộp tiền",
    papers.FormKind.FEE_RECEIPT: "Biên lai thu phí, lệ phí",
    papers.FormKind.RESULT_HANDOVER: "Phiếu giao kết quả cho bưu chính",
    papers.FormKind.RESULT_DELIVERY: "Phiếu trả kết quả",
    papers.FormKind.LOSS_REPORT: "Biên bản mất, hỏng giấy tờ",
    papers.FormKind.RECALL: "Thông báo thu hồi kết quả",
}
