from django.urls import path

from enterprises.events import desk_views as views

urlpatterns = [
    path("", views.events, name="desk_events"),
    path("nguoi-du/<int:pk>/", views.guest, name="desk_guest"),
    path("trinh-bay/<int:pk>/", views.slot_request, name="desk_slot_request"),
    path("<slug:slug>/", views.event, name="desk_event"),
    path("<slug:slug>/xin-trinh-bay/", views.ask_for_slot, name="desk_slot_ask"),
]
