"""Addresses of trying a process before it is published, and of which procedure runs on which."""

from django.urls import path

from motcua.web.desk import process_coverage, process_trial, process_trial_cases

urlpatterns = [
    path("quy-trinh/do-phu", process_coverage.coverage, name="process_coverage"),
    path("quy-trinh/do-phu/tai-ve", process_coverage.export, name="process_coverage_export"),
    path("quy-trinh/<str:key>/thu", process_trial.trial, name="process_trial"),
    path("quy-trinh/<str:key>/thu/luu", process_trial_cases.keep, name="process_trial_keep"),
    path("quy-trinh/<str:key>/thu/xoa", process_trial_cases.drop, name="process_trial_drop"),
]
