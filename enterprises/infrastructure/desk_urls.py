"""Addresses of shared infrastructure on an enterprise's desk."""

from django.urls import path

from enterprises.infrastructure import desk_views, match_views

urlpatterns = [
    path("", desk_views.listings, name="desk_infrastructure"),
    path("moi/", desk_views.new, name="desk_infrastructure_new"),
    path("<int:pk>/", desk_views.listing, name="desk_infrastructure_one"),
    path("<int:pk>/sua/", desk_views.edit, name="desk_infrastructure_edit"),
    path("<int:pk>/xem-truoc/", desk_views.preview, name="desk_infrastructure_preview"),
    path("<int:pk>/ghep/", match_views.propose, name="desk_match_propose"),
    path("ghep/<int:pk>/", match_views.answer, name="desk_match_answer"),
    path("<int:pk>/<slug:name>/", desk_views.step, name="desk_infrastructure_step"),
]
