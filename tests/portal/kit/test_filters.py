"""It is what all list filters of the site stand on."""

from datetime import date

import pytest
from django import forms
from django.db.models import Q
from django.http import QueryDict

from portal.kit.filters import ALL, MAX_CHOICES, ListFilter, years_between
from portal.publishing.models import Publication

CHOICES = [("article", "Tin"), ("event", "Sự kiện")]


class PageFilter(ListFilter):
    q = forms.CharField(label="Words", required=False)
    kind = forms.ChoiceField(label="Kind", required=False)
    year = forms.IntegerField(label="Year", required=False, max_value=2100)
    letter = forms.CharField(label="Letter", required=False, widget=forms.HiddenInput)

    def __init__(self, data):
        super().__init__(data)
        self.offer("kind", iter(CHOICES))

    def lookups(self):
        return {"kind": "kind", "year": lambda year: Q(created_at__year=year)}


def filter_of(query):
    return PageFilter(QueryDict(query))


def where(form):
    rows = form.narrowed(Publication.objects.all())
    return str(rows.query).partition(" WHERE ")[2]


def test_a_field_offers_all_before_its_choices():
    assert PageFilter(None).fields["kind"].choices == [ALL, *CHOICES]


@pytest.mark.parametrize("form", [PageFilter(None), filter_of(""), filter_of("kind=&year=&q=")])
def test_nothing_asked_narrows_nothing(form):
    assert (where(form), form.is_used, form.query, form.chosen) == ("", False, "", [])


def test_each_condition_narrows_by_its_lookup():
    found = where(filter_of("kind=article&year=2007"))
    assert '"kind" = article' in found
    assert "2007-01-01" in found


def test_what_is_wrong_narrows_nothing_beside_what_is_right():
    form = filter_of("kind=khong-co&year=2007")
    assert form.active == {"year": 2007}
    assert form.is_used
    assert list(form.errors) == ["kind"]


def test_a_condition_is_said_in_words_with_the_way_to_take_it_off():
    kind, year = filter_of("year=2007&kind=event&trang=2").chosen
    assert (kind.label, kind.value, kind.without) == ("Kind", "Sự kiện", "?year=2007")
    assert (year.label, year.value, year.without) == ("Year", 2007, "?kind=event")


def test_the_query_has_what_was_asked_rightly_and_can_be_changed():
    form = filter_of("q=c%C3%A1p+quang&kind=event&year=x&khac=1")
    assert form.query == "?q=c%C3%A1p+quang&kind=event"
    assert form.query_with(q="", letter="b") == "?kind=event&letter=b"
    assert filter_of("").query_with() == "?"


@pytest.mark.parametrize(
    ("first", "last"), [(date(207, 1, 30), date(2026, 5, 1)), (date(2007, 1, 30), date(2207, 5, 1))]
)
def test_a_mistyped_year_neither_floods_nor_empties_the_choice_of_years(first, last):
    offered = [int(year) for year, _name in years_between([first, last])]
    assert len(offered) <= MAX_CHOICES
    assert {2007, 2026} <= set(offered)
