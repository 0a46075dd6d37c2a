"""The app for Django: templates."""

from django.apps import AppConfig


class LeadersConfig(AppConfig):
    """Báo cáo, thống kê."""

    name = "motcua.web.leaders"
    label = "leaders"
    verbose_name = "Báo cáo, thống kê"
