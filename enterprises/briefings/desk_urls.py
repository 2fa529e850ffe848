from django.urls import path

from enterprises.briefings import desk_views

urlpatterns = [
    path("", desk_views.obstacle_list, name="desk_obstacles"),
    path("neu/", desk_views.new_obstacle, name="desk_obstacle_new"),
    path("<int:pk>/", desk_views.obstacle, name="desk_obstacle"),
]
