"""A walk through the pages of the sitemap names those that fail and those that are not there."""

import re
from io import StringIO

import pytest
from django.core.management import CommandError, call_command
from django.http import HttpResponse

from portal.site.management.commands import crawl as command
from tests import builders

pytestmark = pytest.mark.django_db


def crawl(*words):
    output = StringIO()
    call_command("crawl", *words, stdout=output)
    return output.getvalue().splitlines()


def test_each_page_of_the_sitemap_is_requested(monkeypatch):
    page = builders.article("Trạm thu phát")
    asked = []
    monkeypatch.setattr(command, "_FIRST", ("/khong-co/",))
    ask = command.Client.get
    monkeypatch.setattr(
        command.Client, "get", lambda self, path, **kw: asked.append(path) or ask(self, path, **kw)
    )
    output = crawl()
    assert page.path in asked
    assert output[1:] == ["404 /khong-co/"]


def test_a_page_that_fails_is_a_failure(monkeypatch):
    answer = HttpResponse("<loc>/x/</loc>", status=500)
    monkeypatch.setattr(command.Client, "get", lambda *_words, **_kw: answer)
    with pytest.raises(CommandError, match="5"):
        crawl("--most", "5")


def test_of_many_addresses_it_asks_for_the_first():
    assert re.search(r"\b2\b", crawl("--most", "2")[0])


@pytest.mark.parametrize("most", ["0", "-5", "x"])
@pytest.mark.parametrize("command", ["crawl", "check_links"])
def test_a_number_of_addresses_that_is_none_is_refused(command, most):
    with pytest.raises(CommandError, match=f"'{most}' is not a number from 1 on"):
        call_command(command, f"--most={most}")
