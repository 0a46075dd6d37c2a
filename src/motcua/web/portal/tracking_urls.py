"""Address of the tracking page; it is printed in the QR code of every receipt, so it never changes."""

from django.urls import path

from motcua.web.portal import tracking

urlpatterns = [path("tra-cuu", tracking.track, name="track")]
