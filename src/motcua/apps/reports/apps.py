"""The app for Django."""

from django.apps import AppConfig


class ReportsConfig(AppConfig):
    """Báo cáo."""

    name = "motcua.apps.reports"
    label = "reports"
    verbose_name = "Báo cáo"
