"""Officers sign in and out. In demo mode the page lists the demo log-ins."""

from typing import Any

from django.conf import settings
from django.contrib.auth.forms import AuthenticationForm
from django.contrib.auth.views import LoginView, LogoutView

from motcua.apps.office import queries
from motcua.web.ui.access import public
from motcua.web.ui.throttle import throttled

REFUSED = "Tên đăng nhập hoặc mật khẩu không đúng. Mật khẩu phân biệt chữ hoa, chữ thường."


class SignInForm(AuthenticationForm):
    """User name and password; one sentence for every failure, so that nobody learns which names exist."""

    error_messages = {"invalid_login": REFUSED, "inactive": REFUSED}


class SignIn(LoginView):
    """The sign-in page."""

    template_name = "ui/sign_in.html"
    form_class = SignInForm
    redirect_authenticated_user = True

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        """Add the demo's log-ins when this is the demo."""
        context = super().get_context_data(**kwargs)
        if settings.DEMO:
            context["demo_password"] = settings.DEMO_PASSWORD
            context["demo_logins"] = [
                {
                    "role": posting.get_role_display(),
                    "unit": f"{posting.unit.name}, {posting.unit.agency.short_name}",
                    "username": posting.officer.username,
                }
                for posting in queries.demo_officers()
            ]
        return context


# Twenty tries in five minutes from one place are no longer typing mistakes (a counter shares one address).
sign_in = public(throttled("sign-in", limit=20, seconds=300, methods=frozenset({"POST"}))(SignIn.as_view()))
sign_out = public(LogoutView.as_view())
