"""The grid in which a clerk types figures, period by period."""

import html
import re
from datetime import date

import pytest
from django.urls import reverse

from portal.publishing import changes, workflow
from portal.publishing.models import State
from projects.indicators.models import Indicator
from tests import builders as site
from tests.markup import squeezed
from tests.projects import builders

pytestmark = pytest.mark.django_db

Y2007 = "2007-01-01_2007-12-31"
Y2008 = "2008-01-01_2008-12-31"


@pytest.fixture
def live():
    found = builders.indicator()
    builders.main_series(found)
    return found


def address(indicator, query=""):
    return reverse("admin:indicators_indicator_figures", args=[indicator.pk]) + query


def shown(client, indicator, query=""):
    """The form as a browser would send it back untouched."""
    page = client.get(address(indicator, query))
    assert page.status_code == 200
    sent = {}
    text = page.text
    for tag in re.findall(r"<input[^>]*>", text):
        attributes = dict(re.findall(r'([\w-]+)="([^"]*)"', tag))
        if attributes.get("type") == "checkbox" and "checked" not in tag:
            continue
        if "name" in attributes:
            sent.setdefault(attributes["name"], []).append(
                html.unescape(attributes.get("value", ""))
            )
    for name, options in re.findall(r'<select name="([\w-]+)".*?>(.*?)</select>', text, re.DOTALL):
        chosen = re.search(r'value="(\w+)" selected', options)
        sent.setdefault(name, []).append(chosen[1] if chosen else "")
    return sent


def typed(form, key, **cells):
    return form | {f"{key}-{name}": value for name, value in cells.items()}


def post(client, indicator, form, query=""):
    return client.post(address(indicator, query), form)


def figures(indicator):
    current = indicator.observations.current().order_by("ends_on")
    return [(seen.ends_on.year, str(seen.value), seen.state) for seen in current]


def test_figures_of_a_published_indicator_are_told_to_be_a_draft(desk, live, report):
    form = typed(shown(desk, live, "?ky=2008"), Y2007, value="28,70", source=report.path)
    page = desk.post(address(live), form, follow=True).text
    assert "Đã lưu số liệu: 1." in page
    assert "Người đọc vẫn thấy nội dung cũ." in page
    assert "Chưa gửi ai" in page


def test_a_figure_is_typed_with_a_comma_and_kept_with_its_digits(desk, draft, report):
    form = shown(desk, draft, "?ky=2008")
    form = typed(form, Y2007, value="28,70", state="final", source=report.path, note="Ước")
    assert post(desk, draft, form).status_code == 302
    assert figures(draft) == [(2007, "28.70", "final")]
    [kept] = draft.observations.current()
    assert (kept.evidence_id, kept.note, kept.recorded_by.username) == (
        report.pk,
        "Ước",
        "bientap",
    )
    assert 'value="28,70"' in desk.get(address(draft)).text


def test_an_untouched_grid_changes_nothing(desk, draft, report):
    builders.observation(draft, report)
    before = draft.revisions.count()
    post(desk, draft, shown(desk, draft))
    assert draft.revisions.count() == before
    assert draft.observations.count() == 1


def test_a_last_digit_is_added_to_a_figure(desk, draft, report):
    builders.observation(draft, report, value="35.5")
    form = typed(shown(desk, draft, "?ky=2008"), Y2007, value="35,50")
    assert post(desk, draft, form).status_code == 302
    assert figures(draft) == [(2007, "35.50", "provisional")]


def test_a_reason_alone_is_told_to_change_nothing(desk, live, report):
    builders.observation(live, report, value="35.5")
    before = live.revisions.count()
    page = post(desk, live, typed(shown(desk, live, "?ky=2008"), Y2007, reason="Nhập nhầm"))
    assert "Không có gì thay đổi." in page.text
    assert live.revisions.count() == before


def test_errors_stand_at_their_cells_and_what_was_typed_stays(desk, draft, report):
    form = shown(desk, draft, "?ky=2008")
    form = typed(form, Y2007, value="1.234", source="/khong/co/", note="Giữ lại")
    form = typed(form, Y2008, value="31")
    answer = post(desk, draft, form)
    assert answer.status_code == 400
    page = answer.text
    assert all(text in page for text in ("1234", "1,234", "/khong/co/", 'value="Giữ lại"'))
    errors = {
        place.key: set(place.form.errors)
        for place in answer.context["grid"].rows
        if place.form.errors
    }
    assert errors == {Y2007: {"value", "source"}, Y2008: {"source"}}
    assert not draft.observations.exists()


def test_one_source_serves_all_new_figures(desk, draft, report):
    form = shown(desk, draft, "?ky=2008") | {"common_source": str(report.pk)}
    form = typed(typed(form, Y2007, value="30"), Y2008, value="31")
    post(desk, draft, form)
    assert [seen.evidence_id for seen in draft.observations.all()] == [report.pk] * 2


def test_a_value_is_worked_out_from_what_it_is_counted_from(desk, draft, report):
    form = shown(desk, draft, "?ky=2007") | {"common_source": report.path}
    post(desk, draft, typed(form, Y2007, numerator="229600", denominator="800000"))
    assert figures(draft) == [(2007, "28.70", "provisional")]


def test_what_comes_out_too_large_is_refused_at_its_cell(desk, draft, report):
    form = shown(desk, draft, "?ky=2007") | {"common_source": report.path}
    tiny = f"0,{'0' * 36}1"
    answer = post(desk, draft, typed(form, Y2007, numerator="999999999999999", denominator=tiny))
    assert answer.status_code == 400
    [place] = [each for each in answer.context["grid"].rows if each.form.errors]
    assert place.form.errors == {"value": ["Số này quá lớn, không thể đúng."]}


@pytest.mark.parametrize("where", ["common_source", f"{Y2007}-source"])
def test_a_source_with_a_nul_is_no_page(desk, draft, report, where):
    form = typed(shown(desk, draft, "?ky=2007"), Y2007, value="30")
    answer = post(desk, draft, form | {where: f"{report.path}\0"})
    assert answer.status_code == 400
    assert not draft.observations.exists()


def test_the_correction_of_a_final_figure_says_why(desk, draft, report):
    builders.observation(draft, report, state="final")
    form = typed(shown(desk, draft), Y2007, value="31")
    answer = post(desk, draft, form)
    [place] = [each for each in answer.context["grid"].rows if each.form.errors]
    assert set(place.form.errors) == {"state"}
    answer = post(desk, draft, typed(form, Y2007, state="revised"))
    [place] = [each for each in answer.context["grid"].rows if each.form.errors]
    assert set(place.form.errors) == {"reason"}
    post(desk, draft, typed(form, Y2007, state="revised", reason="Sửa số dân"))
    assert figures(draft) == [(2007, "31", "revised")]
    history = reverse("admin:indicators_indicator_figure_history", args=[draft.pk])
    key = {"chuoi": draft.series.get().pk, "tu": "2007-01-01", "den": "2007-12-31"}
    page = desk.get(history, key).text
    assert page.index("31 máy") < page.index("30,5 máy")
    assert "Sửa số dân" in page
    assert desk.get(history, key | {"tu": "x"}).status_code == 404
    assert desk.get(history, key | {"chuoi": "0"}).status_code == 404


def test_a_stale_form_says_so_and_loses_nothing(desk, draft, report):
    first = shown(desk, draft, "?ky=2008") | {"common_source": report.path}
    post(desk, draft, typed(first, Y2007, value="30"))
    answer = post(desk, draft, typed(first, Y2008, value="31"))
    assert answer.status_code == 400
    places = {place.key: place for place in answer.context["grid"].rows}
    assert places[Y2008].form.data[f"{Y2008}-value"] == "31"
    # The row that was not touched shows what the other person saved.
    assert not places[Y2007].form.is_bound
    assert places[Y2007].stored_value == "30"
    assert figures(draft) == [(2007, "30", "provisional")]


def test_figures_of_a_live_indicator_wait_and_are_told_to_who_approves(desk, live, report):
    builders.observation(live, report, value="30.5")
    form = typed(shown(desk, live, "?ky=2008"), Y2007, value="31", note="Mới")
    form = typed(form, Y2008, value="33,25", source=report.path)
    assert post(desk, live, form).status_code == 302
    assert figures(live) == [(2007, "30.5", "provisional")]
    grid = desk.get(address(live, "?ky=2008")).text
    assert 'value="33,25"' in grid
    assert grid.count("có thay đổi chưa gửi duyệt</em>") == 2
    assert "chờ duyệt" not in squeezed(grid).partition("<table")[0]
    publisher = site.publisher()
    desk.force_login(publisher)
    for name in ("change", "compare"):
        page = desk.get(reverse(f"admin:indicators_indicator_{name}", args=[live.pk]))
        text = squeezed(page.text)
        assert "<del>30,5 máy/100 dân</del> → <ins>31 máy/100 dân</ins>" in text
        assert "<td><ins>33,25 máy/100 dân</ins></td>" in text
        assert "Báo cáo" in text
    workflow.transition(Indicator.objects.get(pk=live.pk), to=State.PUBLISHED, by=publisher)
    assert figures(live) == [(2007, "31", "provisional"), (2008, "33.25", "provisional")]


def test_figures_that_nobody_was_asked_about_are_sent_from_where_they_were_typed(desk, report):
    live = builders.indicator(summary="Số máy trên 100 dân.")
    builders.main_series(live)
    form = typed(shown(desk, live, "?ky=2008"), Y2007, value="31", source=report.path)
    post(desk, live, form)
    grid = squeezed(desk.get(address(live, "?ky=2008")).text)
    assert "Có thay đổi chưa gửi duyệt. Người đọc vẫn thấy nội dung cũ. Chưa gửi ai" in grid
    assert '_step" value="submitted"' in grid
    step = reverse("admin:indicators_indicator_step", args=[live.pk])
    sent = {"_step": "submitted", "_version": Indicator.objects.get(pk=live.pk).revision_number}
    assert "Đã gửi duyệt thay đổi" in desk.post(step, sent, follow=True).text
    assert changes.open_change(live).state == State.SUBMITTED
    grid = squeezed(desk.get(address(live, "?ky=2008")).text)
    assert grid.count("có thay đổi chờ duyệt</em>") == 1
    assert '_step" value="submitted"' not in grid


def test_a_waiting_figure_is_mended_and_taken_back(desk, live, report):
    form = typed(shown(desk, live, "?ky=2008"), Y2007, value="31", source=report.path)
    post(desk, live, form)
    post(desk, live, typed(shown(desk, live, "?ky=2008"), Y2007, value="32", state="final"))
    waiting = changes.pending_version(live).data["batches"]["observations"]
    assert [row["value"] for row in waiting] == ["32"]
    post(desk, live, typed(shown(desk, live, "?ky=2008"), Y2007, value=""))
    assert changes.pending_version(live).data["batches"]["observations"] == []


def test_a_figure_is_never_emptied(desk, draft, report):
    builders.observation(draft, report)
    answer = post(desk, draft, typed(shown(desk, draft), Y2007, value=""))
    assert answer.status_code == 400
    assert figures(draft) == [(2007, "30.5", "provisional")]


def test_a_locked_period_is_shown_and_not_typed_over(desk, draft, report):
    builders.observation(draft, report)
    old = shown(desk, draft)
    Indicator.objects.filter(pk=draft.pk).update(locked_through=date(2007, 12, 31))
    assert f"{Y2007}-value" not in shown(desk, draft)
    answer = post(desk, draft, typed(old, Y2007, value="31"))
    assert "đã khóa" in answer.text
    assert figures(draft) == [(2007, "30.5", "provisional")]


def test_as_of_days_are_typed_in_rows_of_their_own(desk, report):
    indicator = builders.indicator(state=State.DRAFT, published_at=None, period_kind="day")
    builders.main_series(indicator)
    form = typed(
        shown(desk, indicator), "new-0", period="30/06/2007", value="9,3", source=report.path
    )
    form = typed(form, "new-1", period="31/02/2007", value="9,4", source=report.path)
    answer = post(desk, indicator, form)
    [wrong] = [place for place in answer.context["grid"].rows if place.form.errors]
    assert (wrong.key, set(wrong.form.errors)) == ("new-1", {"period"})
    post(desk, indicator, typed(form, "new-1", period="31/12/2007"))
    assert [str(seen.ends_on) for seen in indicator.observations.newest()] == [
        "2007-12-31",
        "2007-06-30",
    ]
    again = typed(
        shown(desk, indicator), "new-0", period="30/06/2007", value="9", source=report.path
    )
    assert post(desk, indicator, again).status_code == 400
    assert indicator.observations.count() == 2


def test_earlier_periods_are_a_page_further(desk, draft, report):
    builders.observation(draft, report, year=2007)
    builders.observation(draft, report, year=1999, value="2.1")
    page = desk.get(address(draft))
    assert page.context["grid"].rows[0].label == "2009"
    assert page.context["grid"].older == "1997"
    assert 'value="2,1"' in page.text
    assert desk.get(address(draft, "?ky=hôm+qua")).status_code == 400
    assert desk.get(address(draft, "?chuoi=0")).status_code == 404


def test_no_row_is_offered_that_would_be_too_far_ahead(desk, draft, report):
    year = date.today().year
    for newest in (year, year + 1):
        builders.observation(draft, report, year=newest)
        assert desk.get(address(draft)).context["grid"].rows[0].label == str(year + 1)


def test_who_may_not_write_sees_and_types_nothing(client, live, report):
    builders.observation(live, report)
    client.force_login(site.reporter())
    assert client.get(address(live)).status_code == 404
    assert post(client, live, {"row": Y2007}).status_code == 404


def test_a_source_that_somebody_may_not_read_is_none(client, report):
    hidden = site.article("Bí mật của Sở", state=State.DRAFT, by=site.editor())
    reporter = site.reporter()
    own = builders.indicator(state=State.DRAFT, published_at=None)
    Indicator.objects.filter(pk=own.pk).update(created_by=reporter)
    builders.main_series(own)
    client.force_login(reporter)
    form = typed(shown(client, own, "?ky=2007"), Y2007, value="30", source=str(hidden.pk))
    answer = post(client, own, form)
    assert answer.status_code == 400
    assert "Bí mật" not in answer.text


def test_a_reporter_and_an_editor_do_not_lock_figures(client, draft):
    change = reverse("admin:indicators_indicator_change", args=[draft.pk])
    for person, may in ((site.editor(), False), (site.publisher(), True)):
        client.force_login(person)
        form = client.get(change).context["adminform"].form
        assert ("locked_through" in form.fields) is may, person


def test_a_lock_over_figures_that_wait_is_refused_in_the_form(client, live, report):
    client.force_login(site.editor())
    form = typed(shown(client, live, "?ky=2008"), Y2007, value="31", source=report.path)
    post(client, live, form)
    publisher = site.publisher()
    client.force_login(publisher)
    change = reverse("admin:indicators_indicator_change", args=[live.pk])
    page = client.get(change)
    sent = {
        name: page.context["adminform"].form[name].value() or ""
        for name in page.context["adminform"].form.fields
    }
    sent = {name: value for name, value in sent.items() if value and isinstance(value, str | int)}
    sent |= {
        "_version": Indicator.objects.get(pk=live.pk).revision_number,
        "highest": "20",
        "published_at_0": "01/02/2007",
        "published_at_1": "10:27:14",
        "expires_at_0": "",
        "expires_at_1": "",
    }
    for formset in page.context["inline_admin_formsets"]:
        prefix = formset.formset.prefix
        sent |= {f"{prefix}-TOTAL_FORMS": "0", f"{prefix}-INITIAL_FORMS": "0"}
    answer = client.post(change, sent)
    assert answer.status_code == 200
    form = answer.context["adminform"].form
    assert "Với số liệu chưa đăng" in " ".join(form.non_field_errors()), form.errors


def test_the_grid_asks_as_often_for_three_figures_as_for_one(
    desk, draft, report, django_assert_num_queries
):
    builders.observation(draft, report)
    desk.get(address(draft))
    with django_assert_num_queries(QUERIES):
        desk.get(address(draft))
    for year in (2005, 2006):
        builders.observation(draft, site.article(f"Báo cáo {year}"), year=year)
    with django_assert_num_queries(QUERIES):
        desk.get(address(draft))


# Session, person, groups' rights (two), sections; the page and its series; the figures, the
# newest; and the savepoint and switch of the rehearsal.
QUERIES = 13
