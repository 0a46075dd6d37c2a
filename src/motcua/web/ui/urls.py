"""Addresses of the shared pages: signing in and out, the living style page."""

from django.urls import path

from motcua.web.ui import accounts, style_page

urlpatterns = [
    path("dang-nhap", accounts.sign_in, name="sign_in"),
    path("dang-xuat", accounts.sign_out, name="sign_out"),
    path("phong-cach", style_page.style, name="style"),
    path("phong-cach/ban-lam-viec", style_page.style_desk, name="style_desk"),
    path("phong-cach/nhap", style_page.draft, name="style_draft"),
]
