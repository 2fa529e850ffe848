from django.urls import path, register_converter

from news.articles import views
from portal.publishing.archive import FourDigitYear, TwoDigitMonth

register_converter(FourDigitYear, "yyyy")
register_converter(TwoDigitMonth, "mm")

app_name = "news"
urlpatterns = [
    path("", views.article_list, name="list"),
    path("chuyen-muc/<slug:slug>/", views.section, name="section"),
    path("<yyyy:year>/", views.archive, name="year"),
    path("<yyyy:year>/<mm:month>/", views.archive, name="month"),
    path("<slug:slug>/", views.article, name="article"),
]
