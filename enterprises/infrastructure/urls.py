"""Addresses of shared infrastructure, at the root of the site."""

from django.urls import path

from enterprises.infrastructure import data, views

urlpatterns = [
    path("ha-tang/", views.listing_list, name="infrastructure_list"),
    path("ha-tang.geojson", data.geojson, name="infrastructure_geojson"),
    path("ha-tang.<extension:extension>", data.listings, name="infrastructure_data"),
    path("ha-tang/<slug:slug>/lien-he/", views.contact, name="infrastructure_contact"),
    path("ha-tang/<slug:slug>/", views.listing, name="infrastructure"),
]
