"""Rows as JSON: in pages behind one another, each at an address of its own."""

import json

import pytest

from portal.publishing import services
from portal.publishing.models import Publication, State
from tests.data_files import csv_of, json_of
from tests.news import builders
from tests.portal.exchange.opendata.site import SECRET, hidden_rows, public_rows

pytestmark = pytest.mark.django_db
ROWS = "/du-lieu/api/tin-tuc.json"
HOST = "http://127.0.0.1:8000"


def articles(number):
    return [builders.article(f"Tin {place}", slug=f"tin-{place}") for place in range(number)]


def test_pages_lead_on_until_the_last_one(client):
    found = articles(5)
    seen, address = [], f"{ROWS}?so-dong=2"
    while address:
        data = json_of(client, address.removeprefix(HOST))
        assert len(data["data"]) <= 2
        seen += [row["id"] for row in data["data"]]
        address = data["next"]
    assert seen == [article.pk for article in found]


def test_a_page_that_holds_just_the_rest_is_the_last_one(client):
    articles(2)
    assert json_of(client, f"{ROWS}?so-dong=2")["next"] is None


def test_a_row_that_comes_in_between_moves_nothing(client):
    first, *_ = articles(4)
    data = json_of(client, f"{ROWS}?so-dong=2")
    Publication.objects.filter(pk=first.pk).update(state=State.WITHDRAWN)
    after = json_of(client, data["next"].removeprefix(HOST))
    assert [row["title"] for row in after["data"]] == ["Tin 2", "Tin 3"]


def test_a_row_stands_at_its_id(client):
    article = articles(1)[0]
    data = json_of(client, f"/du-lieu/api/tin-tuc/{article.pk}.json")["data"]
    assert (data["id"], data["title"], data["address"]) == (
        article.pk, "Tin 0", f"{HOST}/tin-tuc/tin-0/",
    )  # fmt: skip


@pytest.mark.parametrize("number", [1, 3])
def test_a_page_costs_the_same_however_many_rows(client, django_assert_num_queries, number):
    articles(number)
    client.get(ROWS)  # a process learns the columns once
    with django_assert_num_queries(3):
        client.get(ROWS)


@pytest.mark.parametrize(
    "query", ["sau=-1", "sau=x", "sau=9223372036854775808", "so-dong=0", "so-dong=501", "sau=1e3",
              "so-dong=٣", "sau=" + "9" * 400],
)  # fmt: skip
def test_a_wrong_question_is_refused_with_what_to_write(client, query):
    answer = client.get(f"{ROWS}?{query}")
    assert answer.status_code == 400
    assert answer["Content-Type"] == "application/problem+json"
    data = json.loads(answer.content)
    assert data["status"] == 400
    assert "số nguyên" in data["detail"]


@pytest.mark.parametrize(
    "address",
    ["/du-lieu/api/khong-co.json", "/du-lieu/api/khong-co/1.json", "/du-lieu/api/tin-tuc/0.json",
     "/du-lieu/api/tin-tuc/99999999999999999999999.json", "/du-lieu/api/tin-tuc/abc.json"],
)  # fmt: skip
def test_what_is_not_there_is_said_in_the_same_form(client, address):
    answer = client.get(address)
    assert (answer.status_code, answer["Content-Type"]) == (404, "application/problem+json")


def test_no_hidden_row_is_told_by_its_id(client):
    hidden = builders.article(f"Bài {SECRET}", state=State.DRAFT, published_at=None)
    assert client.get(f"/du-lieu/api/tin-tuc/{hidden.pk}.json").status_code == 404
    hidden_rows()
    assert SECRET not in client.get(ROWS).text


def test_who_has_it_already_is_told_so(client):
    article = articles(1)[0]
    for address in (ROWS, f"/du-lieu/api/tin-tuc/{article.pk}.json", "/du-lieu/openapi.json",
                    "/du-lieu/dcat.jsonld"):  # fmt: skip
        first = client.get(address)
        assert first["Access-Control-Allow-Origin"] == "*"
        again = client.get(address, headers={"if-none-match": first["ETag"]})
        assert (again.status_code, again.content) == (304, b""), address
        assert again["Access-Control-Allow-Origin"] == "*"
        since = client.get(address, headers={"if-modified-since": first["Last-Modified"]})
        assert since.status_code == 304


@pytest.mark.parametrize(
    "address",
    [
        ROWS,
        "/du-lieu/openapi.json",
        "/du-lieu/tin-tuc.csv",
        "/du-an.json",
        "/feed.json",
        "/su-kien/lich.ics",
        "/gop-y/lich.ics",
        "/gioi-thieu/lich-cong-tac.ics",
    ],
)
def test_a_script_of_another_site_can_keep_it_and_ask_again(client, address):
    articles(1)
    asked = client.options(
        address,
        headers={
            "origin": "https://other.example",
            "access-control-request-method": "GET",
            "access-control-request-headers": "if-none-match",
        },
    )
    assert (asked.status_code, asked.content) == (204, b"")
    assert asked["Access-Control-Allow-Origin"] == "*"
    assert asked["Access-Control-Allow-Methods"] == "GET, HEAD"
    assert "If-None-Match" in asked["Access-Control-Allow-Headers"]
    answer = client.get(address)
    assert answer["Access-Control-Expose-Headers"] == "ETag, Last-Modified"
    assert client.post(address).status_code == 405


def test_no_page_is_open_to_scripts_of_other_sites(client):
    """A script could read there what a session shows."""
    assert client.options("/du-lieu/").status_code == 405
    assert "Access-Control-Allow-Origin" not in client.get("/du-lieu/").headers


def test_a_change_makes_it_another(client):
    article = articles(1)[0]
    before = client.get(ROWS)["ETag"]
    services.save(article, by=None)
    assert client.get(ROWS)["ETag"] != before


def test_new_lists_are_files_too(client):
    public_rows()
    for slug, first in (
        ("tin-tuc", "Báo cáo"), ("su-kien", "Diễn đàn tháng 3"), ("san-pham", "Phần mềm kế toán"),
        ("quy-hoach", "Quy hoạch Công nghệ thông tin"),
        ("chuong-trinh", "Chương trình công tác năm 2007"),
    ):  # fmt: skip
        assert first in [row["title"] for row in csv_of(client, f"/du-lieu/{slug}.csv")]
    [task] = csv_of(client, "/du-lieu/chuong-trinh.csv?bang=tasks")
    assert task["title"] == "Xây dựng Website"
