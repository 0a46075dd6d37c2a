"""Addresses of the officers' pages: each subject keeps its own list."""

from motcua.web.desk import (
    catalogue_urls,
    change_urls,
    dossier_urls,
    intake_urls,
    people_urls,
    process_file_urls,
    process_trial_urls,
    process_urls,
)

app_name = "desk"
urlpatterns = [
    *intake_urls.urlpatterns,
    *catalogue_urls.urlpatterns,
    *process_file_urls.urlpatterns,
    *process_trial_urls.urlpatterns,
    *process_urls.urlpatterns,
    *people_urls.urlpatterns,
    *change_urls.urlpatterns,
    *dossier_urls.urlpatterns,
]
