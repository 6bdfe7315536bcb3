"""The addresses of the newsletter, under the language."""

from __future__ import annotations

from django.urls import path

from clarion.newsletter import views

app_name = "newsletter"

urlpatterns = [
    path("subscribe/", views.Subscribe.as_view(), name="subscribe"),
    path("subscribe/thanks/", views.check_your_mail, name="check_your_mail"),
    path("subscribe/confirm/<str:token>/", views.Confirm.as_view(), name="confirm"),
    path("subscribe/confirmed/", views.confirmed, name="confirmed"),
    path("unsubscribe/done/", views.unsubscribed, name="unsubscribed"),
    path("unsubscribe/<str:key>/", views.Unsubscribe.as_view(), name="unsubscribe"),
]
