"""Addresses of the citizens' pages: each subject keeps its own list."""

from motcua.web.portal import catalogue_urls, tracking_urls

app_name = "portal"
urlpatterns = [*catalogue_urls.urlpatterns, *tracking_urls.urlpatterns]
