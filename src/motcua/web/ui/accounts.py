"""Officers sign in and out. In demo mode the page also lists the log-ins of the sample province."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any

from django import forms
from django.conf import settings
from django.contrib.auth.forms import AuthenticationForm
from django.contrib.auth.views import LoginView, LogoutView
from django.http import HttpRequest, HttpResponse

from motcua.apps.office import queries as office
from motcua.rules.actors import Role
from motcua.web.ui.access import public
from motcua.web.ui.throttle import throttled

TRIES = 20
WINDOW_SECONDS = 300


class SignInForm(AuthenticationForm):
    """User name and password, with sentences that say what to do next."""

    username = forms.CharField(
        max_length=60, error_messages={"required": "Nhập tên đăng nhập được cơ quan cấp."}
    )
    password = forms.CharField(
        strip=False, widget=forms.PasswordInput, error_messages={"required": "Nhập mật khẩu."}
    )
    error_messages = {
        "invalid_login": "Tên đăng nhập hoặc mật khẩu chưa đúng. Kiểm tra bộ gõ tiếng Việt và phím Caps Lock rồi thử lại.",
        "inactive": "Tài khoản này đã ngừng dùng. Hãy liên hệ người quản trị hệ thống của cơ quan.",
    }


@dataclass(frozen=True, slots=True)
class DemoLogin:
    """One line of the table of demo log-ins."""

    username: str
    name: str
    role: str
    unit: str


class SignIn(LoginView):
    """The sign-in page; after it, the page asked for or the desk."""

    template_name = "ui/sign_in.html"
    authentication_form = SignInForm
    redirect_authenticated_user = True

    def form_invalid(self, form: AuthenticationForm) -> HttpResponse:
        """Answer 422 with the same page, so that machines see it failed too."""
        return self.render_to_response(self.get_context_data(form=form), status=422)

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        """Add the demo log-ins, only in demo mode."""
        context = super().get_context_data(**kwargs)
        if settings.DEMO:
            context |= {"demo_logins": demo_logins(), "demo_password": settings.DEMO_PASSWORD}
        return context


def demo_logins() -> list[DemoLogin]:
    """Every demo officer with his first seat."""
    seen: dict[str, DemoLogin] = {}
    for posting in office.demo_officers():
        officer, unit = posting.officer, posting.unit
        line = DemoLogin(
            officer.username,
            officer.full_name,
            Role(posting.role).label,
            f"{unit.name}, {unit.agency.short_name}",
        )
        seen.setdefault(officer.username, line)
    return list(seen.values())


sign_in = public(
    throttled("sign_in", limit=TRIES, seconds=WINDOW_SECONDS, methods=frozenset({"POST"}))(SignIn.as_view())
)
_sign_out = LogoutView.as_view()


@public
def sign_out(request: HttpRequest) -> HttpResponse:
    """End the session (POST only) and go to the public front page."""
    return _sign_out(request)
