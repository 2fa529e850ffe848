from django.urls import path

from enterprises.desk import views

urlpatterns = [
    path("", views.home, name="desk"),
]
