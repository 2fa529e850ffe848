"""Addresses of shared infrastructure, on the desk and for readers."""

from django.urls import path

from enterprises.infrastructure import data, desk_views, match_views, views

DESK = "doanh-nghiep/cua-toi/ha-tang/"

urlpatterns = [
    path(DESK, desk_views.listings, name="desk_infrastructure"),
    path(f"{DESK}moi/", desk_views.new, name="desk_infrastructure_new"),
    path(f"{DESK}<int:pk>/", desk_views.listing, name="desk_infrastructure_one"),
    path(f"{DESK}<int:pk>/sua/", desk_views.edit, name="desk_infrastructure_edit"),
    path(f"{DESK}<int:pk>/xem-truoc/", desk_views.preview, name="desk_infrastructure_preview"),
    path(f"{DESK}<int:pk>/ghep/", match_views.propose, name="desk_match_propose"),
    path(f"{DESK}ghep/<int:pk>/", match_views.answer, name="desk_match_answer"),
    path(f"{DESK}<int:pk>/<slug:name>/", desk_views.step, name="desk_infrastructure_step"),
    path("ha-tang/", views.listing_list, name="infrastructure_list"),
    path("ha-tang.geojson", data.geojson, name="infrastructure_geojson"),
    path("ha-tang.<extension:extension>", data.listings, name="infrastructure_data"),
    path("ha-tang/<slug:slug>/lien-he/", views.contact, name="infrastructure_contact"),
    path("ha-tang/<slug:slug>/", views.listing, name="infrastructure"),
]
