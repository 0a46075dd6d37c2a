"""Addresses of the citizens' pages: the catalogue here, other subjects add their own lists."""

from motcua.web.portal import catalogue_urls

app_name = "portal"
urlpatterns = [*catalogue_urls.urlpatterns]
