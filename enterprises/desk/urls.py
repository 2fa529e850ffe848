from django.urls import path

from enterprises.desk import handbook, views

urlpatterns = [
    path("", views.home, name="desk"),
    path("so-tay/", handbook.handbook, name="handbook"),
    path("so-tay/<slug:name>.png", handbook.picture, name="handbook_picture"),
]
