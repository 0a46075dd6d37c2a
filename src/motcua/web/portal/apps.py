"""The app for Django: templates and static files."""

from django.apps import AppConfig


class PortalConfig(AppConfig):
    """Cổng công dân."""

    name = "motcua.web.portal"
    label = "portal"
    verbose_name = "Cổng công dân"
