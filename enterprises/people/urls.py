"""Addresses of an enterprise's people: on the desk, and the public ways in."""

from django.urls import path

from enterprises.people import desk_views, invitation_views, join_views

DESK = "doanh-nghiep/cua-toi/nguoi/"
INVITATION = "doanh-nghiep/loi-moi/<str:token>/"

urlpatterns = [
    path(DESK, desk_views.people, name="desk_people"),
    path(f"{DESK}moi/", desk_views.invite, name="desk_invite"),
    path(f"{DESK}roi/", desk_views.leave, name="desk_leave"),
    path(
        f"{DESK}loi-moi/<int:pk>/gui-lai/",
        desk_views.invitation_again,
        name="desk_invitation_again",
    ),
    path(
        f"{DESK}loi-moi/<int:pk>/thu-hoi/",
        desk_views.invitation_revoke,
        name="desk_invitation_revoke",
    ),
    path(f"{DESK}<int:pk>/vai-tro/", desk_views.role, name="desk_person_role"),
    path(f"{DESK}<int:pk>/ket-thuc/", desk_views.end, name="desk_person_end"),
    path(f"{DESK}<int:pk>/ban-giao/", desk_views.hand_over, name="desk_hand_over"),
    path("doanh-nghiep/dang-ky/", join_views.join, name="join"),
    path("doanh-nghiep/dang-ky/da-gui/<str:mark>/", join_views.join_sent, name="join_sent"),
    path(INVITATION, invitation_views.invitation, name="invitation"),
    path(f"{INVITATION}xin-lai/", invitation_views.ask_again, name="invitation_ask_again"),
]
