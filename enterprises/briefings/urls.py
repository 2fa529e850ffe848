from django.urls import path

from enterprises.briefings import desk_views, views

DESK = "doanh-nghiep/cua-toi/vuong-mac/"

urlpatterns = [
    path(DESK, desk_views.obstacle_list, name="desk_obstacles"),
    path(f"{DESK}neu/", desk_views.new_obstacle, name="desk_obstacle_new"),
    path(f"{DESK}<int:pk>/", desk_views.obstacle, name="desk_obstacle"),
    path("su-kien/vuong-mac/", views.obstacles, name="obstacles"),
]
