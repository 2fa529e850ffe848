from django.urls import include, path

from enterprises.desk import handbook, views

urlpatterns = [
    path("", views.home, name="desk"),
    path("so-tay/", handbook.handbook, name="handbook"),
    path("so-tay/<slug:name>.png", handbook.picture, name="handbook_picture"),
    path("su-kien/", include("enterprises.events.desk_urls")),
]
