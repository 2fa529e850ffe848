from django.urls import path

from enterprises.association import views

urlpatterns = [
    path("hoi-tin-hoc/", views.association, name="association"),
]
