"""Every kind of page: right HTML, a title of its own, and links that lead somewhere."""

from collections import defaultdict
from dataclasses import dataclass, field
from functools import cached_property
from http import HTTPStatus
from urllib.parse import urldefrag, urljoin

import html5lib
import pytest
from bs4 import BeautifulSoup
from django.conf import settings as site_settings
from django.db import transaction
from django.test import Client, override_settings
from html5lib.constants import E as WORDS

from portal.accounts.models import User
from tests.loaded_demo import load_demo
from tests.page_kinds import DESK, IN_THE_DEMO, NO_PAGES, SIGNED_IN, Kind, in_the_demo, pages
from tests.page_rows import ROWS, address_of, made, to_make
from tests.portal.site.form_anatomy import lost, sent_empty, unlike, unsaid
from tests.sampling import sample

# With the tests of the database: what commits, after them, empties every table.
pytestmark = pytest.mark.django_db
SHOWN = 60


@dataclass(frozen=True)
class Page:
    """What the reader of a kind of page gets."""

    kind: Kind
    status: int
    type: str
    html: str
    cookies: tuple[str, ...] = ()
    # What its forms answer when they are sent with nothing filled in.
    refused: dict[str, BeautifulSoup] = field(default_factory=dict)

    @cached_property
    def soup(self) -> BeautifulSoup:
        return BeautifulSoup(self.html, "html.parser")

    @property
    def has_form(self) -> bool:
        return self.status == HTTPStatus.OK and 'method="post"' in self.html


@dataclass(frozen=True, slots=True)
class Site:
    """All kinds of pages, and how some of what they link to answers who has not signed in."""

    pages: dict[str, Page]
    links: dict[str, int]


def fetch(kind: Kind) -> Page:
    client = Client()
    if kind.who:
        client.force_login(User.objects.get(username=kind.who))
    if kind.session:
        client.cookies[site_settings.SESSION_COOKIE_NAME] = kind.session
    answer = client.get(kind.path)
    name = answer.get("Content-Type", "").partition(";")[0]
    page = Page(kind, answer.status_code, name, b"".join(answer).decode(), tuple(answer.cookies))
    if page.has_form:
        with transaction.atomic():
            page.refused.update(sent_empty(client, kind.path, page.soup))
            transaction.set_rollback(True)
    return page


def fetch_made(name: str) -> Page:
    with transaction.atomic():
        page = fetch(made(name))
        transaction.set_rollback(True)
    return page


@pytest.fixture(scope="module")
def site(django_db_setup, django_db_blocker):
    """Looked at once; nothing of what was made for it stays."""
    known = override_settings(DEMO_PASSWORD="mat-khau-rat-dai")
    with django_db_blocker.unblock(), known, transaction.atomic():
        load_demo()
        pages = {kind.name: fetch(kind) for kind in in_the_demo(but=ROWS)}
        pages |= {name: fetch_made(name) for name in to_make()}
        links = {link: Client().get(link).status_code for link in some_links(pages)}
        transaction.set_rollback(True)
    return Site(pages, links)


def some_links(pages: dict[str, Page]) -> list[str]:
    """A sample of them: the walk of the long suite goes by every link (test_audit.py)."""
    return sample(sorted(links_of(pages)), one_in=4)


def links_of(pages: dict[str, Page]) -> set[str]:
    """The addresses of the site that public pages of the demo link to, without their fragments."""
    found = set()
    for page in pages.values():
        if page.kind.who or page.kind.name in ROWS or page.status != 200:
            continue
        for link in page.soup.select("a[href], link[href]"):
            address = urldefrag(urljoin(page.kind.path, str(link["href"]))).url
            address = address.removeprefix(site_settings.SITE_URL)
            if address.startswith("/") and not address.startswith(("//", "/static/")):
                found.add(address)
    return found


# --- The list ------------------------------------------------------------------------------------


def test_the_list_names_nothing_that_is_no_address():
    names = {route.name for route in pages()}
    assert {*IN_THE_DEMO, *map(address_of, ROWS), *NO_PAGES, *SIGNED_IN} - names == set()


def test_what_is_said_to_be_no_page_is_none(client, db):
    found = [
        route.text
        for route in pages()
        if route.name in NO_PAGES and not route.parts
        if (answer := client.get(route.text)).status_code == 200
        if answer["Content-Type"].startswith("text/html")
    ]
    assert found == []


def is_for_all(page: Page) -> bool:
    """Whether anybody comes to it by searching or by a link."""
    return not page.kind.who and page.kind.name not in ROWS and "/tai-khoan/" not in page.kind.path


def asks_to_sign_in(link: str) -> bool:
    return link.startswith(("/admin/", DESK, "/tai-khoan/")) or link.endswith("/lien-he/")


# --- What every page keeps -----------------------------------------------------------------------


def test_each_page_is_there_for_its_reader(site):
    wrong = {
        name: (page.status, page.type)
        for name, page in site.pages.items()
        if (page.status, page.type) != (page.kind.status, "text/html")
    }
    assert wrong == {}


def complaints(html: str) -> list[str]:
    """What a strict parser says: place, complaint, and the text around the place."""
    parser = html5lib.HTMLParser()
    parser.parse(html)
    lines = html.split("\n")
    return [
        f"line {line}: {WORDS[code] % values} … {lines[line - 1][max(0, at - SHOWN) : at + 10]!r}"
        for (line, at), code, values in parser.errors
    ]


def test_a_strict_parser_has_no_complaint_about_any_page(site):
    found = {name: wrong for name, page in site.pages.items() if (wrong := complaints(page.html))}
    assert found == {}


def test_the_strict_parser_would_complain():
    text = "<!DOCTYPE html>\n<title>T</title><p>Sở</div>"
    message = "End tag (div) seen too early. Expected other end tag."
    assert complaints(text) == [f"line 2: {message} … '<title>T</title><p>Sở</div>'"]


def test_no_id_stands_twice_on_a_page(site):
    twice = {}
    for name, page in site.pages.items():
        ids = [tag["id"] for tag in page.soup.select("[id]")]
        if doubled := {each for each in ids if ids.count(each) > 1}:
            twice[name] = doubled
    assert twice == {}


def test_each_page_has_one_first_heading(site):
    counts = {name: len(page.soup.select("h1")) for name, page in site.pages.items()}
    assert {name: count for name, count in counts.items() if count != 1} == {}


def test_each_article_has_a_heading_or_a_name(site):
    """As the Nu validator asks; a reader of headings would pass one without."""
    bare = {}
    for name, page in site.pages.items():
        articles = page.soup.select("article:not([aria-label])")
        without = [each for each in articles if not each.select_one("h1, h2, h3, h4, h5, h6")]
        if without:
            bare[name] = [str(each)[:SHOWN] for each in without]
    assert bare == {}


def test_no_two_pages_have_one_title(site):
    """A page in another state is the same page where it names the same address as its own."""
    titles = defaultdict(set)
    public = {name: page for name, page in site.pages.items() if is_for_all(page)}
    for name, page in public.items():
        title = page.soup.title
        assert title is not None, name
        assert title.get_text().strip() != "", name
        canonical = page.soup.select_one("link[rel=canonical]")
        titles[title.get_text()].add(str(canonical["href"]) if canonical else page.kind.path)
    assert {title: places for title, places in titles.items() if len(places) > 1} == {}


def test_no_link_is_broken_and_none_leads_through_another(site):
    assert len(links_of(site.pages)) > 50
    wrong = {link: status for link, status in site.links.items() if status != 200}
    assert {link: status for link, status in wrong.items() if not asks_to_sign_in(link)} == {}


def test_only_a_page_with_a_form_to_send_sets_a_cookie(site):
    """Those without can be kept for everybody."""
    setting = {
        name for name, page in site.pages.items() if page.cookies and not page.kind.is_for_somebody
    }
    with_form = {name for name, page in site.pages.items() if page.has_form}
    assert setting - with_form == set()


def test_no_page_needs_a_script(site):
    """What helps where scripts run comes as a module, which old telephones leave alone."""
    running = {}
    for name, page in site.pages.items():
        scripts = page.soup.select("script")
        kinds = {script.get("type") for script in scripts}
        if others := kinds - {"application/ld+json", "module"}:
            running[name] = others
    assert running == {}


# --- What every form keeps -----------------------------------------------------------------------


def test_every_form_has_label_hint_errors_and_field_in_one_order(site):
    wrong = {name: found for name, page in site.pages.items() if (found := unlike(page.soup))}
    assert wrong == {}


def refused_forms(site: Site) -> dict[tuple[str, str], BeautifulSoup]:
    """What every form of every page answers when nothing is filled in."""
    pages = site.pages.items()
    return {(name, to): message for name, page in pages for to, message in page.refused.items()}


def test_a_refused_form_names_all_its_faults_at_once_and_leads_to_each(site):
    answers = {
        (name, to): message
        for name, page in site.pages.items()
        for to, message in page.refused.items()
    }
    faulty = {key: page for key, page in answers.items() if page.select("[aria-invalid=true]")}
    assert len(faulty) > 20
    assert {key: found for key, page in faulty.items() if (found := unsaid(page))} == {}


def test_no_form_loses_a_file_over_a_fault_elsewhere(site):
    answers = {
        (name, to): message
        for name, page in site.pages.items()
        for to, message in page.refused.items()
    }
    with_file = {key: page for key, page in answers.items() if page.select("input[type=file]")}
    assert len(with_file) >= 2
    assert {key: found for key, page in with_file.items() if (found := lost(page))} == {}
