"""The feeds and calendars of the trackers, below `/{lang}/`. Lists and entries are pages."""

from django.urls import path, register_converter

from clarion.tracker.feeds import ChangesFeed
from clarion.tracker.trackers import TRACKERS
from clarion.tracker.views import coming_dates, dates_of_entry


class TrackerConverter:
    """The name of a tracker."""

    regex = "|".join(TRACKERS)

    def to_python(self, value: str) -> str:
        return value

    def to_url(self, value: str) -> str:
        return value


register_converter(TrackerConverter, "tracker")

urlpatterns = [
    path("<tracker:tracker>/feed/", ChangesFeed(), name="tracker-feed"),
    path("<tracker:tracker>/feed/<slug:topic>/", ChangesFeed(), name="tracker-topic-feed"),
    path("<tracker:tracker>/dates.ics", coming_dates, name="tracker-calendar"),
    path("<tracker:tracker>/<slug:slug>/dates.ics", dates_of_entry, name="tracker-entry-calendar"),
]
