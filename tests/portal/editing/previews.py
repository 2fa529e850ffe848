"""What the tests of previews look at: a text that nobody else may see, and where it is shown."""

from bs4 import BeautifulSoup
from django.urls import reverse

SECRET = "Không ai được thấy"


def at(name, article):
    return reverse(f"admin:articles_article_{name}", args=[article.pk])


def soup(response):
    return BeautifulSoup(response.content, "html.parser")
