"""The rule of what anybody may read: the same for a row at hand and in a query."""

from datetime import timedelta

import pytest
from django.utils import timezone

from portal.publishing.models import Publication, State
from portal.publishing.models.visibility import (
    HiddenReason,
    come_out_rule,
    has_come_out,
    hidden_reasons,
    hidden_rules,
    public_rule,
)
from tests import builders

pytestmark = pytest.mark.django_db

HOUR = timedelta(hours=1)
# What a page may be like, by its columns; times are hours from now.
LIKE = {
    "public": {},
    "with ends to come": {"expires_at": 1, "lapses_at": 1},
    "expired": {"expires_at": -1},
    "lapsed": {"lapses_at": -1},
    "scheduled": {"published_at": 1},
    "draft": {"state": State.DRAFT},
    "without a moment": {"state": State.DRAFT, "published_at": None},
    "withdrawn": {"state": State.WITHDRAWN},
    "made up": {"is_sample": True},
}
# Why readers see nothing of each, where samples are hidden.
REASONS = {
    "expired": HiddenReason.EXPIRED,
    "lapsed": HiddenReason.LAPSED,
    "scheduled": HiddenReason.TO_COME,
    "draft": HiddenReason.UNPUBLISHED,
    "without a moment": HiddenReason.UNPUBLISHED,
    "withdrawn": HiddenReason.UNPUBLISHED,
    "made up": HiddenReason.SAMPLE,
}


@pytest.fixture
def pages(db):
    """One page of each sort, and one of each sort of page that hangs on each of them."""
    now = timezone.now()

    def page(title, columns, **more):
        fields = {"published_at": -2} | columns
        fields |= {name: now + value * HOUR for name, value in fields.items() if type(value) is int}
        return builders.article(title, **fields, **more)

    above = {name: page(f"Trang {name}", columns) for name, columns in LIKE.items()}
    for name, columns in LIKE.items():
        for parent in above.values():
            page(f"Mảnh {name} của {parent.pk}", columns)
            newest = Publication.objects.order_by("-pk").values("pk")[:1]
            Publication.objects.filter(pk__in=newest).update(parent_page=parent.pk)
    return Publication.objects.select_related("parent_page")


@pytest.mark.parametrize("shows_samples", [True, False])
def test_the_rule_in_a_query_is_that_of_a_row(pages, settings, shows_samples):
    settings.SHOW_SAMPLES = shows_samples
    public = {row.pk for row in pages.all() if row.is_public}
    # Public, with ends to come, and samples where these are shown: alone, and on each such page.
    sorts = 3 if shows_samples else 2
    assert len(public) == sorts + sorts * sorts
    assert {row.pk for row in Publication.objects.public()} == public
    timed = pages.exclude(published_at=None)
    hidden = {row.pk for row in timed.exclude(public_rule(timezone.now()))}
    assert hidden == {row.pk for row in timed} - public


def test_a_hidden_page_has_its_reason_and_that_of_the_page_above(pages, settings):
    settings.SHOW_SAMPLES = False
    now = timezone.now()
    for row in pages.all():
        own, above = (
            {REASONS[name]} if name in REASONS else set()
            for name in (_sort(row), _sort(row.parent_page) if row.parent_page else "public")
        )
        expected = own | ({HiddenReason.PARENT} if above else set())
        assert set(hidden_reasons(row, now)) == expected, row.title


@pytest.mark.parametrize("shows_samples", [True, False])
def test_what_hides_a_page_by_itself_is_asked_of_rows_and_in_a_query(
    pages, settings, shows_samples
):
    settings.SHOW_SAMPLES = shows_samples
    now = timezone.now()
    in_query = {
        (reason, pk)
        for reason, rule in hidden_rules(now).items()
        for pk in Publication.objects.filter(rule).values_list("pk", flat=True)
    }
    of_rows = {(reason, row.pk) for row in pages.all() for reason in hidden_reasons(row, now)}
    assert in_query == {each for each in of_rows if each[0] != HiddenReason.PARENT}


def _sort(page):
    return next(name for name in sorted(LIKE, key=len, reverse=True) if f" {name}" in page.title)


def test_what_has_come_out_is_the_same_of_a_row_and_in_a_query(pages):
    now = timezone.now()
    of_rows = {row.pk for row in pages.all() if has_come_out(row.state, row.published_at, now)}
    alone = {row.title for row in pages.filter(come_out_rule(now), parent_page=None)}
    assert {"Trang public", "Trang expired", "Trang lapsed"} < alone
    assert {row.pk for row in pages.filter(come_out_rule(now))} == of_rows
    above = pages.filter(come_out_rule(now, "parent_page__"))
    assert {row.pk for row in above} == {row.pk for row in pages if row.parent_page_id in of_rows}


def test_the_rule_leads_over_a_relation(pages):
    on_a_public_page = Publication.objects.filter(public_rule(timezone.now(), "parent_page__"))
    public = {row.pk for row in pages.all() if row.parent_page and row.parent_page.is_public}
    assert {row.pk for row in on_a_public_page} == public


def test_the_rule_of_another_moment(pages):
    later = timezone.now() + 3 * HOUR
    titles = {row.title for row in Publication.objects.public(later).filter(parent_page=None)}
    assert titles == {"Trang public", "Trang scheduled", "Trang made up"}
