"""Ways in for people of enterprises, open to the public."""

from django.urls import path

from enterprises.people import invitation_views, join_views

urlpatterns = [
    path("dang-ky/", join_views.join, name="join"),
    path("dang-ky/da-gui/<str:mark>/", join_views.join_sent, name="join_sent"),
    path("loi-moi/<str:token>/", invitation_views.invitation, name="invitation"),
    path("loi-moi/<str:token>/xin-lai/", invitation_views.ask_again, name="invitation_ask_again"),
]
