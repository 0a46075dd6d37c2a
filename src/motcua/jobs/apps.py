"""The app for Django: so that procrastinate finds the tasks."""

from django.apps import AppConfig


class JobsConfig(AppConfig):
    """Việc chạy nền."""

    name = "motcua.jobs"
    label = "jobs"
    verbose_name = "Việc chạy nền"
