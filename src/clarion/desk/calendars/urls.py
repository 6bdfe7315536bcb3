from django.urls import path

from clarion.desk.calendars.views import calendar

urlpatterns = [path("calendar/", calendar, name="calendar")]
