from django.urls import path

from portal.exchange.opendata import rows, views

app_name = "opendata"
# Those that have an English page; they stand below /en/.
english_sets = [
    path("", views.index, name="index"),
    path("<slug:slug>/", views.data_set, name="set"),
]
urlpatterns = [
    path("", views.index, name="index"),
    path("dcat.jsonld", views.catalogue, name="dcat"),
    path("openapi.json", views.api_description, name="openapi"),
    path("toan-bo.zip", views.bulk, name="bulk"),
    path("api/<slug:slug>.json", rows.rows, name="rows"),
    # What is no number is told in the form of the API, too.
    path("api/<slug:slug>/<str:pk>.json", rows.row, name="row"),
    path("<slug:slug>.<extension:extension>", views.file, name="file"),
    path("<slug:slug>/", views.data_set, name="set"),
]
