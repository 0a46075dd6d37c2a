"""Who may call a page. Every view says it with a decorator; a view that says nothing answers to nobody.

    @public                                   anybody
    @signed_in                                any officer
    @officers(Role.COUNTER, Role.CENTRE_HEAD) an officer who holds one of these roles today

`AccessMiddleware` puts `request.at` (the moment, read once) and `request.actor` (lazily, with today's seats)
on the request and enforces the declaration. What an officer may do to one dossier is decided below, by
`rules.rights` in the action; this is only the outer door.
"""

from collections.abc import Callable
from dataclasses import dataclass
from typing import Any, TypeVar

from django.contrib.auth.views import redirect_to_login
from django.http import HttpRequest, HttpResponse
from django.utils.functional import SimpleLazyObject

from motcua.apps.office import queries
from motcua.rules.actors import CITIZEN, Actor, Role
from motcua.web.ui import clock, refusals

View = TypeVar("View", bound=Callable[..., Any])


@dataclass(frozen=True)
class Access:
    """A view's declaration: everybody, every officer, or officers with one of `roles`."""

    anybody: bool
    roles: frozenset[Role] = frozenset()

    def admits(self, actor: Actor) -> bool:
        """Tell whether `actor`, already signed in, may pass."""
        if self.anybody:
            return True
        return actor.has_role(*self.roles) if self.roles else actor.officer_id is not None


def public(view: View) -> View:
    """Declare that anybody may call this view."""
    view.access = Access(anybody=True)  # type: ignore[attr-defined]  # a mark on a function
    return view


def signed_in(view: View) -> View:
    """Declare that any officer who has signed in may call this view."""
    view.access = Access(anybody=False)  # type: ignore[attr-defined]  # a mark on a function
    return view


def officers(*roles: Role) -> Callable[[View], View]:
    """Declare that only officers who hold one of `roles` today may call this view."""
    if not roles:
        raise ValueError("officers() needs at least one role; use @signed_in for every officer")

    def declare(view: View) -> View:
        view.access = Access(anybody=False, roles=frozenset(roles))  # type: ignore[attr-defined]  # a mark
        return view

    return declare


def access_of(view: Callable[..., Any]) -> Access | None:
    """Return what `view` declared (also on the class of a class-based view), or None."""
    declared = getattr(view, "access", None) or getattr(getattr(view, "view_class", None), "access", None)
    return declared if isinstance(declared, Access) else None


class AccessMiddleware:
    """Set `request.at` and `request.actor`; let in only whom the view's declaration admits."""

    def __init__(self, get_response: Callable[[HttpRequest], HttpResponse]) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponse:
        """Give the request its moment and its actor, then go on."""
        request.at = clock.now()  # type: ignore[attr-defined]  # typed for views by web.ui.requests.Request
        request.actor = SimpleLazyObject(lambda: _actor(request))  # type: ignore[attr-defined]  # likewise
        return self.get_response(request)

    def process_view(
        self, request: HttpRequest, view: Callable[..., Any], _args: tuple[Any, ...], _kwargs: dict[str, Any]
    ) -> HttpResponse | None:
        """Refuse before the view runs when its declaration does not admit the actor."""
        declared = access_of(view)
        if declared is None:
            return refusals.forbidden(request)
        if declared.anybody:
            return None
        if not request.user.is_authenticated:
            return _ask_to_sign_in(request)
        if declared.admits(request.actor):  # type: ignore[attr-defined]  # set above
            return None
        return refusals.forbidden(request)


def _ask_to_sign_in(request: HttpRequest) -> HttpResponse:
    """Send to the sign-in page; an htmx request gets the whole page moved, not a page inside a fragment."""
    if getattr(request, "htmx", False):
        return HttpResponse(status=401, headers={"HX-Redirect": "/dang-nhap"})
    back = request.get_full_path() if request.method == "GET" else "/desk/"
    return redirect_to_login(back)


def _actor(request: HttpRequest) -> Actor:
    """Return the officer with the seats he holds today; whoever has not signed in is a citizen."""
    if not request.user.is_authenticated:
        return CITIZEN
    return queries.actor_for(request.user.pk, at=request.at) or CITIZEN  # type: ignore[attr-defined]  # set above
