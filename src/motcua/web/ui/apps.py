"""Django's entry for the shared look."""

from django.apps import AppConfig


class UiConfig(AppConfig):
    """Gives Django the templates, components and static files of `web/ui`."""

    name = "motcua.web.ui"
    label = "ui"
    verbose_name = "Giao diện chung"
