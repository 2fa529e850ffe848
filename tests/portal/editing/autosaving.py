"""Forms that keep what is typed: their addresses, their marks, and what was kept."""

from bs4 import BeautifulSoup
from django.urls import reverse

from news.articles.models import Article
from portal.editing import autosave
from portal.editing.autosave import OpenForm
from portal.editing.models import Autosave

ADD = "/admin/news/article/add/"
KEEP = "/admin/news/article/go-do/"


def change(article):
    return reverse("admin:articles_article_change", args=[article.pk])


def mark(user, article=None):
    return OpenForm(user.pk, Article.KIND, article.pk if article else None).sign()


def shown(client, url, **query):
    return client.get(url, query).text


def opened(client, url, **query):
    """Return the marks of a form that is opened now, and what its notice offers."""
    page = BeautifulSoup(shown(client, url, **query), "html.parser")
    marks = {
        field["name"]: field["value"]
        for field in page.select("#content-main > form > input[type=hidden]")
        if field["name"] in (autosave.FORM, autosave.OPENING)
    }
    return marks, page.select_one("#unsaved")


def kept_titles():
    return [row.fields["title"] for row in Autosave.objects.order_by("saved_at")]
