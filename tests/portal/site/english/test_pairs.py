"""A page that exists in both languages says so in both, the same way, to readers and machines."""

from importlib import import_module

import pytest
from bs4 import BeautifulSoup
from django.conf import settings
from django.db import IntegrityError, connection, transaction
from django.urls import reverse

from portal.accounts.roles import Role
from portal.editing.compare import differences
from portal.newsroom.bundles.readiness import readiness_of
from portal.publishing import changes, pairs, revisions, services, workflow
from portal.publishing.models import BundleMember, EnglishVersion, Publication, State, Topic
from portal.publishing.models.kinds import admin_address, kinds
from tests import builders
from tests.news import builders as news
from tests.portal.editing.test_no_pending_leaks import MAKE
from tests.portal.newsroom.bundles.making import bundle
from tests.sampling import params

pytestmark = pytest.mark.django_db
KINDS = sorted(set(MAKE) - {"english", "product", "infrastructure"})


def soup(client, address):
    response = client.get(address)
    assert response.status_code == 200, address
    return BeautifulSoup(response.content, "html.parser")


def alternates(client, address):
    """The languages and paths that a page's head names."""
    found = soup(client, address).select('link[rel="alternate"][hreflang]')
    return {link["hreflang"]: link["href"].removeprefix(settings.SITE_URL) for link in found}


def switch(client, address):
    link = soup(client, address).select_one(".language-switch a")
    return link["href"], link["hreflang"], link["lang"], link.get_text()


def pair(vi, en):
    return {"vi": vi, "en": en, "x-default": vi}


LISTS = [
    reverse(model.LIST_VIEW)
    for kind, model in kinds().items()
    if kind != "english" and model.LIST_VIEW
]


@pytest.mark.parametrize(
    "path", params(["/", "/gioi-thieu/", "/lien-he/", "/tim-kiem/", *LISTS], one_in=3)
)
def test_the_sites_own_pages_come_in_pairs(client, path):
    builders.english(builders.article("Một"))
    expected = pair(path, f"/en{path}")
    assert alternates(client, path) == expected
    assert alternates(client, f"/en{path}") == expected
    assert switch(client, path) == (f"/en{path}", "en", "en", "English")
    assert switch(client, f"/en{path}") == (path, "vi", "vi", "Tiếng Việt")


def test_a_list_without_a_translation_is_named_to_people_and_to_no_engine(client):
    pairs.IN_ENGLISH.fix(None)
    article = builders.article("Một")
    for path in ("/tin-tuc/", "/van-ban/"):
        assert alternates(client, path) == alternates(client, f"/en{path}") == {}
        assert switch(client, path)[0] == f"/en{path}"
        assert "noindex" in client.get(f"/en{path}").text
    for path in ("/", "/lien-he/"):
        assert alternates(client, path) == pair(path, f"/en{path}")
    builders.english(article, "One")
    news.document()
    for path in ("/tin-tuc/", "/van-ban/"):
        expected = pair(path, f"/en{path}")
        assert alternates(client, path) == alternates(client, f"/en{path}") == expected
    assert alternates(client, "/thong-bao/") == {}


@pytest.mark.parametrize("kind", params(KINDS, one_in=3))
def test_a_translated_page_of_any_kind_names_the_other_and_is_named_back(client, kind):
    page = services.save(MAKE[kind](), by=None)
    version = builders.english(page, "In English")
    assert version.path == f"/en{page.path}"
    expected = pair(page.path, version.path)
    assert alternates(client, page.path) == expected
    assert alternates(client, version.path) == expected
    assert switch(client, page.path)[0] == version.path
    assert switch(client, version.path)[0] == page.path
    canonical = soup(client, version.path).select_one('link[rel="canonical"]')["href"]
    assert canonical == settings.SITE_URL + version.path


def test_every_public_english_version_is_one_of_a_pair(client):
    for name in ("Một", "Hai", "Ba"):
        builders.english(builders.article(name), f"English of {name}")
    for version in EnglishVersion.objects.public():
        here = alternates(client, version.path)
        assert here["en"] == version.path
        assert alternates(client, here["vi"]) == here


def test_what_is_in_one_language_leads_to_the_other_home_page(client):
    article = builders.article("Chưa dịch")
    assert alternates(client, article.path) == {}
    assert switch(client, article.path) == ("/en/", "en", "en", "English")


@pytest.mark.parametrize("state", [State.DRAFT, State.WITHDRAWN])
def test_a_version_that_readers_do_not_see_is_named_nowhere(client, state):
    article = builders.article("Một")
    version = builders.english(article)
    workflow.transition(version, to=State.WITHDRAWN, by=None)
    if state == State.DRAFT:
        workflow.transition(version, to=State.DRAFT, by=None)
    assert alternates(client, article.path) == {}
    assert "/en/tin-tuc/mot/" not in client.get("/sitemap-article-2007-02.xml").text


def test_a_later_page_of_a_list_has_no_other_language(client):
    for number in range(21):
        builders.article(f"Bài {number}")
    assert alternates(client, "/tin-tuc/?trang=2") == {}


def test_an_error_has_no_other_language(client):
    for address in ("/khong-co/", "/en/khong-co/"):
        page = BeautifulSoup(client.get(address).content, "html.parser")
        assert page.select('link[rel="alternate"][hreflang]') == []


def test_feeds_below_en_are_english(client):
    feeds = soup(client, "/en/lien-he/").select('link[type="application/rss+xml"]')
    assert [link["href"] for link in feeds] == ["/en/rss.xml"]


def entries(client, address):
    """The addresses of a sitemap, each with the alternates beside it."""
    found = BeautifulSoup(client.get(address).content, "html.parser").select("url")
    return {
        entry.loc.get_text().removeprefix(settings.SITE_URL): {
            link["hreflang"]: link["href"].removeprefix(settings.SITE_URL)
            for link in entry.find_all("xhtml:link")
        }
        for entry in found
    }


def test_the_sitemap_names_both_of_a_pair_beside_either(client):
    builders.english(builders.article("Một"), "One")
    builders.article("Hai")
    expected = pair("/tin-tuc/mot/", "/en/tin-tuc/mot/")
    assert entries(client, "/sitemap-article-2007-02.xml") == {
        "/tin-tuc/mot/": expected,
        "/tin-tuc/hai/": {},
    }
    assert entries(client, "/sitemap-english-2007-02.xml") == {"/en/tin-tuc/mot/": expected}
    assert "sitemap-english-2007-02.xml" in client.get("/sitemap.xml").text


def test_the_sitemap_has_the_english_lists_on_which_something_stands(client):
    builders.english(builders.article("Một"), "One")
    found = entries(client, "/sitemap-trang.xml")
    assert found["/en/tin-tuc/"] == found["/tin-tuc/"] == pair("/tin-tuc/", "/en/tin-tuc/")
    assert found["/en/"] == found["/"] == pair("/", "/en/")
    assert "/en/du-an/" not in found
    assert found["/du-an/"] == {}


def test_lists_and_topics_name_the_other_where_the_sitemap_does(client):
    pairs.IN_ENGLISH.fix(None)
    topic = Topic.objects.create(name="Điện thoại")
    builders.english(builders.article("Một", topics=[topic]), "One")
    news.document()
    own = {reverse(name) for name in settings.SITEMAP_PAGES}
    found = entries(client, "/sitemap-trang.xml")
    both = {path: pair for path, pair in found.items() if pair and pair["vi"] not in own}
    here = ["/tin-tuc/", "/van-ban/", topic.get_absolute_url()]
    assert set(both) == {*here, *(f"/en{path}" for path in here)}
    assert {path: alternates(client, path) for path in both} == both


@pytest.mark.parametrize("number", [1, 3])
def test_a_page_asks_once_more_where_it_is_translated(client, number, django_assert_num_queries):
    for name in ("Một", "Hai", "Ba")[:number]:
        builders.english(builders.article(name))
    builders.article("Chưa dịch")
    with django_assert_num_queries(5):
        client.get("/tin-tuc/chua-dich/")
    with django_assert_num_queries(6):
        client.get("/tin-tuc/mot/")
    with django_assert_num_queries(1):
        client.get("/sitemap-article-2007-02.xml")


def test_the_table_refuses_an_english_version_of_nothing():
    version = builders.english()
    for change in ({"translation_of": None}, {"language": "vi"}):
        with (
            pytest.raises(IntegrityError, match="english_is_of_a_page"),
            transaction.atomic(),
        ):
            Publication.objects.filter(pk=version.pk).update(**change)


def test_it_moves_to_another_section_with_its_page():
    near, far = builders.section("Sở"), builders.section("Viễn thông")
    article = builders.article("Một", section=near)
    version = builders.english(article)
    assert version.section == near
    article.section = far
    services.save(article, by=None)
    version.refresh_from_db()
    assert version.section == far
    near.delete()


def test_its_change_is_decided_by_who_works_where_its_page_stands_now():
    near, far = builders.section("Sở"), builders.section("Viễn thông")
    article = builders.article("Một", section=near)
    version = builders.english(article)
    writer, publisher = builders.editor(), builders.publisher()
    version.title = "Telephones of today"
    services.save(version, by=writer)
    workflow.transition(EnglishVersion.objects.get(), to=State.SUBMITTED, by=writer)
    article.section = far
    services.save(article, by=None)
    publisher.sections.add(far)
    workflow.transition(EnglishVersion.objects.get(), to=State.PUBLISHED, by=publisher)
    version.refresh_from_db()
    assert (version.title, version.section) == ("Telephones of today", far)


@pytest.fixture
def moved():
    """A live English version with a change that was sent in before its page was moved."""
    near, far = builders.section("Sở"), builders.section("Viễn thông")
    article, writer = builders.article("Một", section=near), builders.editor()
    version = builders.english(article)
    version.title = "Telephones of today"
    services.save(version, by=writer)
    workflow.transition(EnglishVersion.objects.get(), to=State.SUBMITTED, by=writer)
    article.section, article.slug = far, "hai"
    services.save(article, by=None)
    return EnglishVersion.objects.get()


def test_a_move_of_its_page_is_no_part_of_its_change(moved):
    live, waiting = revisions.snapshot(moved), changes.pending_version(moved).data
    assert live["fields"]["section_id"] != waiting["fields"]["section_id"]
    assert revisions.changed_names(moved, live, waiting) == ["title"]
    assert [each.name for each in differences(moved, live, waiting)] == ["title"]


def test_nor_is_the_section_of_before_asked_of_who_releases_or_brings_it_back(
    moved, client, publisher
):
    publisher.sections.add(moved.section)
    made = bundle(by=builders.person("gom", Role.EDITOR))
    member = BundleMember(bundle=made, publication=moved)
    [row] = readiness_of(made, [member], by=publisher)
    assert row.hindrances == ["Chưa được duyệt."]
    client.force_login(publisher)
    press = {"number": "1"}
    page = client.post(admin_address("english", moved.pk, view="restore"), press, follow=True)
    assert "không thuộc phạm vi của bạn" not in page.text


def test_those_that_stand_apart_are_taken_along_once():
    near, far = builders.section("Sở"), builders.section("Viễn thông")
    version = builders.english(builders.article("Một", section=near))
    EnglishVersion.objects.update(section=far)
    migration = import_module(
        "portal.publishing.migrations.0014_translations_in_the_section_of_their_page"
    )
    with connection.cursor() as cursor:
        cursor.execute(migration.TAKE_ALONG)
    version.refresh_from_db()
    assert version.section == near
