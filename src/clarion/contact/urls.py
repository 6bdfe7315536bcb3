"""The addresses of the contact room, under the language."""

from __future__ import annotations

from django.urls import path

from clarion.contact import views

app_name = "contact"

urlpatterns = [
    path("contact/", views.Contact.as_view(), name="contact"),
    path("contact/thanks/", views.thanks, name="thanks"),
]
