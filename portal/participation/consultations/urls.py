from django.urls import path

from portal.participation.consultations import calendar, data, tracking, views

app_name = "consultations"
urlpatterns = [
    path("gop-y/", views.consultation_list, name="list"),
    path("gop-y/tra-cuu/", tracking.track, name="track"),
    path("gop-y/lich.ics", calendar.deadlines, name="calendar"),
    path("gop-y.<extension:extension>", data.consultations, name="data"),
    path("gop-y/<slug:slug>.<extension:extension>", data.comments, name="comments_data"),
    path("gop-y/<slug:slug>/gui/", views.comment, name="comment"),
    path("gop-y/<slug:slug>/gui/<str:mark>/", tracking.comment_sent, name="comment_sent"),
    path("gop-y/<slug:slug>/", views.consultation, name="consultation"),
]
