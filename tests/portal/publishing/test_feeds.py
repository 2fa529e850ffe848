"""Feeds of the site, of each kind, section and topic: found, valid, and told only once."""

import json
from datetime import timedelta
from email.utils import parsedate_to_datetime
from xml.etree import ElementTree

import pytest
from bs4 import BeautifulSoup
from django.conf import settings
from django.urls import reverse
from django.utils import timezone
from django.utils.dateparse import parse_datetime

from portal.publishing.models import Correction, Section, State, Topic
from portal.publishing.models.kinds import kinds
from portal.publishing.services import save
from portal.publishing.workflow import transition
from tests import builders
from tests.one_of_each import MAKERS, page_of
from tests.sampling import params

pytestmark = pytest.mark.django_db

ATOM = "{http://www.w3.org/2005/Atom}"
HTML = "{http://www.w3.org/1999/xhtml}"
DC = "{http://purl.org/dc/elements/1.1/}"
FILES = {
    "rss.xml": "application/rss+xml; charset=utf-8",
    "atom.xml": "application/atom+xml; charset=utf-8",
    "feed.json": "application/feed+json; charset=utf-8",
}


@pytest.mark.parametrize("file", FILES)
def test_a_browser_shows_a_feed_by_our_own_style(client, file):
    text = client.get(f"/{file}").text
    styled = '<?xml-stylesheet href="/static/css/feed.css"' in text
    assert styled is file.endswith(".xml")


@pytest.mark.parametrize(
    ("file", "root", "entry"),
    [("rss.xml", "channel", "channel/item"), ("atom.xml", ".", f"{ATOM}entry")],
)
def test_in_a_browser_its_titles_can_be_pressed(client, file, root, entry):
    page = page_of("article", "Tin & <b>")
    found = xml(client, f"/tin-tuc/{file}")
    [home] = found.findall(f"{root}/{HTML}a")
    assert home.get("href") == f"{settings.SITE_URL}/tin-tuc/"
    [link] = found.findall(f"{entry}/{HTML}a")
    assert (link.text, link.get("href")) == ("Tin & <b>", f"{settings.SITE_URL}{page.path}")


@pytest.fixture
def site() -> dict[str, str]:
    """A page of each kind, two in sections, all on one topic; the bases of all feeds by name."""
    topic = Topic.objects.create(name="Viễn thông")
    shelves = {
        "article": builders.section(),
        "project": Section.objects.create(kind="project", name="Đào tạo"),
    }
    for kind in MAKERS:
        fields = {"section": shelves[kind]} if kind in shelves else {}
        page = page_of(kind, f"Trang {kind} & <b>", **fields)
        page.topics.add(topic)
    listed = {kind: model.LIST_VIEW for kind, model in kinds().items() if kind in MAKERS}
    lists = {kind: reverse(name) for kind, name in listed.items() if name}
    sections = {f"section of {kind}": shelf.path for kind, shelf in shelves.items()}
    return {"site": "/", "topic": topic.get_absolute_url()} | lists | sections


def xml(client, path: str) -> ElementTree.Element:
    return ElementTree.fromstring(client.get(path).content)  # noqa: S314  # our own text


def test_each_kind_is_among_those_that_are_tried():
    # What is English has feeds of its own: tests/portal/site/english.
    assert {*MAKERS, "english"} == set(kinds())


def test_every_base_has_its_three_files_of_the_right_type(client, site):
    found = {(base, file): client.get(f"{base}{file}") for base in site.values() for file in FILES}
    assert {key for key, answer in found.items() if answer.status_code != 200} == set()
    assert {(file, answer["Content-Type"]) for (_, file), answer in found.items()} == set(
        FILES.items()
    )


def test_rss_has_what_the_rules_ask_for(client, site):
    for base in site.values():
        root = xml(client, f"{base}rss.xml")
        channel = root.find("channel")
        assert (root.tag, root.get("version")) == ("rss", "2.0")
        for name in ("title", "link", "description", "language"):
            assert channel.findtext(name), (base, name)
        assert parsedate_to_datetime(channel.findtext("lastBuildDate")).tzinfo is not None
        itself = channel.find(f"{ATOM}link[@rel='self']")
        assert itself.get("href") == f"{settings.SITE_URL}{base}rss.xml"
        items = channel.findall("item")
        assert items != [], base
        for item in items:
            assert item.findtext("title")
            assert item.findtext("link").startswith(settings.SITE_URL)
            assert parsedate_to_datetime(item.findtext("pubDate")).tzinfo is not None
            # RSS wants an address of mail in its author; a name stands in the Dublin Core's.
            assert item.find("author") is None
            assert item.findtext(f"{DC}creator")
        guids = [item.findtext("guid") for item in items]
        assert len(guids) == len(set(guids))
        assert all(guid.startswith(settings.SITE_URL) for guid in guids)


def test_a_page_that_moves_is_no_new_entry(client):
    page = page_of("article", "Mật độ điện thoại")
    correction = Correction.objects.create(
        publication=page, number=2, text="28,5 chứ không phải 28,7"
    )
    before = [item["id"] for item in client.get("/feed.json").json()["items"]]
    page = type(page).objects.get(pk=page.pk)
    page.slug = "mat-do-2007"
    save(page, by=None)
    after = client.get("/feed.json").json()["items"]
    assert [item["id"] for item in after] == before
    assert {item["url"].partition("#")[0] for item in after} == {f"{settings.SITE_URL}{page.path}"}
    assert any(item["id"].endswith(f"#{correction.anchor}") for item in after)


def test_atom_has_what_the_rules_ask_for(client, site):
    for base in site.values():
        root = xml(client, f"{base}atom.xml")
        for name in ("title", "id", "updated"):
            assert root.findtext(f"{ATOM}{name}"), (base, name)
        links = {link.get("rel"): link.get("href") for link in root.findall(f"{ATOM}link")}
        assert links == {
            "alternate": f"{settings.SITE_URL}{base}",
            "self": f"{settings.SITE_URL}{base}atom.xml",
        }
        entries = root.findall(f"{ATOM}entry")
        assert entries != [], base
        for entry in entries:
            assert entry.findtext(f"{ATOM}title")
            assert entry.findtext(f"{ATOM}author/{ATOM}name")
            for name in ("published", "updated"):
                assert parse_datetime(entry.findtext(f"{ATOM}{name}")).tzinfo is not None
        keys = [entry.findtext(f"{ATOM}id") for entry in entries]
        assert len(keys) == len(set(keys))


def test_json_feed_has_what_its_version_asks_for(client, site):
    for base in site.values():
        data = json.loads(client.get(f"{base}feed.json").content)
        assert data["version"] == "https://jsonfeed.org/version/1.1"
        assert data["title"]
        assert data["home_page_url"] == f"{settings.SITE_URL}{base}"
        assert data["feed_url"] == f"{settings.SITE_URL}{base}feed.json"
        assert data["items"] != []
        for item in data["items"]:
            assert item["id"] == item["url"]
            assert item["content_html"]
            assert parse_datetime(item["date_published"]).tzinfo is not None
        assert len({item["id"] for item in data["items"]}) == len(data["items"])


def test_the_site_tells_of_every_kind_and_each_list_of_its_own(client, site):
    def kinds_in(base: str) -> set[str]:
        items = json.loads(client.get(f"{base}feed.json").content)["items"]
        return {kind for kind in MAKERS for item in items if f"Trang {kind} &" in item["title"]}

    assert kinds_in("/") == set(MAKERS)
    assert kinds_in(site["topic"]) == set(MAKERS)
    assert kinds_in(site["section of project"]) == {"project"}
    for kind in MAKERS:
        assert kinds_in(site[kind]) == {kind}


def test_a_document_is_led_by_its_number_and_signed_by_its_issuer_in_each_feed(client, site):
    for base in ("/", site["document"], site["topic"]):
        items = json.loads(client.get(f"{base}feed.json").content)["items"]
        (item,) = (item for item in items if "Trang document" in item["title"])
        assert item["title"] == "Quyết định số 12/2007/QĐ-UBND: Trang document & <b>"
        assert item["authors"] == [{"name": "UBND tỉnh"}]


def test_what_was_typed_is_shown_as_letters_and_not_as_markup(client):
    page_of("indicator", "Mật độ", summary="<img src=x onerror=alert(1)>")
    data = json.loads(client.get("/feed.json").content)["items"][0]
    assert data["content_html"] == "<p>&lt;img src=x onerror=alert(1)&gt;</p>"


def test_pages_tell_where_their_feeds_are(client, site):
    for base in site.values():
        head = BeautifulSoup(client.get(base).content, "html.parser").head
        found = {link["href"] for link in head.select("link[rel=alternate][type$='xml']")}
        found |= {link["href"] for link in head.select("link[type='application/feed+json']")}
        assert found == {f"{each}{file}" for each in {"/", base} for file in FILES}


@pytest.mark.parametrize("kind", params(list(MAKERS), one_in=3))
def test_nothing_hidden_is_told_in_any_feed(client, kind):
    topic = Topic.objects.create(name="Viễn thông")
    page_of(kind, "Kín", state=State.DRAFT).topics.add(topic)
    bases = ["/", topic.get_absolute_url(), reverse(kinds()[kind].LIST_VIEW)]
    for base in bases:
        for file in FILES:
            assert "Kín" not in client.get(f"{base}{file}").text


def test_a_correction_of_any_kind_is_told_and_goes_with_its_page(client):
    page = page_of("indicator", "Mật độ điện thoại")
    page.correction = "Là 35, không phải 53."
    save(page, by=None)
    titles = [item["title"] for item in json.loads(client.get("/feed.json").content)["items"]]
    assert titles == ["Đính chính: Mật độ điện thoại", "Mật độ điện thoại"]
    transition(page, to=State.WITHDRAWN, by=None)
    assert json.loads(client.get("/chi-tieu/feed.json").content)["items"] == []


def test_a_correction_of_what_is_made_up_says_that_it_is(client):
    page = builders.article("Bảng thuê bao", is_sample=True)
    page.correction = "Là 35, không phải 53."
    save(page, by=None)
    titles = [item["title"] for item in json.loads(client.get("/feed.json").content)["items"]]
    assert titles == ["Đính chính: Bảng thuê bao (minh họa)", "Bảng thuê bao (minh họa)"]


@pytest.mark.parametrize("file", FILES)
def test_who_has_it_is_told_that_nothing_has_changed(client, file):
    page_of("article")
    first = client.get(f"/{file}")
    known = {"If-None-Match": first["ETag"]}
    assert client.get(f"/{file}", headers=known).status_code == 304
    since = {"If-Modified-Since": first["Last-Modified"]}
    assert client.get(f"/{file}", headers=since).status_code == 304
    page_of("indicator")
    assert client.get(f"/{file}", headers=known).status_code == 200
    assert client.post(f"/{file}").status_code == 405


def test_what_appears_by_itself_makes_the_feed_a_new_one(client):
    moment = timezone.now()
    page_of("article", "Hẹn giờ", published_at=moment + timedelta(hours=1))
    before = client.get("/rss.xml")
    assert "Hẹn giờ" not in before.text
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(timezone, "now", lambda: moment + timedelta(hours=2))
        after = client.get("/rss.xml", headers={"If-None-Match": before["ETag"]})
    assert after.status_code == 200
    assert "Hẹn giờ" in after.text


@pytest.mark.parametrize(
    "path",
    [
        "/khong-co/rss.xml", "/tin-tuc/2007/rss.xml", "/lien-he/atom.xml", "/chu-de/x/feed.json",
        "/tin-tuc/chuyen-muc/khong-co/rss.xml", "/admin/rss.xml", "/tin-tuc/RSS.xml",
    ],
)  # fmt: skip
def test_where_nothing_is_listed_there_is_no_feed(client, path):
    assert client.get(path).status_code == 404


def test_the_feed_of_a_section_that_moved_moves_too(client):
    shelf = builders.section("Thông báo")
    shelf.slug = "tin-vui"
    shelf.save()
    answer = client.get("/tin-tuc/chuyen-muc/thong-bao/feed.json")
    assert answer.status_code == 301
    assert answer["Location"] == "/tin-tuc/chuyen-muc/tin-vui/feed.json"


@pytest.mark.parametrize("count", [1, 3])
def test_the_feed_of_all_kinds_takes_as_many_queries_however_many_pages(
    client, django_assert_num_queries, count
):
    for number in range(count):
        page_of("article", f"Bài {number}")
        page_of("indicator", f"Chỉ tiêu {number}")
        page_of("document", f"Văn bản {number}", number=f"{number + 1}/2007/QĐ-UBND")
    # Where the site stands, the newest, their corrections, and what articles and documents add.
    with django_assert_num_queries(5):
        client.get("/rss.xml")
