from django.urls import path

from enterprises.events import calendar, desk_views, views

DESK = "doanh-nghiep/cua-toi/su-kien/"

urlpatterns = [
    path(DESK, desk_views.events, name="desk_events"),
    path(f"{DESK}nguoi-du/<int:pk>/", desk_views.guest, name="desk_guest"),
    path(f"{DESK}trinh-bay/<int:pk>/", desk_views.slot_request, name="desk_slot_request"),
    path(f"{DESK}<slug:slug>/", desk_views.event, name="desk_event"),
    path(f"{DESK}<slug:slug>/xin-trinh-bay/", desk_views.ask_for_slot, name="desk_slot_ask"),
    path("su-kien/", views.event_list, name="event_list"),
    path("su-kien/lich.ics", calendar.calendar, name="event_calendar"),
    path(
        "su-kien/loat/<slug:slug>/lich.ics",
        calendar.series_calendar,
        name="event_series_calendar",
    ),
    path("su-kien/loat/<slug:slug>/", views.series, name="event_series"),
    path("su-kien/<slug:slug>.ics", calendar.event_calendar, name="event_file"),
    path("su-kien/<slug:slug>/", views.event, name="event"),
]
