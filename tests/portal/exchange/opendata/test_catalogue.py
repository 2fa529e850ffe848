"""The catalogue names every data set, and every file of data on the site is named in it."""

import json
import re
from datetime import timedelta

import pytest
from bs4 import BeautifulSoup
from django.db import transaction
from django.utils import timezone

from news.articles.models import Article
from portal.exchange.opendata import views
from portal.exchange.opendata.bulk import write_bulk
from portal.exchange.opendata.sets import changed_at, open_sets
from portal.pagecache.fragments import fragments
from portal.publishing import services, workflow
from portal.publishing.dry_run import allow_live_writes
from portal.publishing.models import Publication, State
from tests import builders
from tests.addresses import routes
from tests.data_files import json_of
from tests.enterprises import builders as enterprises
from tests.news import builders as news
from tests.portal.exchange.opendata.site import SECRET, hidden_rows, public_rows
from tests.projects.builders import indicator, project
from tests.reading import content_of

pytestmark = pytest.mark.django_db
FILE = re.compile(r"(\.(csv|json|xlsx|geojson)|<extension:\w+>)$")
# What the catalogue itself is made of.
OF_THE_CATALOGUE = {
    "du-lieu/openapi.json", "du-lieu/api/<slug:slug>.json",
    "du-lieu/api/<slug:slug>/<str:pk>.json", "du-lieu/<slug:slug>.<extension:extension>",
}  # fmt: skip


def test_every_data_file_of_the_url_map_is_in_the_catalogue(client):
    public_rows()
    files = {found.pattern for found in routes() if FILE.search(found.pattern)}
    data = json.loads(client.get("/du-lieu/dcat.jsonld").content)
    named = {
        file["dcat:downloadURL"]["@id"].removeprefix("http://127.0.0.1:8000/")
        for each in data["dcat:dataset"]
        for file in each["dcat:distribution"]
    }
    assert files > OF_THE_CATALOGUE
    forgotten = [
        route
        for route in files - OF_THE_CATALOGUE
        if not route.startswith("admin/") and not any(map(_matcher(route), named))
    ]
    assert forgotten == []


def _matcher(route):
    parts = re.split(r"<[^>]+>", route)
    return re.compile("[^/]+".join(map(re.escape, parts))).fullmatch


def test_every_file_that_the_catalogue_names_is_there(client):
    public_rows()
    data = json.loads(client.get("/du-lieu/dcat.jsonld").content)
    files = [
        file["dcat:downloadURL"]["@id"].removeprefix("http://127.0.0.1:8000")
        for each in data["dcat:dataset"]
        for file in each["dcat:distribution"]
    ]
    assert len(files) == len(set(files)) > 30
    service = data["dcat:service"]
    for name in ("dcat:endpointURL", "dcat:endpointDescription"):
        address = service[name]["@id"].removeprefix("http://127.0.0.1:8000")
        assert client.get(address).status_code == 200, name
    assert {client.get(file).status_code for file in files} == {200}


# The version of each set, and its columns: who changes columns raises it.
COLUMNS = {
    "tin-tuc": (
        "1.0",
        "id title address summary section author source language is_sample published_at changed_at",
    ),
    "cong-khai": (
        "1.0",
        "id item group basis form address working_days renewed_within changed_at status overdue",
    ),
    "gop-y": ("1.0", "id title address asker opens_on closes_on status is_sample"),
    "van-ban": (
        "1.0",
        "id number kind title summary address issuer signer signer_post issued_on "
        "effective_on expires_on effect is_sample changed_at",
    ),
    "thong-bao": (
        "1.0",
        "id title address summary section number issued_on closes_at held_at fiscal_year "
        "result_of is_sample published_at changed_at",
    ),
    "thu-tuc": (
        "1.2",
        "id title address summary code field online applicants place outcome days days_note fee "
        "decision basis national_url is_sample published_at changed_at",
    ),
    "quy-hoach": (
        "1.1",
        "id title address summary scope horizon orientation decision_number decided_on issuer "
        "quote source is_sample published_at changed_at",
    ),
    "du-an": (
        "1.1",
        "id title address nature stage plan field aim starts_on ends_on place owner sponsor "
        "weight progress progress_is_stated decision_number decided_on issuer quote source "
        "is_sample changed_at",
    ),
    "chuong-trinh": ("1.1", "id title address summary year is_sample published_at changed_at"),
    "cam-ket": (
        "1.1",
        "id said_on kind title quote source in_charge due_on due_words status done_on "
        "project project_address indicator proof is_sample",
    ),
    "chi-tieu": (
        "1.1",
        "id title address summary unit less_is_better definition numerator denominator "
        "period_kind base_year is_sample published_at changed_at",
    ),
    "doanh-nghiep": (
        "1.1",
        "id name short_name address tax_code licence sectors head_office locality "
        "locality_today size founded_year capabilities website phone email member_since "
        "confirmed_on may_be_old is_sample changed_at",
    ),
    "san-pham": (
        "1.0",
        "id title address summary use customers enterprise_id enterprise enterprise_address "
        "is_sample published_at changed_at",
    ),
    "diem-phuc-vu": ("1.0", "id name kind locality address hours is_sample"),
    "ha-tang": (
        "2.0",
        "id title direction facility place locality quantity unit available_from "
        "available_until listed_until owner is_matched is_sample url coordinates",
    ),
    "co-cau": ("1.0", "id name name_en part_of functions room phone email"),
    "su-kien": (
        "1.0",
        "id title address summary series occasion begins ends place status status_reason "
        "is_sample published_at changed_at",
    ),
}


def test_columns_change_only_with_their_version():
    found = {each.slug: (each.version, columns_of(each)) for each in open_sets().values()}
    assert found == COLUMNS


def test_no_two_columns_of_a_table_have_one_heading():
    for each in open_sets().values():
        for table in each.dataset().tables:
            headings = [str(column.label) for column in table.columns]
            assert len(set(headings)) == len(headings), (each.slug, headings)


def columns_of(each):
    return " ".join(column.name for column in each.dataset().tables[0].columns)


def test_the_first_page_lists_every_set_with_its_files(client):
    page = client.get("/du-lieu/").text
    for each in open_sets().values():
        assert f'href="{each.path}"' in page
        for download in each.downloads():
            assert f'href="{download.address}"' in page
    assert "Được tự do dùng, sửa đổi và chuyển tiếp, miễn là ghi rõ nguồn" in page


@pytest.mark.parametrize("slug", sorted(open_sets()))
def test_a_set_has_a_page_that_explains_its_fields(client, slug):
    public_rows()
    page = client.get(f"/du-lieu/{slug}/").text
    for table in open_sets()[slug].dataset().tables:
        for column in table.columns:
            assert f"<code>{column.name}</code>" in page
    scripts = re.findall(r'<script type="application/ld\+json">(.+?)</script>', page)
    [data] = [each for each in map(json.loads, scripts) if each["@type"] == "Dataset"]
    assert len(data["distribution"]) >= 3


def test_nothing_hidden_is_on_any_page_or_file_of_the_catalogue(client):
    public_rows()
    hidden_rows()
    for slug, each in open_sets().items():
        addresses = [each.path, each.rows_path, *(file.address for file in each.downloads())]
        for address in addresses:
            text = content_of(client.get(address))
            assert SECRET not in text, (slug, address)
    for address in ("/du-lieu/", "/du-lieu/dcat.jsonld", "/du-lieu/openapi.json"):
        assert SECRET not in client.get(address).text


def test_before_a_set_is_fetched_one_sees_how_many_rows_it_has_and_what_they_look_like(client):
    hidden_rows()
    for number in range(12):
        enterprises.event(f"Họp {number}", is_sample=number == 1)
    listed = BeautifulSoup(client.get("/du-lieu/").content, "html.parser")
    [row] = [each for each in listed.select(".ledger li") if each.a["href"].endswith("/su-kien/")]
    assert "12 dòng" in row.get_text()
    page = BeautifulSoup(client.get("/du-lieu/su-kien/").content, "html.parser")
    assert "12 dòng, đúng như trong tệp." in page.get_text()
    [table] = page.select("details table")
    heads = [each.get_text() for each in table.select("thead th")]
    assert heads == columns_of(open_sets()["su-kien"]).split()
    shown = [
        [cell.get_text(strip=True) for cell in tr.select("td")] for tr in table.select("tbody tr")
    ]
    [first, second, *_rest] = rows = json_of(client, "/du-lieu/api/su-kien.json")["data"]
    assert len(shown) == 10 < len(rows)
    assert shown[0][heads.index("title")] == first["title"]
    assert shown[1][0] == f"minh họa{second['id']}"


def test_a_set_without_rows_says_so(client):
    page = BeautifulSoup(client.get("/du-lieu/su-kien/").content, "html.parser")
    assert "0 dòng" in page.get_text()
    assert page.select("details table") == []


@pytest.mark.django_db(transaction=True)
def test_rows_are_counted_and_read_once_until_something_is_published(client, monkeypatch):
    fragments.cache_clear()
    # The first request of a process learns which generation there is.
    client.get("/lien-he/")
    made = []
    counts, first = views.row_counts, views.preview_of
    monkeypatch.setattr(views, "row_counts", lambda: made.append("all") or counts())
    monkeypatch.setattr(views, "preview_of", lambda each: made.append(each.slug) or first(each))
    for _ in range(2):
        client.get("/du-lieu/")
        client.get("/du-lieu/su-kien/")
    assert made == ["all", "su-kien"]
    news.article("Tin một", slug="tin-mot")
    assert "1 dòng, đúng như trong tệp." in client.get("/du-lieu/tin-tuc/").text
    assert made == ["all", "su-kien", "tin-tuc"]
    client.get("/du-lieu/su-kien/")
    assert made[-1] == "su-kien"


def test_the_pages_cost_the_same_for_one_row_and_for_three(client, django_assert_num_queries):
    for rows in (1, 2):
        for number in range(rows):
            news.article(f"Tin {rows}{number}", slug=f"tin-{rows}-{number}")
            enterprises.event(f"Họp {rows}{number}")
        # Most sets ask when they last changed: a new one makes it one more.
        with django_assert_num_queries(14):
            client.get("/du-lieu/")
        # The first rows and their number are three of them.
        with django_assert_num_queries(6):
            client.get("/du-lieu/su-kien/")


@pytest.mark.parametrize("address", ["/du-lieu/dcat.jsonld", "/du-lieu/openapi.json"])
def test_what_machines_ask_for_often_is_made_once(client, django_assert_num_queries, address):
    """Until the public sees something else: then it is made anew."""
    article = news.article("Tin một", slug="tin-mot")
    first = client.get(address)
    with django_assert_num_queries(1):
        again = client.get(address)
    assert (again.content, again["ETag"]) == (first.content, first["ETag"])
    services.save(article, by=None)
    assert client.get(address)["ETag"] != first["ETag"]


def test_the_catalogue_tells_of_the_newest_file_of_all(client, settings, tmp_path):
    settings.VAR_DIR = tmp_path
    news.article("Tin một", slug="tin-mot")
    before = client.get("/du-lieu/dcat.jsonld")
    bulk = write_bulk()
    assert bulk.sha256 not in before.text
    assert bulk.sha256 in client.get("/du-lieu/dcat.jsonld").text


def test_the_time_that_a_set_is_about_is_told(client):
    news.article("Một", slug="mot")
    assert "01/02/2007" in client.get("/du-lieu/tin-tuc/").text


def test_a_set_with_files_beside_its_page_leads_there(client):
    answer = client.get("/du-lieu/doanh-nghiep.csv?quy-mo=small")
    assert (answer.status_code, answer["Location"]) == (301, "/doanh-nghiep.csv?quy-mo=small")


@pytest.mark.parametrize(
    "address", ["/du-lieu/khong-co/", "/du-lieu/khong-co.csv", "/du-lieu/tin-tuc.xml"]
)
def test_what_is_no_set_is_not_there(client, address):
    assert client.get(address).status_code == 404


def test_the_licence_of_each_set_is_a_place_on_this_site(client):
    """For machines an IRI, for people a link; both lead to the words of the licence."""
    site = "http://127.0.0.1:8000"
    found = json.loads(client.get("/du-lieu/dcat.jsonld").content)
    nodes = [found, *found["dcat:dataset"]]
    nodes += [file for each in found["dcat:dataset"] for file in each["dcat:distribution"]]
    addresses = {each["dct:license"]["@id"] for each in nodes}
    assert addresses == {f"{site}/du-lieu/#giay-phep"}
    assert json_of(client, "/du-lieu/api/tin-tuc.json")["licence_address"] in addresses
    index = BeautifulSoup(client.get("/du-lieu/").content, "html.parser")
    assert index.select_one("#giay-phep") is not None
    assert len(index.select('[rel=license][href="#giay-phep"]')) == len(open_sets())
    page = BeautifulSoup(client.get("/du-lieu/tin-tuc/").content, "html.parser")
    assert page.select_one('main [rel=license][href="/du-lieu/#giay-phep"]') is not None
    (data,) = [
        found
        for each in page.select("script[type='application/ld+json']")
        if (found := json.loads(each.text))["@type"] == "Dataset"
    ]
    assert data["license"] in addresses


def test_a_page_that_appears_at_its_hour_is_a_change_of_its_list():
    moment = timezone.now() - timedelta(hours=1)
    page = news.article("Hẹn giờ", published_at=moment)
    with transaction.atomic(), allow_live_writes():
        Article.objects.filter(pk=page.pk).update(updated_at=moment - timedelta(days=1))
    assert changed_at(open_sets()["tin-tuc"].dataset()) == moment


def unchanged_for_a_year(*pages, **fields):
    with transaction.atomic(), allow_live_writes():
        for page in pages:
            rows = Publication.objects.filter(pk=page.pk)
            rows.update(updated_at=timezone.now() - timedelta(days=365), **fields)


@pytest.mark.parametrize(("slug", "of_kind"), [("tin-tuc", news.article), ("du-an", project)])
def test_a_page_that_is_withdrawn_is_a_change_of_its_list(slug, of_kind):
    goes, stays = of_kind("Bị gỡ"), of_kind("Ở lại")
    unchanged_for_a_year(goes, stays, published_at=timezone.now() - timedelta(days=400))
    goes.refresh_from_db()
    workflow.transition(goes, to=State.WITHDRAWN, by=None, comment="Nhầm.")
    went_at = goes.transitions.latest("at").at
    assert changed_at(open_sets()[slug].dataset()) == went_at
    # What is written in it since is no change, and nothing of an earlier day is one in its place.
    goes.refresh_from_db()
    goes.title = "Bị gỡ, đang sửa"
    services.save(goes, by=None)
    assert changed_at(open_sets()[slug].dataset()) == went_at
    workflow.transition(goes, to=State.BINNED, by=None, comment="Nhầm.")
    assert changed_at(open_sets()[slug].dataset()) == went_at


@pytest.mark.parametrize("field", ["expires_at", "lapses_at"])
def test_a_page_that_ends_by_itself_is_a_change_of_its_list(field):
    ends, stays = news.article("Hết hạn"), news.article("Ở lại")
    end = timezone.now() - timedelta(hours=1)
    unchanged_for_a_year(stays)
    unchanged_for_a_year(ends, **{field: end})
    assert changed_at(open_sets()["tin-tuc"].dataset()) == end


def test_what_readers_have_never_seen_is_no_change_of_a_list():
    builders.article("Nháp", state=State.DRAFT, published_at=None)
    builders.article("Hẹn giờ", published_at=timezone.now() + timedelta(hours=1))
    stays = news.article("Ở lại")
    unchanged_for_a_year(stays)
    stays.refresh_from_db()
    assert changed_at(open_sets()["tin-tuc"].dataset()) == stays.last_changed_at


def test_below_en_the_catalogue_and_each_set_speak_english(client):
    page = BeautifulSoup(client.get("/en/du-lieu/").content, "html.parser")
    assert page.h1.get_text() == "Open data"
    ways = {link["href"] for link in page.select(".ledger > li > span > a")}
    assert {f"/en/du-lieu/{slug}/" for slug in open_sets()} <= ways
    one = BeautifulSoup(client.get("/en/du-lieu/van-ban/").content, "html.parser")
    assert one.html["lang"] == "en"
    assert "Fields of the table" in one.get_text()
    other = one.select_one('link[rel="alternate"][hreflang="vi"]')["href"]
    assert other.endswith("/du-lieu/van-ban/")
    assert client.get("/en/du-lieu/khong-co/").status_code == 404


@pytest.mark.parametrize("rows", [1, 3])
def test_in_english_the_pages_of_a_set_have_their_english_names(
    client, rows, django_assert_num_queries
):
    for number in range(rows):
        builders.english(indicator(f"Chỉ tiêu {number}"), f"Indicator {number}")
    indicator("Chưa dịch")
    with django_assert_num_queries(6):
        page = BeautifulSoup(client.get("/en/du-lieu/chi-tieu/").content, "html.parser")
    links = page.select("section[aria-labelledby=tung-trang] li > span > a")
    shown = {link.get_text(): (link["lang"], link["href"]) for link in links}
    assert shown["Indicator 0"][0] == "en"
    assert "/en/chi-tieu/" in shown["Indicator 0"][1]
    assert shown["Chưa dịch"][0] == "vi"
