"""The fixtures of the desk's dossier pages: a small office, its officers signed in, a clock that stands still."""

from tests.web.desk_dossier.conftest import now, office, set_now, signed_in

__all__ = ["now", "office", "set_now", "signed_in"]
