"""Addresses of the officers' pages: each subject keeps its own list."""

from motcua.web.desk import catalogue_urls, dossier_urls, intake_urls

app_name = "desk"
urlpatterns = [*intake_urls.urlpatterns, *catalogue_urls.urlpatterns, *dossier_urls.urlpatterns]
