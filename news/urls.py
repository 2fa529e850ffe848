"""The addresses of news, documents, notices and procedures, and of the files of their lists."""

from django.urls import include, path, register_converter

from news.articles import views as articles
from news.documents import data as document_data
from news.documents import views as documents
from news.notices import data as notice_data
from news.notices import views as notices
from news.procedures import data as procedure_data
from news.procedures import views as procedures
from portal.publishing.archive import FourDigitYear, TwoDigitMonth

register_converter(FourDigitYear, "yyyy")
register_converter(TwoDigitMonth, "mm")

_news = [
    path("", articles.article_list, name="list"),
    path("chuyen-muc/<slug:slug>/", articles.section, name="section"),
    path("<yyyy:year>/", articles.archive, name="year"),
    path("<yyyy:year>/<mm:month>/", articles.archive, name="month"),
    path("<slug:slug>/", articles.article, name="article"),
]
_documents = [
    path("van-ban/", documents.document_list, name="list"),
    path("van-ban.<extension:extension>", document_data.documents, name="data"),
    path("van-ban/<slug:slug>/", documents.document, name="document"),
]
_notices = [
    path("thong-bao/", notices.notice_list, name="list"),
    path("thong-bao.<extension:extension>", notice_data.notices, name="data"),
    path("thong-bao/chuyen-muc/<slug:slug>/", notices.section, name="section"),
    path("thong-bao/<slug:slug>/", notices.notice, name="notice"),
]
_procedures = [
    path("thu-tuc/", procedures.procedure_list, name="list"),
    path("thu-tuc.<extension:extension>", procedure_data.procedures, name="data"),
    path("thu-tuc/linh-vuc/<slug:slug>/", procedures.section, name="section"),
    path("thu-tuc/<slug:slug>/", procedures.procedure, name="procedure"),
]
urlpatterns = [
    path("tin-tuc/", include((_news, "news"))),
    path("", include((_documents, "documents"))),
    path("", include((_notices, "notices"))),
    path("", include((_procedures, "procedures"))),
]
