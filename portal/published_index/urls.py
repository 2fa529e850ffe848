from django.urls import path

from portal.published_index import data, views

app_name = "published_index"
urlpatterns = [
    path("cong-khai/", views.index, name="index"),
    path("cong-khai.<extension:extension>", data.index_file, name="data"),
]
