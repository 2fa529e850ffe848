from django.urls import path

from portal.participation.questions import tracking, views

app_name = "questions"
urlpatterns = [
    path("", views.answer_list, name="list"),
    path("linh-vuc/<slug:slug>/", views.section, name="section"),
    path("tra-cuu/", tracking.track, name="track"),
    path("tra-cuu/da-gui/", tracking.tracked, name="tracked"),
    path("da-gui/<str:mark>/", tracking.sent, name="sent"),
    path("theo-doi/<str:mark>/", tracking.state, name="state"),
    path("<slug:slug>/", views.answer, name="answer"),
]
# Those that have an English page; they stand below /en/.
english = [
    path("tra-cuu/", tracking.track, name="track"),
    path("tra-cuu/da-gui/", tracking.tracked, name="tracked"),
]
