from django.urls import path

from enterprises.events import views

urlpatterns = [
    path("", views.event_list, name="event_list"),
    path("loat/<slug:slug>/", views.series, name="event_series"),
    path("<slug:slug>/", views.event, name="event"),
]
