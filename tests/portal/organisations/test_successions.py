"""Old pages say which body told them, and which one is there today."""

from datetime import UTC, date, datetime

import pytest
from bs4 import BeautifulSoup
from django.core.exceptions import ValidationError
from django.db import IntegrityError, transaction

from portal.audit.models import AuditEntry
from portal.department import demo
from portal.organisations.former_bodies import publisher_on
from portal.organisations.models import Organisation, Succession
from portal.pagecache import generation
from tests import builders
from tests.markup import words
from tests.news.builders import document
from tests.one_of_each import MAKERS, page_of
from tests.sampling import params

pytestmark = pytest.mark.django_db

# Of enterprises, of their issuer whoever runs the site, or going on to this day.
OF_NO_FORMER_BODY = {"enterprise", "product", "infrastructure", "indicator", "document"}

OLD, NEXT, NOW = "Sở cũ", "Sở tiếp theo", "Sở hiện nay"


def body(name: str) -> Organisation:
    return Organisation.objects.get_or_create(name=name)[0]


def succession(former=OLD, successor=NOW, **fields) -> Succession:
    """The former body ran this site until 2008, unless the fields say otherwise."""
    known = {"from_year": 2008, "ran_this_site": True}
    return Succession.objects.create(
        former=body(former), successor=body(successor), **(known | fields)
    )


def line_of(client, path) -> str:
    page = BeautifulSoup(client.get(path).text, "html.parser")
    found = page.select(".former-body")
    assert len(found) <= 1
    return words(found[0]) if found else ""


def test_a_page_of_2007_says_who_published_it_and_who_is_there_today(client):
    succession(OLD, NEXT)
    succession(NEXT, NOW, from_year=2025)
    page = builders.article()
    assert line_of(client, page.path) == (
        "Nội dung này của năm 2007, do Sở cũ (trước đây) đăng. Cơ quan hiện nay là Sở hiện nay."
    )


@pytest.mark.parametrize("kind", params(sorted(MAKERS), one_in=4))
def test_pages_of_every_kind_that_the_department_publishes_say_so(client, kind):
    succession()
    line = line_of(client, page_of(kind).path)
    assert ("Sở cũ (trước đây) đăng" in line) == (kind not in OF_NO_FORMER_BODY)


def test_a_page_of_the_body_of_today_says_nothing(client):
    succession()
    page = builders.article(published_at=datetime(2009, 1, 1, tzinfo=UTC))
    assert line_of(client, page.path) == ""


def test_a_document_says_what_became_of_its_issuer_whenever_it_was_published(client):
    succession(ran_this_site=False)
    old = document("Của sở cũ", "1/QĐ", issuer=OLD)
    new = document("Của sở mới", "2/QĐ", issuer=NOW)
    assert "Do Sở cũ (trước đây) ban hành. Cơ quan hiện nay là Sở hiện nay" in line_of(
        client, old.path
    )
    assert line_of(client, new.path) == ""


def name_on(day, *rows):
    class Found:
        site_successions = [
            {"key": n, "ran_this_site": True, "year": year, "day": on, "name": name}
            | {"name_en": "", "today": NOW, "today_en": "", "website": ""}
            for n, (name, year, on) in enumerate(rows)
        ]

    page = Found()
    page.__dict__["site_successions"] = Found.site_successions
    found = publisher_on(page, day)
    return found and found.name.name


@pytest.mark.parametrize(
    ("day", "name"),
    [
        (date(2007, 12, 31), OLD),
        # The year of the succession is known and its day is not: nothing is said for certain.
        (date(2008, 6, 1), None),
        (date(2009, 1, 1), NEXT),
        (date(2025, 2, 28), NEXT),
        (date(2025, 3, 1), None),
        (None, None),
    ],
)
def test_who_ran_the_site_on_a_day(day, name):
    assert name_on(day, (OLD, 2008, None), (NEXT, 2025, "2025-03-01")) == name


def test_the_body_of_today_follows_the_chain_however_it_is_changed():
    first = succession(OLD, NEXT)
    assert first.today.name == NEXT
    second = succession(NEXT, NOW, from_year=2025)
    first.refresh_from_db()
    assert first.today.name == NOW
    Succession.objects.filter(pk=second.pk).delete()
    first.refresh_from_db()
    assert first.today.name == NEXT


def test_a_ring_is_refused_kindly_and_survived():
    succession(OLD, NOW)
    ring = Succession(former=body(NOW), successor=body(OLD), from_year=2025)
    with pytest.raises(ValidationError, match="cơ quan trước đây"):
        ring.full_clean(exclude=["today"])
    ring.save()
    assert {row.today.name for row in Succession.objects.all()} == {OLD, NOW}


@pytest.mark.parametrize(
    "fields",
    [
        {"successor": OLD},
        {"from_year": 1800},
        {"from_day": date(2009, 1, 1)},
    ],
)
def test_what_cannot_be_is_refused_by_the_database(fields):
    with pytest.raises(IntegrityError), transaction.atomic():
        succession(**fields)


def test_a_body_has_one_successor():
    succession()
    with pytest.raises(IntegrityError), transaction.atomic():
        succession(successor=NEXT)


@pytest.mark.parametrize("rows", [1, 3])
def test_no_page_costs_a_query_more(client, django_assert_num_queries, rows):
    for number in range(rows):
        succession(f"Sở {number}", f"Sở {number + 1}", from_year=2008 + number)
    page = builders.article()
    with django_assert_num_queries(5):
        text = client.get(page.path).text
    assert "Sở 0 (trước đây)" in text


@pytest.mark.django_db(transaction=True)  # moved on once in each transaction
def test_an_editor_writes_a_succession_and_it_is_written_down(client):
    typed = {
        "former": body(OLD).pk, "successor": body(NOW).pk, "from_year": "2008", "from_day": "",
        "ran_this_site": "on",
    }  # fmt: skip
    client.force_login(builders.reporter())
    assert client.post("/admin/portal/succession/add/", typed).status_code == 403
    client.force_login(builders.editor())
    before = generation.current()
    assert client.post("/admin/portal/succession/add/", typed).status_code == 302
    assert Succession.objects.get().today.name == NOW
    assert generation.current() == before + 1
    assert AuditEntry.objects.filter(subject_label="organisations.succession").count() == 1
    wrong = client.post("/admin/portal/succession/add/", typed | {"from_year": "99999999999"})
    assert wrong.status_code == 200


def test_the_demo_tells_what_became_of_the_department_with_the_years_alone(client):
    demo.load()
    page = builders.article()
    assert "Cơ quan hiện nay là Sở Khoa học và Công nghệ thành phố Huế" in line_of(
        client, page.path
    )
    assert set(Succession.objects.values_list("from_year", "from_day", "document")) == {
        (2008, None, ""),
        (2025, None, ""),
    }


def test_a_translation_says_so_by_the_day_of_its_original(client):
    """The names are Vietnamese, and marked so for whoever hears the page read."""
    succession()
    page = builders.english(builders.article(), published_at=datetime(2026, 11, 20, tzinfo=UTC))
    assert line_of(client, page.path) == (
        "This is from 2007, published by Sở cũ (a former body). Today's body is Sở hiện nay ."
    )
    soup = BeautifulSoup(client.get(page.path).text, "html.parser")
    assert [each.text for each in soup.select(".former-body [lang=vi]")] == [OLD, NOW]


def test_a_translation_names_bodies_in_english_where_somebody_has(client):
    succession()
    Organisation.objects.filter(name=NOW).update(name_en="Department of today")
    page = builders.english(builders.article(), published_at=datetime(2026, 11, 20, tzinfo=UTC))
    assert line_of(client, page.path).startswith(
        "This is from 2007, published by Sở cũ (a former body). Today's body is Department of today"
    )
