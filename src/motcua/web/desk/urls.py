"""Addresses of the officers' pages: each subject keeps its own list."""

from motcua.web.desk import catalogue_urls

app_name = "desk"
urlpatterns = [*catalogue_urls.urlpatterns]
