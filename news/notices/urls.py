"""The addresses of notices, and of the files of their list."""

from django.urls import path

from news.notices import data, views

app_name = "notices"
urlpatterns = [
    path("thong-bao/", views.notice_list, name="list"),
    path("thong-bao.<extension:extension>", data.notices, name="data"),
    path("thong-bao/chuyen-muc/<slug:slug>/", views.section, name="section"),
    path("thong-bao/<slug:slug>/", views.notice, name="notice"),
]
