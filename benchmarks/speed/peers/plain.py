"""The smallest Django that shows the same rows: one file, no middleware, three queries a page."""

import os
from typing import Any

import django
from django.conf import settings
from django.core.wsgi import get_wsgi_application

settings.configure(
    SECRET_KEY="benchmark",  # noqa: S106  # nothing is signed
    ALLOWED_HOSTS=["127.0.0.1"],
    ROOT_URLCONF=__name__,
    USE_TZ=True,
    TIME_ZONE="Asia/Ho_Chi_Minh",
    DATABASES={
        "default": {
            "ENGINE": "django.db.backends.postgresql",
            "HOST": os.environ["BENCH_SOCKET"],
            "NAME": os.environ["BENCH_DATABASE"],
            "USER": os.environ["BENCH_USER"],
            "CONN_MAX_AGE": 60,
        }
    },
    TEMPLATES=[
        {
            "BACKEND": "django.template.backends.django.DjangoTemplates",
            "DIRS": [os.path.join(os.path.dirname(__file__), "plain_templates")],
        }
    ],
)
django.setup()

from django.db import models  # noqa: E402  # the settings come first
from django.http import HttpRequest, HttpResponse  # noqa: E402  # Django is set up above
from django.shortcuts import get_object_or_404, render  # noqa: E402  # Django is set up above
from django.urls import path  # noqa: E402  # Django is set up above
from django.utils import timezone  # noqa: E402  # Django is set up above

PAGE_SIZE = 20


class Section(models.Model):  # noqa: DJ008  # never named
    kind = models.CharField(max_length=32)
    name = models.CharField(max_length=100)
    slug = models.SlugField()

    class Meta:
        app_label = "plain"
        managed = False
        db_table = "publishing_section"


class Article(models.Model):  # noqa: DJ008  # likewise
    kind = models.CharField(max_length=32)
    state = models.CharField(max_length=16)
    slug = models.SlugField()
    path = models.CharField(max_length=255)
    title = models.CharField(max_length=300)
    summary = models.TextField()
    body = models.TextField()
    published_at = models.DateTimeField()
    section = models.ForeignKey(Section, on_delete=models.PROTECT)

    class Meta:
        app_label = "plain"
        managed = False
        db_table = "publishing_publication"


def _public() -> Any:
    public = {"kind": "article", "state": "published", "published_at__lte": timezone.now()}
    return Article.objects.filter(**public)


def _newest() -> Any:
    return _public().select_related("section").defer("body").order_by("-published_at", "-id")


def _sections() -> list[Section]:
    return list(Section.objects.filter(kind="article"))


def home(request: HttpRequest) -> HttpResponse:
    lead, *others = _newest()[:5]
    found = {"lead": lead, "articles": others, "sections": _sections()}
    found["documents"] = list(_newest().filter(section=lead.section)[:5])
    return render(request, "home.html", found)


def article_list(request: HttpRequest) -> HttpResponse:
    start = (int(request.GET.get("trang", "1")) - 1) * PAGE_SIZE
    found = list(_newest()[start : start + PAGE_SIZE + 1])
    years = _public().order_by("published_at").values_list("published_at")[:1]
    context = {"articles": found[:PAGE_SIZE], "sections": _sections(), "since": years[0]}
    return render(request, "list.html", context)


def article(request: HttpRequest, slug: str) -> HttpResponse:
    found = get_object_or_404(_public().select_related("section"), path=f"/tin-tuc/{slug}/")
    older = _newest().filter(published_at__lt=found.published_at)[:1]
    related = _newest().filter(section=found.section_id).exclude(pk=found.pk)[:4]
    context = {"article": found, "older": list(older), "related": related}
    return render(request, "article.html", context)


urlpatterns = [
    path("", home),
    path("tin-tuc/", article_list),
    path("tin-tuc/<slug:slug>/", article),
]
application = get_wsgi_application()
