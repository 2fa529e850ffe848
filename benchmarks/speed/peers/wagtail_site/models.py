"""A home page, a list and its articles, as Wagtail's handbook has its blog."""

from typing import Any

from django.core.paginator import Paginator
from django.db import models
from django.http import HttpRequest
from wagtail.admin.panels import FieldPanel
from wagtail.fields import RichTextField
from wagtail.models import Page
from wagtail.search import index

PAGE_SIZE = 20


class HomePage(Page):
    def get_context(self, request: HttpRequest, *args: Any, **kwargs: Any) -> dict[str, Any]:
        """Add the newest articles, and the sections of the menu."""
        context = super().get_context(request, *args, **kwargs)
        context["articles"] = ArticlePage.objects.live().order_by("-date")[:5]
        return context


class ArticleIndexPage(Page):
    def get_context(self, request: HttpRequest, *args: Any, **kwargs: Any) -> dict[str, Any]:
        """Add one page of the articles, the newest first."""
        context = super().get_context(request, *args, **kwargs)
        articles = ArticlePage.objects.child_of(self).live().order_by("-date")
        context["articles"] = Paginator(articles, PAGE_SIZE).get_page(request.GET.get("page"))
        return context


class ArticlePage(Page):
    date = models.DateTimeField(db_index=True)
    section = models.CharField(max_length=100)
    summary = models.TextField(blank=True)
    body = RichTextField(blank=True)

    search_fields = [
        *Page.search_fields,
        index.SearchField("summary"),
        index.SearchField("body"),
        index.FilterField("date"),
    ]
    content_panels = [
        *Page.content_panels, FieldPanel("date"), FieldPanel("section"), FieldPanel("summary"),
        FieldPanel("body"),
    ]  # fmt: skip

    def get_context(self, request: HttpRequest, *args: Any, **kwargs: Any) -> dict[str, Any]:
        """Add the article before this one, and others of its section."""
        context = super().get_context(request, *args, **kwargs)
        others = ArticlePage.objects.live().order_by("-date")
        context["older"] = others.filter(date__lt=self.date).first()
        context["related"] = others.filter(section=self.section).exclude(pk=self.pk)[:4]
        return context
