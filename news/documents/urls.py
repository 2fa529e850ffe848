from django.urls import path

from news.documents import data, views

app_name = "documents"
urlpatterns = [
    path("van-ban/", views.document_list, name="list"),
    path("van-ban.<extension:extension>", data.documents, name="data"),
    path("van-ban/<slug:slug>/", views.document, name="document"),
]
