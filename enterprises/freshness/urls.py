from django.urls import path

from enterprises.freshness import views

urlpatterns = [
    path("doanh-nghiep/con-dung/<str:token>/", views.still_right, name="still_right"),
    path("doanh-nghiep/cua-toi/con-dung/", views.desk_still_right, name="desk_still_right"),
]
