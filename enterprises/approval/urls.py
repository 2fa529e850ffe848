from django.urls import path

from enterprises.approval import profile_views, request_views
from enterprises.approval.topics import TOPICS

urlpatterns = [
    path("ho-so/", profile_views.profile, name="profile"),
    path("ho-so/nguoi-lien-he/", profile_views.contact_person, name="contact_person"),
    *(
        path(f"ho-so/{slug}/", profile_views.profile_topic, {"topic": topic}, name="profile_topic")
        for slug, topic in TOPICS.items()
    ),
    path("xem-truoc/", profile_views.profile_preview, name="profile_preview"),
    path("yeu-cau/", request_views.requests, name="requests"),
    path("yeu-cau/<int:number>/", request_views.request_detail, name="request"),
]
