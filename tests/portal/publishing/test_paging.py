"""Pages far down a list: the same rows as by counting from the top, at the price of the first."""

import json
from datetime import timedelta
from typing import Any

import pytest
from django.db import connection, transaction
from django.db.models import QuerySet
from django.db.models.functions import Lower
from django.http import QueryDict

from enterprises.directory.filters import DirectoryFilter
from enterprises.events.models import Event
from enterprises.profiles.models import Enterprise
from news.articles.models import Article
from news.documents.effect import with_effect
from news.documents.filters import DocumentFilter
from news.documents.models import OfficialDocument
from portal.pagecache.clock import Stamp
from portal.publishing.anchors import Anchors, anchors, order_of
from portal.publishing.dry_run import allow_live_writes
from portal.publishing.models import Publication, Section
from projects.promises.models import Promise
from tests.news.builders import CONFERENCE, article, section

pytestmark = pytest.mark.django_db


class Read:
    """How PostgreSQL answered: the publications that it looked at, and along which indexes."""

    def __init__(self, rows: QuerySet[Any, Any]) -> None:
        self.rows, self.indexes, self.nodes = 0, set(), set()
        self._add(json.loads(rows.explain(format="json", analyze=True))[0]["Plan"])

    def _add(self, node: dict[str, Any]) -> None:
        self.nodes.add(node["Node Type"])
        if node.get("Relation Name") == "publishing_publication" and node["Actual Loops"]:
            looked_at = node["Actual Rows"] + node.get("Rows Removed by Filter", 0)
            self.rows += round(looked_at * node["Actual Loops"])
            self.indexes.add(node.get("Index Name"))
        for below in node.get("Plans", []):
            self._add(below)


@pytest.fixture
def stamp(monkeypatch: pytest.MonkeyPatch) -> dict[str, Stamp | None]:
    """The generation as the anchors see it; each test is one transaction, which sees none."""
    now: dict[str, Stamp | None] = {"now": Stamp(1, 1)}
    monkeypatch.setattr("portal.publishing.anchors.stamp_outside_transactions", lambda: now["now"])
    anchors.cache_clear()
    return now


@pytest.fixture
def kept(monkeypatch: pytest.MonkeyPatch, stamp: object) -> Anchors:
    """Anchors at each fifth row."""
    monkeypatch.setattr("portal.publishing.anchors.STEP", 5)
    return anchors()


def newest() -> QuerySet[Any, Any]:
    return Article.objects.public().for_lists().newest()


def copies_of(page: Article, number: int) -> None:
    """So many articles like one, a minute apart; faster than any service, for plans only."""
    changed = {
        "id": "nextval(pg_get_serial_sequence('publishing_publication', 'id'))",
        "path": "path || n || '/'", "slug": "slug || n", "sort_key": "sort_key || n",
        "published_at": "published_at - n * interval '1 minute'",
    }  # fmt: skip
    columns = [each.column for each in Publication._meta.concrete_fields]
    rows = f"FROM publishing_publication, generate_series(1, {number}) AS n WHERE id = {page.pk}"
    values = ", ".join(changed.get(column, column) for column in columns)
    with connection.cursor() as cursor, allow_live_writes():
        cursor.execute(
            f"INSERT INTO publishing_publication ({', '.join(columns)}) SELECT {values} {rows}"
        )
        own = [each.column for each in Article._meta.local_concrete_fields]
        values = ", ".join({"publication_ptr_id": "id"}.get(column, column) for column in own)
        rows = f"FROM publishing_publication, articles_article WHERE id > {page.pk}"
        cursor.execute(f"INSERT INTO articles_article ({', '.join(own)}) SELECT {values} {rows}")
        cursor.execute("ANALYZE publishing_publication, articles_article")


def names(rows: QuerySet[Any, Any]) -> list[str]:
    return [row.title for row in rows]


def test_a_slice_has_the_same_rows_wherever_it_begins(kept):
    for number in range(23):
        # Three of each moment: there the key decides.
        article(f"Bài {number:02}", published_at=CONFERENCE + timedelta(hours=number // 3))
    article("Nháp", state="draft")
    for rows in (newest(), Article.objects.public().by_name(), Article.objects.order_by("pk")):
        everything = list(rows)
        for start in [*range(26), 1_000, 9_999_999]:
            found = list(kept.slice(rows, start, start + 4))
            assert found == everything[start : start + 4], start


def test_what_is_known_of_a_list_is_not_looked_for_again(kept, django_assert_num_queries):
    for number in range(12):
        article(f"Bài {number:02}")
    list(kept.slice(newest(), 6, 8))
    # The last asks for the second anchor, too.
    for start, queries in ((5, 1), (6, 1), (9, 1), (10, 2), (11, 1), (15, 1), (20, 0), (999, 0)):
        with django_assert_num_queries(queries):
            list(kept.slice(newest(), start, start + 4))


def test_each_list_has_anchors_of_its_own(kept):
    shelf = section()
    for number in range(12):
        month = CONFERENCE + timedelta(days=20 * number)
        article(f"Bài {number:02}", section=shelf if number % 2 else None, published_at=month)
    lists = [
        newest(),
        newest().in_section(shelf),
        newest().published_between(CONFERENCE, CONFERENCE + timedelta(days=130)),
        newest().published_between(CONFERENCE, CONFERENCE + timedelta(days=150)),
    ]
    for _ in range(2):
        for rows in lists:
            assert names(kept.slice(rows, 5, 9)) == names(rows)[5:9]
    assert len(kept._lists) == 4


def test_a_publication_makes_them_anew(kept, stamp):
    for number in range(12):
        article(f"Bài {number:02}")
    assert names(kept.slice(newest(), 10, 14)) == ["Bài 01", "Bài 00"]
    article("Mới nhất", published_at=CONFERENCE + timedelta(days=1))
    stamp["now"] = Stamp(2, 2)
    assert names(kept.slice(newest(), 10, 14)) == ["Bài 02", "Bài 01", "Bài 00"]


def test_they_end_at_the_next_scheduled_moment(kept, monkeypatch):
    for number in range(12):
        article(f"Bài {number:02}")
    list(kept.slice(newest(), 10, 14))
    (known,) = kept._lists.values()
    article("Mới nhất", published_at=CONFERENCE + timedelta(days=1))
    assert names(kept.slice(newest(), 10, 14)) == ["Bài 01", "Bài 00"]
    monkeypatch.setattr("portal.publishing.anchors.time.time", lambda: known.until)
    assert names(kept.slice(newest(), 10, 14)) == ["Bài 02", "Bài 01", "Bài 00"]


def test_they_end_where_the_clock_is_set_back(kept, monkeypatch):
    for number in range(12):
        article(f"Bài {number:02}")
    list(kept.slice(newest(), 10, 14))
    (known,) = kept._lists.values()
    article("Mới nhất", published_at=CONFERENCE + timedelta(days=1))
    monkeypatch.setattr("portal.publishing.anchors.time.time", lambda: known.made_at - 60)
    assert names(kept.slice(newest(), 10, 14)) == ["Bài 02", "Bài 01", "Bài 00"]


def test_nothing_is_kept_while_a_publication_is_committed(kept, stamp):
    for number in range(12):
        article(f"Bài {number:02}")
    stamp["now"] = None
    assert names(kept.slice(newest(), 10, 14)) == ["Bài 01", "Bài 00"]
    assert not kept._lists


def test_nothing_is_kept_that_a_publication_came_between(kept, monkeypatch):
    for number in range(12):
        article(f"Bài {number:02}")
    stamps = iter([Stamp(1, 1), Stamp(2, 2)])
    monkeypatch.setattr(
        "portal.publishing.anchors.stamp_outside_transactions", lambda: next(stamps)
    )
    assert names(kept.slice(newest(), 10, 14)) == ["Bài 01", "Bài 00"]
    assert [each.anchors for each in kept._lists.values()] == [[]]


@pytest.mark.django_db(transaction=True)
def test_a_transaction_sees_and_leaves_none():
    anchors.cache_clear()
    with transaction.atomic():
        list(anchors().slice(newest(), 1_000, 1_020))
        assert not anchors()._lists
    list(anchors().slice(newest(), 1_000, 1_020))
    assert len(anchors()._lists) == 1
    anchors.cache_clear()


def test_they_are_bounded_and_those_asked_for_last_stay(kept):
    for number in range(12):
        article(f"Bài {number:02}")
    small = Anchors(max_anchors=5)
    for most in range(20):
        list(small.slice(newest().exclude(title=f"{most}"), 10, 14))
    assert [len(each.anchors) for each in small._lists.values()] == [2, 2]


def test_which_orders_have_anchors():
    assert order_of(newest()).names == ("published_at", "id")
    assert not order_of(Article.objects.public().by_name()).is_descending
    documents = DocumentFilter(QueryDict()).narrowed(with_effect(OfficialDocument.objects.public()))
    assert order_of(documents).names == ("issued_on", "publication_ptr")
    assert order_of(Event.objects.public().past()).names == ("starts_at", "pk")
    directory = DirectoryFilter(QueryDict()).narrowed(Enterprise.objects.public())
    assert order_of(directory).names == ("entry__sort_key", "entry__enterprise")
    # Rows without an entry would come last, and after no key.
    assert order_of(Enterprise.objects.order_by("entry__sort_key", "entry__enterprise")) is None
    # In two directions, by a function, by a column that may be empty, by nothing at all.
    assert order_of(Article.objects.order_by("-published_at", "id")) is None
    assert order_of(Promise.objects.in_order()) is None
    assert order_of(Article.objects.order_by(Lower("title"))) is None
    assert order_of(Article.objects.order_by("expires_at")) is None
    assert order_of(Article.objects.order_by("section__name", "id")) is None
    assert order_of(Article.objects.all()) is None
    assert order_of(newest().reverse()) is None


@pytest.mark.parametrize("path", ["/tin-tuc/", "/tin-tuc/chuyen-muc/vien-thong/", "/tin-tuc/2007/"])
@pytest.mark.parametrize("count", [1, 3])
def test_a_deep_page_asks_as_often_however_many_rows_it_has(
    client, kept, django_assert_num_queries, path, count
):
    shelf = section()
    for number in range(20 + count):
        article(f"Bài {number:02}", section=shelf)
    client.get(path, {"trang": "2"})
    with django_assert_num_queries(4 if "chuyen-muc" in path else 3):
        page = client.get(path, {"trang": "2"}).context["page"]
    assert (len(page.rows), page.number, page.has_next) == (count, 2, False)


def test_the_list_goes_on_to_its_last_page_and_no_further(client, kept):
    for number in range(41):
        article(f"Bài {number:02}")
    for number, (rows, has_next) in {1: (20, True), 2: (20, True), 3: (1, False)}.items():
        page = client.get("/tin-tuc/", {"trang": number}).context["page"]
        assert (len(page.rows), page.has_next) == (rows, has_next)
    for number in (4, 500, 501, 9_999_999, 10_000_000):
        assert client.get("/tin-tuc/", {"trang": number}).status_code == 404, number


def test_who_has_a_session_gets_the_same_page_and_keeps_nothing(client, kept, editor):
    for number in range(23):
        article(f"Bài {number:02}")
    client.force_login(editor)
    page = client.get("/tin-tuc/", {"trang": "2"}).context["page"]
    assert [row.title for row in page.rows] == ["Bài 02", "Bài 01", "Bài 00"]
    assert not kept._lists


def test_a_deep_page_reads_no_more_rows_than_the_first_and_all_along_an_index(stamp):
    copies_of(article(section=section()), 4_000)
    in_section = newest().in_section(Section.objects.get())
    # All are of one kind and section, so that any of these indexes will do.
    in_time = {"portal_pub_newest", "portal_pub_kind_newest", "portal_pub_section_newest"}
    for rows, indexes in (
        (newest(), in_time),
        (in_section, in_time),
        (Article.objects.public().by_name(), {"portal_pub_kind_name"}),
    ):
        assert len(anchors().slice(rows, 3_000, 3_021)) == 21
        first, deep = (Read(anchors().slice(rows, at, at + 21)) for at in (0, 3_000))
        # One more: the anchor itself, at which the index begins.
        assert (first.rows, deep.rows) == (21, 22)
        assert first.indexes | deep.indexes <= indexes
        assert "Sort" not in deep.nodes
