"""The app for Django."""

from django.apps import AppConfig


class LettersConfig(AppConfig):
    """Giấy tờ in."""

    name = "motcua.apps.letters"
    label = "letters"
    verbose_name = "Giấy tờ in"
