"""Taking one step of a dossier: GET shows its form alone, POST calls its action and says who holds the dossier now."""

from __future__ import annotations

from typing import Any

from django.contrib import messages
from django.http import Http404, HttpResponse
from django.shortcuts import redirect, render

from motcua.apps.dossiers.queries import DossierPage, dossier_page
from motcua.apps.dossiers.refusals import ActionRefused, NoSuchDossier, SomebodyWasFaster
from motcua.apps.payments.actions import PaymentRefused
from motcua.apps.people.actions import note_access
from motcua.rules.lifecycle import FINISHED, State, StepNotAllowed
from motcua.rules.rights import NotAllowed
from motcua.web.desk.people_presence import present_on
from motcua.web.desk.steps_form import StepForm, Told
from motcua.web.desk.steps_nouns import BY_SLUG
from motcua.web.ui.access import signed_in
from motcua.web.ui.requests import Request

NOT_FOUND = "Không tìm thấy hồ sơ này trong các hồ sơ bạn được xem. Hãy kiểm tra lại mã hồ sơ."
CONFIRM_FIRST = "Hồ sơ đã đổi từ khi bạn mở trang. Hãy xem lại rồi đánh dấu vào ô xác nhận ở đầu biểu mẫu."
RELOADED = "Đã tải lại hồ sơ hiện nay. Nội dung bạn nhập vẫn còn; tệp đính kèm phải chọn lại."
_ENDED = {
    State.DELIVERED: "Hồ sơ đã kết thúc.",
    State.WITHDRAWN: "Hồ sơ đã kết thúc.",
    State.STOPPED: "Hồ sơ đã dừng; hãy trả giấy tờ cho người nộp.",
    State.DECLINED: "Hồ sơ không được tiếp nhận.",
}


@signed_in
def step(request: Request, number: str, slug: str) -> HttpResponse:
    """One step of one dossier."""
    kind = BY_SLUG.get(slug)
    if kind is None:
        raise Http404("Không có bước này.")
    if request.method == "POST":
        return _take(request, number, kind(request.POST, request.FILES))
    page = _page(request, number)
    subject = f"dossier:{page.dossier.pk}"
    note_access(subject, actor=request.actor, at=request.at, purpose=f"Mở bước: {kind.title}")
    form = kind(initial={"seen": page.dossier.act_count})
    if kind.verb not in page.may:
        return _draw(request, page, None, kind, 403, _closed(page, kind))
    return _draw(request, page, form, kind, 200)


def _take(request: Request, number: str, form: StepForm) -> HttpResponse:
    if "tai-lai" in request.POST:
        form.errors.clear()
        return _again(request, number, form, 409, RELOADED)
    if not form.is_valid():
        return _again(request, number, form, 422)
    if _is_unconfirmed(request):
        form.add_error(None, CONFIRM_FIRST)
        return _again(request, number, form, 422)
    told = Told(actor=request.actor, at=request.at, seen=form.cleaned_data["seen"])
    try:
        done = form.act(number, told)
    except NoSuchDossier:
        raise Http404(NOT_FOUND) from None
    except (SomebodyWasFaster, StepNotAllowed) as fault:
        return _again(request, number, form, 409, str(fault))
    except NotAllowed as fault:
        return _again(request, number, form, 403, str(fault))
    except (ActionRefused, PaymentRefused) as fault:
        form.blame(str(fault), getattr(fault, "faults", {}))
        return _again(request, number, form, 422)
    return _done(request, number, form, done)


def _done(request: Request, number: str, form: StepForm, done: Any) -> HttpResponse:
    if form.slug == "tham-dinh" and form.cleaned_data["do"] in ("luu", "dat-het", "bo-sung"):
        messages.success(request, "Đã lưu đánh giá giấy tờ.")
        if form.cleaned_data["do"] == "bo-sung":
            return redirect("desk:step", number=number, slug="bo-sung")
    else:
        messages.success(request, f"{form.done} {whereabouts(done)}".strip())
    return redirect("desk:dossier", number=number)


def whereabouts(done: Any) -> str:
    """Who holds the dossier after an action: `Hồ sơ chuyển đến khay Phòng A – Lê Thị B.`"""
    dossier = getattr(done, "dossier", done)
    if dossier.state in _ENDED:
        return _ENDED[State(dossier.state)]
    who = f" – {dossier.holder.full_name}" if dossier.holder_id else ""
    ready = "chờ trả kết quả tại" if State(dossier.state) in FINISHED else "đang ở khay"
    return f"Hồ sơ {dossier} {ready} {dossier.holder_unit.name}{who}."


def _is_unconfirmed(request: Request) -> bool:
    """True when the form came from a page that told of a conflict and the box under it is not ticked."""
    return "xung-dot" in request.POST and "da-xem" not in request.POST


def _again(request: Request, number: str, form: StepForm, status: int, sentence: str = "") -> HttpResponse:
    """The same form with everything typed. After a conflict it may be sent again if the step is still open and the
    officer says that he has looked at how the dossier stands now."""
    page = _page(request, number)
    form.is_conflict = status == 409 or "xung-dot" in request.POST
    if status == 409:
        form.put_back("seen", str(page.dossier.act_count))
    return _draw(request, page, form, type(form), status, sentence)


def _page(request: Request, number: str) -> DossierPage:
    page = dossier_page(number, request.actor, at=request.at)
    if page is None:
        raise Http404(NOT_FOUND)
    return page


def _draw(
    request: Request,
    page: DossierPage,
    form: StepForm | None,
    kind: type[StepForm],
    status: int,
    sentence: str = "",
) -> HttpResponse:
    if form is not None:
        form.prepare(page, actor=request.actor, at=request.at)
    shown = {
        "page": page,
        "dossier": page.dossier,
        "form": form,
        "kind": kind,
        "sentence": sentence,
        "is_open": kind.verb in page.may,
        **present_on(request, page.dossier, kind.slug),
    }
    return render(request, "desk/steps/step.html", shown, status=status)


def _closed(page: DossierPage, kind: type[StepForm]) -> str:
    holder = page.dossier.holder.full_name if page.dossier.holder else page.dossier.holder_unit.name
    step = f" ở bước «{page.step.name}»" if page.step else ""
    return (
        f"Bạn chưa làm được việc «{kind.title}» lúc này: hồ sơ đang «{page.dossier.stands.label}»{step}, "
        f"do {holder} giữ. Hãy mở trang hồ sơ để xem việc bạn làm được."
    )
