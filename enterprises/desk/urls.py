from django.urls import path

from enterprises.desk import views

DESK = "doanh-nghiep/cua-toi/"

urlpatterns = [
    path(DESK, views.home, name="desk"),
    path(f"{DESK}so-tay/", views.handbook, name="handbook"),
    path(f"{DESK}so-tay/<slug:name>.png", views.handbook_picture, name="handbook_picture"),
]
