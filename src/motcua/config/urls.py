"""The address book: which audience's pages hang where."""

from importlib.util import find_spec

from django.urls import URLPattern, URLResolver, include, path

from motcua.web.ui import probes


def _pages(prefix: str, module: str) -> list[URLPattern | URLResolver]:
    """Hang the pages of `module` under `prefix`; an audience that is not installed has none."""
    return [path(prefix, include(module))] if find_spec(module) else []


urlpatterns = [
    path("song", probes.alive, name="alive"),
    path("san-sang", probes.ready, name="ready"),
    *_pages("", "motcua.web.ui.urls"),
    *_pages("desk/", "motcua.web.desk.urls"),
    *_pages("", "motcua.web.leaders.urls"),
    *_pages("", "motcua.web.portal.urls"),
]
handler400 = "motcua.web.ui.refusals.unreadable"
handler403 = "motcua.web.ui.refusals.forbidden"
handler404 = "motcua.web.ui.refusals.not_found"
handler500 = "motcua.web.ui.refusals.broken"
