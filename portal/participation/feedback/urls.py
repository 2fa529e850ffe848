from django.urls import path

from portal.participation.feedback import views

app_name = "feedback"
urlpatterns = [
    path("", views.answer, name="answer"),
    path("<str:mark>/", views.word, name="word"),
]
