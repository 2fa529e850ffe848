from django.urls import path

from enterprises.approval import desk_views
from enterprises.approval.forms import TOPICS

DESK = "doanh-nghiep/cua-toi/"

urlpatterns = [
    path(f"{DESK}ho-so/", desk_views.profile, name="profile"),
    path(f"{DESK}ho-so/nguoi-lien-he/", desk_views.contact_person, name="contact_person"),
    *(
        path(
            f"{DESK}ho-so/{slug}/", desk_views.profile_topic, {"topic": topic}, name="profile_topic"
        )
        for slug, topic in TOPICS.items()
    ),
    path(f"{DESK}xem-truoc/", desk_views.profile_preview, name="profile_preview"),
    path(f"{DESK}yeu-cau/", desk_views.requests, name="requests"),
    path(f"{DESK}yeu-cau/<int:number>/", desk_views.request_detail, name="request"),
]
