from django.urls import path

from portal.participation.questions import views

app_name = "questions"
urlpatterns = [
    path("", views.answer_list, name="list"),
    path("linh-vuc/<slug:slug>/", views.section, name="section"),
    path("tra-cuu/", views.track, name="track"),
    path("tra-cuu/da-gui/", views.tracked, name="tracked"),
    path("da-gui/<str:mark>/", views.sent, name="sent"),
    path("theo-doi/<str:mark>/", views.state, name="state"),
    path("<slug:slug>/", views.answer, name="answer"),
]
