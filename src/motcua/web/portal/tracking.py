"""Where is my dossier: everything with the secret of the receipt, the number and the degree of completion without it.

The secret comes in the receipt's QR link (GET) or is typed into the form (POST, so that it stays out of the address).
A wrong secret gets the very page that no secret gets. Source: TT 01/2018 Điều 16, NĐ 224/2026 Điều 15 khoản 1 điểm g.
"""

from __future__ import annotations

from dataclasses import dataclass

from django.http import HttpResponse, QueryDict
from django.shortcuts import render
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_http_methods

from motcua.apps.dossiers import queries
from motcua.rules.numbering import fold_number, looks_like_number
from motcua.web.portal.tracking_page import Sheet, sheet
from motcua.web.portal.tracking_tries import WINDOW_SECONDS, too_often
from motcua.web.ui import refusals
from motcua.web.ui.access import public
from motcua.web.ui.requests import Request

LONGEST = 80
NUMBER_MISSING = "Nhập số hồ sơ ghi trên Giấy tiếp nhận hồ sơ và hẹn trả kết quả."
NUMBER_MISSHAPEN = (
    "Số hồ sơ có dạng như H60.15-261122-0001: chữ, số, dấu chấm và hai dấu gạch ngang. "
    "Hãy nhập đúng như trên giấy tiếp nhận."
)
NUMBER_UNKNOWN = (
    "Chưa tìm thấy hồ sơ có số này. Hãy so lại từng chữ, từng số với giấy tiếp nhận; "
    "nếu vẫn không thấy, hãy gọi số điện thoại ghi trên giấy."
)
# Other sites learn at most our name, never the link with the secret; forms still say where they come from.
HEADERS = {"Referrer-Policy": "strict-origin", "X-Robots-Tag": "noindex, nofollow"}
_DASHES = str.maketrans(dict.fromkeys("‐‑‒–—−", "-"))


@dataclass(frozen=True, slots=True)
class Asked:
    """What the visitor asked for; `typed` is the number as he wrote it."""

    typed: str
    number: str
    secret: str

    @classmethod
    def read(cls, data: QueryDict) -> Asked:
        """From `so` (number) and `ma` (secret) of a link or of the form."""
        typed = data.get("so", "").replace("\x00", "").strip()[:LONGEST]
        secret = data.get("ma", "").replace("\x00", "").strip()[:LONGEST]
        return cls(typed, fold_number(typed.translate(_DASHES)), secret)


@public
@never_cache
@require_http_methods(["GET", "HEAD", "POST"])
def track(request: Request) -> HttpResponse:
    """The form; with a number the degree of completion; with the receipt's secret the whole story."""
    asked = Asked.read(request.POST if request.method == "POST" else request.GET)
    if not asked.number and request.method != "POST":
        return _answer(request, asked)
    fault = _fault(asked.number)
    if fault:
        return _answer(request, asked, fault, status=422)
    if too_often(request, asked.number, with_secret=bool(asked.secret)):
        return refusals.too_many(request, seconds=WINDOW_SECONDS)
    found = queries.track(asked.number, asked.secret)
    if found is None:
        return _answer(request, asked, NUMBER_UNKNOWN)
    if found.dossier is None:
        return _answer(request, asked, found=found)
    return _answer(request, asked, found=found, opened=sheet(found, request.at))


def _fault(number: str) -> str:
    if not number:
        return NUMBER_MISSING
    return "" if looks_like_number(number) else NUMBER_MISSHAPEN


def _answer(
    request: Request,
    asked: Asked,
    fault: str = "",
    *,
    found: queries.Tracking | None = None,
    opened: Sheet | None = None,
    status: int = 200,
) -> HttpResponse:
    page: dict[str, object] = {"asked": asked, "fault": fault, "found": found, "sheet": opened}
    page["fault_links"] = [("#so", fault)]
    name = "sheet" if opened else "degree" if found else "ask"
    answer = render(request, f"portal/tracking/{name}.html", page, status=status)
    for header, value in HEADERS.items():
        answer.headers[header] = value
    return answer
