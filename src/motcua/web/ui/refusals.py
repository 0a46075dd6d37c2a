"""Pages that say no, in words that tell what to do next."""

import logging

from django.http import HttpRequest, HttpResponse
from django.template.loader import render_to_string

log = logging.getLogger(__name__)


def forbidden(request: HttpRequest, exception: Exception | None = None) -> HttpResponse:
    """Answer 403: the officer's roles do not open this page."""
    return _page(
        request,
        403,
        "Bạn không có quyền mở trang này",
        "Việc này thuộc vai trò khác. Nếu bạn được phân công, hãy báo quản trị hệ thống cập nhật vị trí công tác.",
    )


def unreadable(request: HttpRequest, exception: Exception | None = None) -> HttpResponse:
    """Answer 400: what was sent is not text we can read."""
    return _page(
        request,
        400,
        "Không đọc được nội dung đã gửi",
        "Địa chỉ hoặc nội dung có ký tự không hợp lệ. Hãy gõ lại địa chỉ, hoặc quay lại trang trước và nhập lại.",
    )


def csrf_refused(request: HttpRequest, reason: str = "") -> HttpResponse:
    """Answer 403: the form's token is missing or old."""
    return _page(
        request,
        403,
        "Biểu mẫu đã hết hạn",
        "Hãy quay lại, tải lại trang rồi gửi lần nữa. Nội dung đã lưu nháp vẫn còn.",
    )


def not_found(request: HttpRequest, exception: Exception | None = None) -> HttpResponse:
    """Answer 404."""
    return _page(
        request,
        404,
        "Không tìm thấy trang",
        "Hãy kiểm tra lại địa chỉ, hoặc về trang chủ để tìm thủ tục, tra cứu hồ sơ.",
    )


def broken(request: HttpRequest) -> HttpResponse:
    """Answer 500: something of ours is broken; nothing acknowledged is lost."""
    return _page(
        request,
        500,
        "Hệ thống đang gặp lỗi",
        "Việc vừa làm chưa được ghi nhận. Hãy thử lại sau ít phút; nếu vẫn lỗi, hãy báo quản trị hệ thống.",
    )


def too_many(request: HttpRequest, *, seconds: int) -> HttpResponse:
    """Answer 429: too many tries from one place."""
    answer = _page(
        request,
        429,
        "Bạn thử quá nhiều lần",
        f"Hãy đợi {seconds} giây rồi thử lại.",
    )
    answer.headers["Retry-After"] = str(seconds)
    return answer


def _page(request: HttpRequest, status: int, title: str, advice: str) -> HttpResponse:
    """Draw the refusal with the shared page; when the page itself is broken, with plain text."""
    try:
        body = render_to_string(
            "ui/refusal.html", {"title": title, "advice": advice, "status": status}, request
        )
    except Exception:  # the shared page may be what is broken: the refusal must still be readable
        log.exception("refusal page is broken")
        return HttpResponse(f"{title}\n{advice}\n", status=status, content_type="text/plain; charset=utf-8")
    return HttpResponse(body, status=status)
