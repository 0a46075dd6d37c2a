"""The app for Django."""

from django.apps import AppConfig


class PaymentsConfig(AppConfig):
    """Phí, lệ phí."""

    name = "motcua.apps.payments"
    label = "payments"
    verbose_name = "Phí, lệ phí"
