from django.urls import path

from enterprises.events import files, views

urlpatterns = [
    path("", views.event_list, name="event_list"),
    path("lich.ics", files.calendar, name="event_calendar"),
    path("loat/<slug:slug>/lich.ics", files.series_calendar, name="event_series_calendar"),
    path("loat/<slug:slug>/", views.series, name="event_series"),
    path("<slug:slug>.ics", files.event_calendar, name="event_file"),
    path("<slug:slug>/", views.event, name="event"),
]
