"""The app for Django."""

from django.apps import AppConfig


class PeopleConfig(AppConfig):
    """Công dân, tổ chức."""

    name = "motcua.apps.people"
    label = "people"
    verbose_name = "Công dân, tổ chức"
