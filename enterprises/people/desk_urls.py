"""Our people, below the desk's address."""

from django.urls import path

from enterprises.people import desk_views

urlpatterns = [
    path("", desk_views.people, name="desk_people"),
    path("moi/", desk_views.invite, name="desk_invite"),
    path("roi/", desk_views.leave, name="desk_leave"),
    path("loi-moi/<int:pk>/gui-lai/", desk_views.invitation_again, name="desk_invitation_again"),
    path("loi-moi/<int:pk>/thu-hoi/", desk_views.invitation_revoke, name="desk_invitation_revoke"),
    path("<int:pk>/vai-tro/", desk_views.role, name="desk_person_role"),
    path("<int:pk>/ket-thuc/", desk_views.end, name="desk_person_end"),
    path("<int:pk>/ban-giao/", desk_views.hand_over, name="desk_hand_over"),
]
