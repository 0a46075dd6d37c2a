"""The app for Django."""

from django.apps import AppConfig


class LedgerConfig(AppConfig):
    """Sổ cái sự việc."""

    name = "motcua.apps.ledger"
    label = "ledger"
    verbose_name = "Sổ cái sự việc"
