"""Who approves a change sees the rows that come with it, beside what holds."""

import pytest
from django.core.exceptions import ValidationError
from django.urls import reverse

from portal.publishing import batches, changes, workflow
from portal.publishing.models import State
from projects.indicators.models import Indicator
from projects.work import participations
from projects.work.models import Participation, Project
from tests import builders as site
from tests.projects import builders
from tests.projects.test_admin import form

pytestmark = pytest.mark.django_db


@pytest.fixture
def live(report):
    found = builders.indicator()
    builders.observation(found, report, value="30.5", state="final")
    return found


def row(indicator, report, **fields):
    return {
        "series": indicator.series.get(is_main=True).pk,
        "starts_on": "2007-01-01",
        "ends_on": "2007-12-31",
        "value": "31.00",
        "state": "revised",
        "evidence": report.pk,
        "reason": "Sửa số dân",
    } | fields


def propose(indicator, *rows):
    fresh = Indicator.objects.get(pk=indicator.pk)
    return changes.propose_rows(fresh, "observations", list(rows), by=None)


def page_of(client, name, indicator, **query):
    page = client.get(reverse(f"admin:indicators_indicator_{name}", args=[indicator.pk]), query)
    assert page.status_code == 200
    return " ".join(page.text.split())


def test_figures_stand_beside_the_buttons_and_in_the_comparison(client, live, report):
    kept = propose(live, row(live, report, numerator="310000", denominator="1000000"))
    publisher = site.publisher()
    client.force_login(publisher)
    cells = [
        "<del>30,5 máy/100 dân</del> → <ins>31,00 máy/100 dân (310.000 / 1.000.000)</ins>",
        "<del>chính thức</del> → <ins>đã điều chỉnh</ins>",
        f'<a href="{report.path}">Báo cáo</a>',
        "Sửa số dân",
    ]
    for name in ("change", "compare"):
        page = page_of(client, name, live)
        assert [text for text in cells if text not in page] == []
    workflow.transition(Indicator.objects.get(pk=live.pk), to=State.PUBLISHED, by=publisher)
    # Afterwards the comparison tells what was decided on, not what holds by now.
    assert cells[0] in page_of(client, "compare", live, den=kept.number)
    assert "<del>30,5" not in page_of(client, "change", live)


def test_who_may_not_see_the_change_sees_no_figures_of_it(client, live, report):
    propose(live, row(live, report))
    client.force_login(site.reporter())
    page = client.get(reverse("admin:indicators_indicator_change", args=[live.pk]))
    assert "31,00" not in page.text


def test_three_figures_are_told_in_as_many_queries_as_one(live, report, django_assert_num_queries):
    def ask():
        page = Indicator.objects.get(pk=live.pk)
        version = changes.pending_version(page)
        # What holds, the series' names, the sources.
        with django_assert_num_queries(3):
            return batches.tables(page, version)

    propose(live, row(live, report))
    ask()
    rows = [
        row(
            live,
            site.article(f"Báo cáo {year}"),
            starts_on=f"{year}-01-01",
            ends_on=f"{year}-12-31",
        )
        for year in (2005, 2006)
    ]
    propose(live, *rows)
    [table] = ask()
    assert len(table.rows) == 3


def test_a_version_without_a_series_that_has_figures_is_not_brought_back(client, live, report):
    draft = builders.indicator("Bản nháp", state=State.DRAFT, published_at=None)
    first = draft.revisions.get().number
    builders.observation(draft, report)
    client.force_login(site.publisher())
    restore = reverse("admin:indicators_indicator_restore", args=[draft.pk])
    answer = client.post(restore, {"number": first}, follow=True)
    assert "“Toàn tỉnh”" in answer.text
    assert draft.observations.count() == 1
    assert draft.revisions.count() == 1


def test_a_form_that_cannot_be_proposed_comes_back_with_what_was_typed(
    client, live, report, monkeypatch
):
    def refuse(*args, **kwargs):
        raise ValidationError("Không hợp với số liệu đang chờ")

    client.force_login(site.publisher())
    change = reverse("admin:indicators_indicator_change", args=[live.pk])
    page = client.get(change)
    sent = form(
        title="Tên đã gõ",
        unit=live.unit,
        period_kind="year",
        published_at_0="01/02/2007",
        published_at_1="10:27:14",
        _version=Indicator.objects.get(pk=live.pk).revision_number,
        _typed=page.context["typed_form"].sign(),
    )
    series = live.series.get()
    sent |= {"series-TOTAL_FORMS": "1", "series-INITIAL_FORMS": "1"}
    sent |= {
        f"series-0-{name}": str(value)
        for name, value in (
            ("id", series.pk), ("indicator", live.pk), ("name", series.name),
            ("role", series.role), ("position", 0), ("is_main", "on"),
        )
    }  # fmt: skip
    monkeypatch.setattr(changes, "propose_on", refuse)
    answer = client.post(change, sent)
    assert answer.status_code == 302
    back = client.get(answer["Location"]).text
    assert "Không hợp với số liệu đang chờ" in back
    assert "Đã lưu “" not in back
    assert 'value="Tên đã gõ"' in back
    assert changes.open_change(live) is None


def test_rows_that_no_kind_tells_of_are_told_as_they_are_kept(monkeypatch):
    monkeypatch.setattr(Project, "BATCH_TABLES", {})
    project = builders.project()
    part = Participation(project=project, quantity=12, quantity_unit="người")
    version = changes.Revision(data={"batches": {"participations": [participations.as_row(part)]}})
    [table] = batches.tables(project, version)
    assert "quantity_unit" in table.headings
    assert "người" in [cell.text for cell in table.rows[0]]


def test_a_text_that_does_not_go_with_waiting_figures_is_not_proposed(live, report):
    propose(live, row(live, report))
    fresh = Indicator.objects.get(pk=live.pk)
    waiting = changes.pending_version(fresh).data
    locked = waiting["fields"] | {"locked_through": "2007-12-31"}
    data = {"fields": locked, "parts": waiting["parts"]}
    with pytest.raises(ValidationError):
        changes.propose(fresh, data, by=site.publisher())
    assert changes.pending_version(fresh).data["fields"]["locked_through"] is None


def test_a_change_that_cannot_be_put_in_place_any_more_can_be_discarded(client, live, report):
    gone = site.article("Sẽ mất", state=State.DRAFT)
    propose(live, row(live, gone))
    gone.delete()
    client.force_login(site.publisher())
    change = reverse("admin:indicators_indicator_change", args=[live.pk])
    assert client.get(change).status_code == 200
    assert "không còn nữa" in page_of(client, "compare", live)
    number = Indicator.objects.get(pk=live.pk).revision_number
    workflow.transition(
        Indicator.objects.get(pk=live.pk),
        to=State.DISCARDED,
        by=site.publisher("duyet2"),
        seen=number,
    )
    assert "Trang nguồn" not in client.get(change).text


def figures_of(client, indicator, key, **cells):
    """Send the grid of figures with one row typed over."""
    number = Indicator.objects.get(pk=indicator.pk).revision_number
    sent = {"_version": number, "row": key} | {
        f"{key}-{name}": text for name, text in cells.items()
    }
    return client.post(reverse("admin:indicators_indicator_figures", args=[indicator.pk]), sent)


def test_figures_are_typed_over_a_change_that_cannot_be_put_in_place_any_more(client, live, report):
    gone = site.article("Sẽ mất", state=State.DRAFT)
    propose(live, row(live, gone, starts_on="2006-01-01", ends_on="2006-12-31"))
    gone.delete()
    client.force_login(site.editor())
    page = page_of(client, "figures", live)
    assert "Thay đổi đang chờ không áp dụng được nữa" in page
    assert 'value="30,5"' in page
    assert 'value="31,00"' not in page
    assert "Hãy gõ lại số liệu được nói tới" in page
    assert 'name="_step"' not in page
    cells = {"value": "32", "state": "revised", "reason": "Sửa số dân", "source": report.path}
    answer = figures_of(client, live, "2007-01-01_2007-12-31", **cells)
    assert answer.status_code == 400
    assert "Chưa lưu gì" in answer.text
    assert 'value="32"' in answer.text
    # The figure that is meant may be typed over.
    mended = figures_of(client, live, "2006-01-01_2006-12-31", **cells)
    assert mended.status_code == 302
    assert "không áp dụng được nữa" not in page_of(client, "figures", live)


def test_where_no_figure_is_the_reason_the_grid_says_to_mend_the_change(client, live, report):
    propose(live, row(live, report, starts_on="2006-01-01", ends_on="2006-12-31"))
    version = changes.pending_version(Indicator.objects.get(pk=live.pk))
    # Readers see a figure of the series that the change lacks.
    lacking = version.data | {"parts": version.data["parts"] | {"series": []}}
    changes.Revision.objects.filter(pk=version.pk).update(data=lacking)
    client.force_login(site.editor())
    page = page_of(client, "figures", live)
    assert "hãy sửa hoặc bỏ thay đổi" in page
    assert "gõ lại số liệu" not in page
