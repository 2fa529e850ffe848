from django.urls import path

from news.documents import data, feeds, views

app_name = "documents"
urlpatterns = [
    path("van-ban/", views.document_list, name="list"),
    path("van-ban.<extension:extension>", data.documents, name="data"),
    path("van-ban/rss.xml", feeds.RssFeed(), name="rss"),
    path("van-ban/atom.xml", feeds.AtomFeed(), name="atom"),
    path("van-ban/<slug:slug>/", views.document, name="document"),
]
