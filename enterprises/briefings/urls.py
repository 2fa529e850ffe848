from django.urls import path

from enterprises.briefings import views

urlpatterns = [
    path("su-kien/vuong-mac/", views.obstacles, name="obstacles"),
]
