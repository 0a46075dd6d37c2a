"""Addresses that belong to no audience: signing in and out."""

from django.urls import path

from motcua.web.ui import signing_in

urlpatterns = [
    path("dang-nhap", signing_in.sign_in, name="sign_in"),
    path("dang-xuat", signing_in.sign_out, name="sign_out"),
]
