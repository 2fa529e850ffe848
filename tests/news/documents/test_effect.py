"""Whether a document is in force follows from its days and from what others do to it."""

import re
from datetime import date, timedelta

import pytest
from bs4 import BeautifulSoup
from django.core.exceptions import ValidationError
from django.db import IntegrityError, transaction
from django.utils import timezone

from news.documents.effect import Effect, Tie, with_effect
from news.documents.models import DocumentRelation, OfficialDocument
from news.documents.relations import relations_of
from portal.publishing.models import State
from tests.data_files import csv_of
from tests.news.builders import document, document_fields, relation

pytestmark = pytest.mark.django_db

DAY = date(2007, 3, 1)


def effect_on(page, day):
    return Effect(with_effect(OfficialDocument.objects.all(), day).get(pk=page.pk).effect)


def other(number="20/2008/QĐ-UBND", **fields):
    return document("Quy chế mới", number, **{"issued_on": date(2008, 1, 1)} | fields)


def test_it_is_in_force_from_its_first_day_to_the_day_before_its_last():
    page = document(effective_on=DAY + timedelta(days=10), expires_on=DAY + timedelta(days=20))
    days = [9, 10, 19, 20]
    found = [effect_on(page, DAY + timedelta(days=number)) for number in days]
    assert found == [Effect.COMING, Effect.IN_FORCE, Effect.IN_FORCE, Effect.OVER]


def test_without_a_day_of_effect_it_is_in_force_when_issued():
    page = document(issued_on=DAY)
    assert (page.effective_on, effect_on(page, DAY)) == (DAY, Effect.IN_FORCE)


@pytest.mark.parametrize(
    ("tie", "then"),
    [
        (Tie.REPLACES, Effect.OVER),
        (Tie.ANNULS, Effect.OVER),
        (Tie.AMENDS, Effect.PARTLY),
        (Tie.ANNULS_PARTLY, Effect.PARTLY),
        (Tie.GUIDES, Effect.IN_FORCE),
    ],
)
def test_another_document_changes_it_from_its_own_first_day(tie, then):
    page, first = document(), date(2008, 2, 1)
    relation(other(effective_on=first), tie, page)
    assert effect_on(page, first - timedelta(days=1)) == Effect.IN_FORCE
    assert effect_on(page, first) == then


@pytest.mark.parametrize("tie", [Tie.REPLACES, Tie.ANNULS])
def test_what_is_ended_before_its_first_day_never_comes_into_force(client, tie):
    today = timezone.localdate()
    page = document(issued_on=DAY, effective_on=today + timedelta(days=60))
    assert effect_on(page, today) == Effect.COMING
    relation(other(issued_on=DAY, effective_on=today), tie, page)
    assert effect_on(page, today - timedelta(days=1)) == Effect.COMING
    assert effect_on(page, today) == effect_on(page, page.effective_on) == Effect.OVER
    assert [row["number"] for row in csv_of(client, "/van-ban.csv?hieu_luc=coming")] == []
    [row] = csv_of(client, "/van-ban.csv?hieu_luc=over")
    assert (row["number"], row["effect"]) == (page.number, "over")
    assert "hết hiệu lực" in client.get(page.path).text


def annulled(by_day, tie=Tie.REPLACES):
    """A document, one that was to end it from 2009, and one that annuls the latter on a day."""
    page = document()
    never = other(effective_on=date(2009, 1, 1))
    relation(never, tie, page)
    later = other("21/2008/QĐ-UBND", issued_on=date(2008, 6, 1), effective_on=by_day)
    relation(later, Tie.ANNULS, never)
    return page, never, later


@pytest.mark.parametrize("tie", [Tie.REPLACES, Tie.ANNULS, Tie.AMENDS, Tie.ANNULS_PARTLY])
def test_what_never_came_into_force_does_nothing_to_others(client, tie):
    page, never, _later = annulled(date(2008, 12, 1), tie)
    assert effect_on(never, date(2009, 1, 1)) == Effect.OVER
    assert effect_on(page, date(2009, 1, 1)) == Effect.IN_FORCE
    shown = BeautifulSoup(client.get(page.path).content, "html.parser")
    assert shown.select_one(".notice") is None
    related = " ".join(shown.select_one("#lien-quan").parent.text.split())
    assert f"{never.full_number}: {never.title} (chưa từng có hiệu lực)" in related
    assert "InForce" in shown.find("script", type="application/ld+json").string


def test_what_was_annulled_later_has_ended_the_other_for_good(client):
    page, never, _later = annulled(date(2009, 1, 2))
    assert effect_on(page, date(2009, 1, 2)) == Effect.OVER
    shown = BeautifulSoup(client.get(page.path).content, "html.parser")
    assert never.full_number in shown.select_one(".notice").text
    assert "chưa từng" not in shown.text


def test_what_never_came_into_force_annuls_nothing_that_was_to_end_another():
    page, never, later = annulled(date(2008, 12, 1))
    first = other("22/2008/QĐ-UBND", issued_on=date(2008, 7, 1), effective_on=date(2008, 11, 1))
    relation(first, Tie.ANNULS, later)
    day = date(2009, 1, 1)
    assert effect_on(later, day) == effect_on(page, day) == Effect.OVER
    assert effect_on(never, day) == Effect.IN_FORCE
    (group,) = relations_of(OfficialDocument.objects.get(pk=page.pk))
    assert [other.never_did for other in group.others] == [False]


def test_what_nobody_may_read_annuls_nothing():
    page, _never, later = annulled(date(2008, 12, 1))
    OfficialDocument.objects.filter(pk=later.pk).update(state=State.WITHDRAWN)
    assert effect_on(page, date(2009, 1, 1)) == Effect.OVER


def test_a_document_that_nobody_may_read_changes_nothing():
    page = document()
    relation(other(state=State.DRAFT), Tie.REPLACES, page)
    assert effect_on(page, date(2009, 1, 1)) == Effect.IN_FORCE


@pytest.mark.parametrize(
    ("fields", "named"),
    [
        ({"effective_on": date(2007, 2, 1)}, "effective_on"),
        ({"expires_on": date(2007, 2, 1)}, "expires_on"),
    ],
)
def test_days_that_cannot_be_are_refused(fields, named):
    page = OfficialDocument(title="Quy chế", **document_fields(**fields))
    with pytest.raises(ValidationError):
        page.full_clean()
    with pytest.raises(IntegrityError), transaction.atomic():
        page.save()
    assert getattr(page, named) == fields[named]


def test_a_document_is_not_there_twice():
    document()
    with pytest.raises(ValidationError, match="đã có"):
        OfficialDocument(title="Lần nữa", **document_fields()).full_clean()


def test_a_document_does_nothing_to_itself():
    page = document()
    with pytest.raises(ValidationError) as refused:
        DocumentRelation(source=page, tie=Tie.REPLACES, target=page).full_clean()
    assert "target" in refused.value.message_dict
    with pytest.raises(IntegrityError), transaction.atomic():
        relation(page, Tie.REPLACES, page)


def test_two_documents_do_not_replace_each_other_not_even_round_a_third():
    first, second, third = (document(f"Văn bản {n}", f"{n}/QĐ") for n in range(3))
    relation(first, Tie.REPLACES, second)
    relation(second, Tie.REPLACES, third)
    with pytest.raises(ValidationError) as refused:
        DocumentRelation(source=third, tie=Tie.REPLACES, target=first).full_clean()
    assert "target" in refused.value.message_dict
    DocumentRelation(source=third, tie=Tie.GUIDES, target=first).full_clean()


def test_a_document_does_nothing_to_a_later_one():
    with pytest.raises(ValidationError) as refused:
        DocumentRelation(source=document(), tie=Tie.REPLACES, target=other()).full_clean()
    assert "target" in refused.value.message_dict


def test_a_relation_names_a_document_or_says_it_in_words():
    page = document()
    with pytest.raises(IntegrityError), transaction.atomic():
        relation(page, Tie.REPLACES)
    relation(page, Tie.REPLACES, words="Quyết định số 5/1999/QĐ-UB")


def test_what_no_source_says_is_not_said(client):
    page = document(issued_on=DAY, is_effect_unknown=True)
    assert effect_on(page, DAY) == Effect.UNKNOWN
    text = client.get(page.path).text
    assert "chưa rõ hiệu lực hôm nay" in text
    assert "Có hiệu lực từ" not in text
    assert "legislationLegalForce" not in text
    (row,) = csv_of(client, "/van-ban.csv")
    assert (row["effect"], row["issued_on"], row["effective_on"]) == ("unknown", "2007-03-01", "")


def test_what_no_source_says_is_not_said_of_another_document(client):
    page = document()
    known, unknown = other(), other("21/2008/QĐ-UBND", is_effect_unknown=True)
    relation(known, Tie.AMENDS, page)
    relation(unknown, Tie.REPLACES, page)
    shown = BeautifulSoup(client.get(page.path).content, "html.parser")
    notice = " ".join(shown.select_one(".notice").text.split())
    assert f"{known.full_number}, có hiệu lực từ 01/01/2008" in notice
    assert notice.endswith(unknown.full_number)


def test_the_list_says_once_what_it_does_not_know(client):
    for number in range(3):
        document(f"Văn bản {number}", f"{number}/2007/QĐ-MH", is_effect_unknown=number > 0)
    text = client.get("/van-ban/").text
    assert text.count("văn bản nào không ghi tình trạng".capitalize()) == 1
    assert text.count("còn hiệu lực") - text.count(">còn hiệu lực</option>") == 1


def test_an_end_that_is_known_goes_before():
    page = document(issued_on=DAY, is_effect_unknown=True, expires_on=DAY + timedelta(days=9))
    assert effect_on(page, DAY + timedelta(days=9)) == Effect.OVER


def test_a_first_day_that_is_known_is_said(client):
    first = DAY + timedelta(days=9)
    page = document(issued_on=DAY, is_effect_unknown=True, effective_on=first)
    assert "10/03/2007" in client.get(page.path).text


def test_no_text_is_read_of_documents_that_are_only_named(django_assert_num_queries):
    page = document("Quy chế")
    relation(other(), Tie.REPLACES, page)
    relation(page, Tie.GUIDES, other(number="5/1999/QĐ-UB"))
    with django_assert_num_queries(2) as asked:
        groups = relations_of(page)
        assert len([each.document.path for group in groups for each in group.others]) == 2
    assert '"title"' in asked.captured_queries[0]["sql"]
    for each in asked.captured_queries:
        assert not re.search(r'"(body|summary|search_vector)"', each["sql"])
