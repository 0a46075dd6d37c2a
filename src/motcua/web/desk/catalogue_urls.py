"""Addresses of the officers' catalogue pages."""

from django.urls import path

from motcua.web.desk import catalogue_publishing, catalogue_settings, catalogue_uses

urlpatterns = [
    path("thu-tuc", catalogue_uses.uses, name="procedures"),
    path("thu-tuc/them", catalogue_settings.choose, name="procedure_choose"),
    path(
        "thu-tuc/them/<str:code>/<int:agency_id>",
        catalogue_settings.put_into_use,
        name="procedure_put_into_use",
    ),
    path("thu-tuc/<int:use_id>", catalogue_uses.use, name="procedure_use"),
    path("thu-tuc/<int:use_id>/thoi-han", catalogue_settings.local_limit, name="procedure_limit"),
    path("thu-tuc/<int:use_id>/muc-thu", catalogue_settings.fees, name="procedure_fees"),
    path("thu-tuc/<int:use_id>/ngung", catalogue_settings.stop, name="procedure_stop"),
    path("cong-bo", catalogue_publishing.decisions, name="decisions"),
    path("cong-bo/nap", catalogue_publishing.import_file, name="catalogue_import"),
    path("cong-bo/bai-bo", catalogue_publishing.abolish, name="catalogue_abolish"),
]
