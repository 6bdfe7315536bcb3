"""The address that calendar programs read: outside the admin, since they cannot sign in."""

from django.urls import path

from clarion.desk.calendars.views import feed

urlpatterns = [path("desk/calendar/<str:secret>.ics", feed, name="desk-calendar")]
