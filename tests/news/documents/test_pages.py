"""The public pages of official documents: the list, one document, data, feeds, search."""

import csv
import io
import json
from datetime import date

import pytest
from bs4 import BeautifulSoup

from news.documents import filters
from news.documents.effect import Tie
from portal.publishing.models import Attachment, State, Topic
from tests.markup import words as words_of
from tests.news.builders import document, relation

pytestmark = pytest.mark.django_db


def soup(response):
    return BeautifulSoup(response.content, "html.parser")


def listed(client, query=""):
    return [link.get_text() for link in soup(client.get(f"/van-ban/{query}")).select(".ledger a")]


def numbers(client, query=""):
    return [title.rpartition(" ")[2] for title in listed(client, query)]


def newer(
    title="Sửa đổi Quy chế của Quyết định 12/2007/QĐ-UBND", number="20/2008/QĐ-UBND", **fields
):
    return document(title, number, **{"issued_on": date(2008, 1, 1)} | fields)


def test_the_newest_issued_stands_first_and_a_hidden_one_nowhere(client):
    document()
    newer()
    document("Kín", "99/2009/QĐ-UBND", state=State.DRAFT)
    assert listed(client) == ["Quyết định số 20/2008/QĐ-UBND", "Quyết định số 12/2007/QĐ-UBND"]


@pytest.mark.parametrize("rows", [1, 3])
def test_the_list_asks_the_same_few_queries(client, django_assert_num_queries, rows):
    for number in range(rows):
        document(f"Văn bản {number}", f"{number}/QĐ", kind=f"Loại {number}")
    with django_assert_num_queries(5):
        client.get("/van-ban/")


@pytest.mark.parametrize("rows", [1, 3])
def test_a_document_asks_the_same_few_queries(client, django_assert_num_queries, rows):
    page = document()
    for number in range(rows):
        relation(newer(number=f"{number}/2008/QĐ"), Tie.AMENDS, page)
        relation(page, Tie.GUIDES, document(f"Văn bản {number}", f"{number}/QĐ"))
    with django_assert_num_queries(6):
        client.get(page.path)


@pytest.mark.parametrize("typed", ["12/2007/QĐ-UBND", "12 2007 qd ubnd", "số 12/2007/qđ", "12"])
def test_the_list_finds_a_number_however_typed(client, typed):
    document()
    newer("Khác")
    assert numbers(client, f"?q={typed}") == ["12/2007/QĐ-UBND"]


def test_the_very_number_stands_before_longer_ones(client):
    document("Một", "1/QĐ")
    document("Mười", "10/QĐ", issued_on=date(2008, 1, 1))
    assert numbers(client, "?q=1") == ["1/QĐ", "10/QĐ"]


def test_what_begins_with_a_number_ends_somewhere_and_the_file_has_it_all(client, monkeypatch):
    """The very number is there, however many newer ones begin like it; no page skips more."""
    monkeypatch.setattr(filters, "MAX_NUMBERED", 2)
    document("Một", "1/QĐ")
    for day in range(4):
        document(f"Mười {day}", f"1{day}/QĐ", issued_on=date(2008, 1, 1 + day))
    assert numbers(client, "?q=1") == ["1/QĐ", "13/QĐ", "12/QĐ"]
    kept = json.loads(client.get("/van-ban.json?q=1").getvalue())
    assert "10/QĐ" in str(kept)


def test_the_list_is_narrowed_down(client):
    topic = Topic.objects.create(name="Viễn thông", slug="vien-thong")
    old = document(topics=[topic])
    late = newer("Khác", kind="Chỉ thị", issuer="Sở Bưu chính, Viễn thông")
    relation(late, Tie.REPLACES, old)
    queries = [
        f"?loai={old.document_kind_id}", f"?co_quan={old.issuer_id}", "?chu_de=vien-thong",
        "?nam=2007", "?hieu_luc=over", "?q=quy+che",
    ]  # fmt: skip
    assert [numbers(client, query) for query in queries] == [["12/2007/QĐ-UBND"]] * len(queries)
    assert numbers(client, "?hieu_luc=in-force") == ["20/2008/QĐ-UBND"]


def test_an_empty_list_says_what_to_do(client):
    assert "Chưa có văn bản nào" in client.get("/van-ban/").text
    document()
    assert "Không có văn bản nào" in client.get("/van-ban/?q=77").text


def test_a_wrong_condition_is_told_and_narrows_nothing(client):
    document()
    assert numbers(client, "?nam=1800") == ["12/2007/QĐ-UBND"]
    assert soup(client.get("/van-ban/?nam=1800")).select(".errorlist")
    assert client.get("/van-ban.json?nam=1800").status_code == 400


def test_signs_alone_are_told_and_narrow_nothing(client):
    document()
    found = soup(client.get("/van-ban/?q=???"))
    assert "ít nhất một từ" in found.select_one(".search-filters .errorlist").text
    assert found.select_one(".list-found") is None
    assert client.get("/van-ban.csv?q=???").status_code == 400
    assert client.get("/van-ban.csv?q=12").status_code == 200


def test_a_page_tells_what_took_its_place_and_what_it_does(client):
    old = document(signer="Nguyễn Văn Minh Họa", signer_post="Chủ tịch")
    late = newer()
    relation(late, Tie.REPLACES, old)
    relation(late, Tie.ANNULS, words="Quyết định số 5/1999/QĐ-UB")
    text = words_of(soup(client.get(old.path)).main)
    assert "bị thay thế bởi" in text
    assert "Quyết định số 20/2008/QĐ-UBND" in text
    assert "hết hiệu lực" in text
    assert "Nguyễn Văn Minh Họa, Chủ tịch" in text
    words = words_of(soup(client.get(late.path)).main)
    assert "Quyết định số 5/1999/QĐ-UB" in words
    assert "Quyết định số 12/2007/QĐ-UBND" in words


def test_a_page_says_which_file_is_the_signed_original(client):
    page = document()
    row = {"publication": page, "size": 9, "content_type": "application/pdf"}
    Attachment.objects.create(name="Bản quét", file="a/a.pdf", is_original=True, **row)
    Attachment.objects.create(name="Bản chữ", file="a/b.pdf", **row)
    files = [words_of(each) for each in soup(client.get(page.path)).select("ul.attachments > li")]
    assert ["bản gốc đã ký" in each for each in files] == [True, False]


def test_a_page_names_no_document_that_is_not_public(client):
    page = document()
    relation(newer("Mật", state=State.DRAFT), Tie.REPLACES, page)
    relation(page, Tie.GUIDES, document("Kín", "99/2006/QĐ", state=State.DRAFT))
    text = client.get(page.path).text
    assert "20/2008" not in text
    assert "99/2006" not in text


def test_machines_read_number_day_and_force(client):
    old, late = document(), newer()
    relation(late, Tie.REPLACES, old)
    data = [
        json.loads(soup(client.get(page.path)).find("script", type="application/ld+json").string)
        for page in (old, late)
    ]
    assert [each["legislationLegalForce"].rpartition("/")[2] for each in data] == [
        "NotInForce", "InForce",
    ]  # fmt: skip
    assert data[0]["legislationIdentifier"] == "12/2007/QĐ-UBND"
    assert data[1]["legislationRepeals"][0]["legislationIdentifier"] == "12/2007/QĐ-UBND"


def test_the_data_hold_what_the_list_shows(client):
    document()
    newer(kind="Chỉ thị")
    answer = b"".join(client.get("/van-ban.csv?nam=2007").streaming_content).decode("utf-8-sig")
    rows = list(csv.DictReader(io.StringIO(answer)))
    assert [(row["number"], row["effect"]) for row in rows] == [("12/2007/QĐ-UBND", "in-force")]


def test_the_feeds_tell_number_and_title(client):
    document()
    for name in ("rss.xml", "atom.xml"):
        text = client.get(f"/van-ban/{name}").text
        assert "Quyết định số 12/2007/QĐ-UBND: Ban hành Quy chế" in text


@pytest.mark.parametrize(
    "typed", ["12/2007/QĐ-UBND", "12 2007 qd ubnd", "quyết định 12/2007/QĐ-UBND"]
)
def test_the_search_finds_the_number_before_those_that_name_it(client, typed):
    old = document("Ban hành Quy chế quản lý và sử dụng mạng tin học diện rộng của tỉnh")
    relation(newer(), Tie.REPLACES, old)
    results = soup(client.get("/tim-kiem/", {"q": typed})).select(".search-result")
    assert [each.a["href"] for each in results] == [
        old.path,
        "/van-ban/sua-doi-quy-che-cua-quyet-dinh-12-2007-qd-ubnd/",
    ]
    about = results[0].select_one(".search-result-about").get_text()
    assert "Quyết định số 12/2007/QĐ-UBND · hết hiệu lực" in about


def test_a_document_without_a_file_says_so(client):
    page = document()
    facts = soup(client.get(page.path)).select_one("dl.facts")
    assert "Tệp văn bản chưa có trên trang này" in words_of(facts)
    row = {"publication": page, "size": 9, "content_type": "application/pdf"}
    Attachment.objects.create(name="Bản quét", file="a/a.pdf", **row)
    assert "Tệp văn bản" not in words_of(soup(client.get(page.path)).select_one("dl.facts"))
