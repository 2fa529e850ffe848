"""How figures get in: checked, corrected with the old one kept, through change sets where live."""

from datetime import date
from decimal import Decimal

import pytest
from django.core.exceptions import ValidationError
from django.db import connection, transaction
from django.test.utils import CaptureQueriesContext
from django.utils import timezone

from portal.publishing import changes, workflow
from portal.publishing.dry_run import allow_live_writes
from portal.publishing.models import Publication, State
from projects.indicators import observations
from projects.indicators.models import Certainty, Observation
from tests import builders as site
from tests.projects import builders

pytestmark = pytest.mark.django_db


@pytest.fixture
def density():
    found = builders.indicator()
    builders.main_series(found)
    return found


def row(indicator, report, year=2007, value="30.5", **fields):
    return {
        "series": indicator.series.get(is_main=True).pk,
        "starts_on": f"{year}-01-01",
        "ends_on": f"{year}-12-31",
        "value": value,
        "state": "provisional",
        "evidence": report.pk,
    } | fields


def put(indicator, *rows):
    with transaction.atomic(), allow_live_writes():
        observations.record(indicator, list(rows))


def values(indicator):
    return [str(seen.value) for seen in indicator.observations.current().order_by("ends_on")]


def test_figures_are_added_and_keep_their_digits(density, report):
    put(density, row(density, report, 2006, "9.3"), row(density, report, 2007, "28.70"))
    assert values(density) == ["9.3", "28.70"]


def test_a_year_is_taken_up_to_the_next_one(density, report):
    year = timezone.localdate().year
    put(density, row(density, report, year + 1))
    assert values(density) == ["30.5"]
    with pytest.raises(ValidationError, match=rf"2070 .*{year + 1}"):
        put(density, row(density, report, 2070))


def test_a_corrected_figure_keeps_the_one_before(density, report):
    put(density, row(density, report, value="30.5"))
    between = timezone.now()
    put(density, row(density, report, value="31"))
    assert values(density) == ["31"]
    before = density.observations.as_published_on(between).get()
    assert (str(before.value), before.superseded_at is not None) == ("30.5", True)


def test_the_same_figure_again_changes_nothing(density, report):
    put(density, row(density, report))
    put(density, row(density, report))
    assert Observation.objects.count() == 1


def test_the_same_number_with_other_digits_is_another_figure(density, report):
    put(density, row(density, report, value="30.5"))
    put(density, row(density, report, value="30.50"))
    assert values(density) == ["30.50"]
    assert Observation.objects.count() == 2


@pytest.mark.parametrize(
    "fields",
    [{"value": "-1"}, {"ends_on": "2007-06-30"}, {"starts_on": "2008-01-01"}, {"series": 0}],
)
def test_what_cannot_be_true_is_refused_by_its_row(density, report, fields):
    with pytest.raises(ValidationError) as caught:
        put(density, row(density, report, 2006), row(density, report, **fields))
    [message] = caught.value.messages
    assert "2" in message
    assert "%(" not in message
    assert not Observation.objects.exists()


def test_a_share_is_at_most_the_whole_and_a_density_is_not(report):
    share = builders.indicator("Tỷ lệ", unit="%")
    density = builders.indicator("Mật độ", unit="thuê bao/100 dân")
    for indicator in (share, density):
        builders.main_series(indicator)
    put(density, row(density, report, value="212"))
    with pytest.raises(ValidationError):
        put(share, row(share, report, value="101"))


def test_a_second_final_figure_says_that_it_revises_and_why(density, report):
    put(density, row(density, report, state="final"))
    with pytest.raises(ValidationError):
        put(density, row(density, report, value="31", state="final"))
    with pytest.raises(ValidationError):
        put(density, row(density, report, value="31", state="revised"))
    put(density, row(density, report, value="31", state="revised", reason="Tổng cục sửa số dân"))
    assert density.observations.current().get().state == Certainty.REVISED


def test_two_final_figures_for_one_period_in_one_batch_are_refused(density, report):
    first, second = (row(density, report, value=value, state="final") for value in ("30", "31"))
    with pytest.raises(ValidationError):
        put(density, first, second)
    assert not Observation.objects.exists()


def test_a_figure_corrected_twice_in_one_batch_keeps_what_never_held_apart(density, report):
    put(density, row(density, report))
    put(density, row(density, report, value="31"), row(density, report, value="32"))
    assert values(density) == ["32"]
    assert density.observations.as_published_on(timezone.now()).get().value == 32
    assert density.observations.count() == 3


def test_a_batch_asks_as_often_for_three_figures_as_for_one(density, report):
    for count in (1, 3):
        rows = [row(density, report, 2000 + year, f"{count}.5") for year in range(count)]
        with (
            transaction.atomic(),
            allow_live_writes(),
            CaptureQueriesContext(connection) as captured,
        ):
            observations.record(density, rows)
        # Its own savepoint, series, what holds, sources, the two that store, and who quotes them.
        assert len(captured) == (6 if count == 1 else 8)


@pytest.mark.parametrize(
    ("unit", "value", "counted", "divided", "fits"),
    [
        ("máy/100 dân", "28.7", "229600", "800000", True),
        ("máy/100 dân", "28.8", "229600", "800000", False),
        ("máy/1.000 dân", "287", "229600", "800000", True),
        ("%", "33.3", "1", "3", True),
        ("%", "33.4", "1", "3", False),
        ("% hộ", "30", "300", "1000", True),
        ("% hộ", "0.3", "300", "1000", False),
        ("‰", "300", "300", "1000", True),
        ("người/máy", "3", "9", "3", True),
        ("người/máy", "3", "9", "0", False),
    ],
)
def test_a_ratio_is_what_it_is_counted_from(report, unit, value, counted, divided, fits):
    indicator = builders.indicator(unit=unit)
    builders.main_series(indicator)
    figure = row(indicator, report, value=value, numerator=counted, denominator=divided)
    if fits:
        put(indicator, figure)
        assert values(indicator) == [value]
    else:
        with pytest.raises(ValidationError):
            put(indicator, figure)


def test_a_figure_from_a_page_that_is_gone_is_refused(density, report):
    with pytest.raises(ValidationError) as caught:
        put(density, row(density, report, evidence=report.pk + 1000))
    assert "Trang nguồn" in caught.value.messages[0]


def test_a_locked_period_is_not_changed(density, report):
    put(density, row(density, report))
    density.locked_through = date(2007, 12, 31)
    with pytest.raises(ValidationError) as caught:
        put(density, row(density, report, value="31"))
    assert "31/12/2007" in caught.value.messages[0]
    put(density, row(density, report, 2008, "31"))


def test_figures_of_a_live_indicator_wait_for_approval(density, report):
    page = Publication.objects.get(pk=density.pk)
    indicator = type(density).objects.get(pk=density.pk)
    writer, publisher = site.editor(), site.publisher()
    changes.propose_rows(indicator, "observations", [row(density, report)], by=writer)
    assert values(density) == []
    # A later edit of the text joins the change and keeps the figures in it.
    indicator = type(density).objects.get(pk=density.pk)
    waiting = changes.pending_version(indicator)
    changes.propose(
        indicator, {name: waiting.data[name] for name in ("fields", "parts")}, by=writer
    )
    page = type(density).objects.get(pk=density.pk)
    workflow.transition(page, to=State.PUBLISHED, by=publisher)
    assert values(density) == ["30.5"]


def test_a_figure_that_waits_is_written_over_by_the_next_one(density, report):
    writer, publisher = site.editor(), site.publisher()
    for value in ("30.5", "31"):
        indicator = type(density).objects.get(pk=density.pk)
        waiting = row(density, report, value=value, state="final")
        changes.propose_rows(indicator, "observations", [waiting], by=writer)
    indicator = type(density).objects.get(pk=density.pk)
    workflow.transition(indicator, to=State.PUBLISHED, by=publisher)
    assert [str(seen.value) for seen in density.observations.all()] == ["31"]


def test_figures_that_are_refused_are_not_kept_as_a_change(density, report):
    indicator = type(density).objects.get(pk=density.pk)
    with pytest.raises(ValidationError):
        changes.propose_rows(
            indicator, "observations", [row(density, report, value="-1")], by=site.editor()
        )
    assert changes.open_change(indicator) is None


def test_figures_of_a_draft_are_there_at_once(report):
    draft = builders.indicator("Nháp", state=State.DRAFT, published_at=None)
    builders.main_series(draft)
    changes.propose_rows(draft, "observations", [row(draft, report)], by=site.editor())
    assert [seen.value for seen in draft.observations.current()] == [Decimal("30.5")]
