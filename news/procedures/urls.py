"""The addresses of procedures, and of the files of their list."""

from django.urls import path

from news.procedures import data, views

app_name = "procedures"
urlpatterns = [
    path("thu-tuc/", views.procedure_list, name="list"),
    path("thu-tuc.<extension:extension>", data.procedures, name="data"),
    path("thu-tuc/linh-vuc/<slug:slug>/", views.section, name="section"),
    path("thu-tuc/<slug:slug>/", views.procedure, name="procedure"),
]
