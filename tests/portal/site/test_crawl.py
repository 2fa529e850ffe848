"""A walk through the public pages names those that fail and the links that lead nowhere."""

from io import StringIO

import pytest
from django.core.management import CommandError, call_command

from portal.site.static_copy import walking
from portal.site.static_copy.walking import Answer

HTML = {"content-type": "text/html"}


@pytest.fixture
def pages(monkeypatch):
    """Which address is answered with which status and links; all others are not found."""
    found: dict[str, tuple[int, str]] = {}

    def ask(address):
        status, body = found.get(address, (404, ""))
        return Answer(status, HTML, body.encode())

    monkeypatch.setattr(walking, "BEGIN", ("/",))
    monkeypatch.setattr(walking, "_asker", lambda: ask)
    return found


def crawl(*words):
    output = StringIO()
    call_command("crawl", *words, stdout=output)
    return output.getvalue().splitlines()


def test_links_that_lead_nowhere_are_named_and_are_no_failure(pages):
    pages["/"] = (200, '<a href="/a/"></a> <link href="/static/a.css">')
    output = crawl()
    assert "2" in output[0]
    assert output[1:] == ["404 /a/"]


def test_a_page_that_fails_is_a_failure(pages):
    pages["/"] = (200, '<a href="/a/"></a>')
    pages["/a/"] = (500, "")
    with pytest.raises(CommandError, match="/a/"):
        crawl()


def test_of_many_addresses_it_asks_for_the_first(pages):
    pages["/"] = (200, "".join(f'<a href="/{number}/"></a>' for number in range(9)))
    assert crawl("--most", "4")[1:] == ["404 /0/", "404 /1/", "404 /2/"]


@pytest.mark.parametrize("most", ["0", "-5", "x"])
@pytest.mark.parametrize("command", ["crawl", "check_links"])
def test_a_number_of_addresses_that_is_none_is_refused(command, most):
    with pytest.raises(CommandError, match=f"'{most}' is not a number from 1 on"):
        call_command(command, f"--most={most}")
