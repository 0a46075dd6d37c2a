"""The small office with its officers signed in and a clock that stands still, as for the dossier pages."""

from tests.web.desk_dossier.conftest import now, office, set_now, signed_in  # noqa: F401  # fixtures by name
