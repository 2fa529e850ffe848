from django.urls import path

from portal.participation.questions import pages, views

app_name = "questions"
urlpatterns = [
    path("", pages.answer_list, name="list"),
    path("linh-vuc/<slug:slug>/", pages.section, name="section"),
    path("tra-cuu/", views.track, name="track"),
    path("tra-cuu/da-gui/", views.tracked, name="tracked"),
    path("da-gui/<str:mark>/", views.sent, name="sent"),
    path("theo-doi/<str:mark>/", views.state, name="state"),
    path("<slug:slug>/", pages.answer, name="answer"),
]
