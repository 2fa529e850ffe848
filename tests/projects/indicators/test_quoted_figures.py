"""Figures that texts quote: shown as they are today, never before readers may see them."""

import pytest
from django.db import transaction
from django.utils import timezone

from news.articles.models import Article
from portal.editing import publish_checks
from portal.publishing import changes, loading, services, workflow
from portal.publishing.dry_run import allow_live_writes
from portal.publishing.models import Link, QuoteNotice, State
from projects.indicators import observations
from projects.indicators.quoted_figures import reference
from tests import builders
from tests.projects import builders as projects
from tests.projects.indicators.quoting import article, correct, text

pytestmark = pytest.mark.django_db


def test_a_page_shows_the_figure_with_where_it_comes_from(client, figure):
    page = text(client, article(figure).path)
    link = (
        '<a class="quoted-figure" href="/chi-tieu/mat-do-dien-thoai/"'
        ' title="Mật độ điện thoại, 2007: 35,5 máy/100 dân"><data value="35.5">35,5</data></a>'
    )
    assert f"Đạt {link} máy/100 dân." in page
    assert "so-lieu:" not in page


def test_what_is_stored_holds_the_number_of_the_day(figure):
    stored = f'<p>Đạt <data value="{reference(figure)}">35,5</data> máy/100 dân.</p>'
    assert article(figure).body == stored


def test_a_corrected_figure_is_shown_at_once_with_a_mark_until_readers_are_told(client, figure):
    page = article(figure)
    correct(figure, "36.1")
    shown = text(client, page.path)
    day = f"{timezone.localdate():%d/%m/%Y}"
    assert '<data value="36.1">36,1</data></a>' in shown
    assert f"(số liệu đã được cập nhật ngày {day})" in shown
    assert "35,5" not in shown


def test_a_draft_that_appears_after_the_correction_has_no_mark(client, figure):
    page = article(figure, state=State.DRAFT, published_at=None)
    correct(figure, "36.1")
    services.save(Article.objects.get(pk=page.pk), by=None)
    page = Article.objects.get(pk=page.pk)
    assert ">36,1</data>" in page.body
    assert not QuoteNotice.objects.exists()


@pytest.mark.parametrize(
    "hide",
    [
        {"state": State.WITHDRAWN},
        {"published_at": timezone.now() + timezone.timedelta(days=2)},
        {"expires_at": timezone.now() - timezone.timedelta(minutes=1)},
    ],
)
def test_of_a_hidden_indicator_the_text_stays_as_it_was_and_no_new_value_leaks(
    client, figure, hide
):
    page = article(figure)
    correct(figure, "36.1")
    with transaction.atomic(), allow_live_writes():
        type(figure.indicator).objects.filter(pk=figure.indicator_id).update(**hide)
    shown = text(client, page.path)
    assert "Đạt 35,5 máy/100 dân." in shown
    assert "36,1" not in shown
    assert "36.1" not in shown
    assert "mat-do-dien-thoai" not in shown


def test_a_figure_that_waits_for_approval_is_nowhere(client, figure):
    page = article(figure)
    row = observations.as_row(figure) | {"value": "99.25", "reason": "Thử"}
    changes.propose_rows(figure.indicator, "observations", [row], by=builders.editor())
    assert not QuoteNotice.objects.exists()
    for path in (page.path, "/tim-kiem/?q=99,25", "/tin-tuc/rss.xml", "/tin-tuc/atom.xml"):
        assert "99,25</" not in text(client, path), path
        assert "99.25" not in text(client, path), path
    assert "35,5" in text(client, page.path)


@pytest.mark.parametrize("state", [State.DRAFT, State.SUBMITTED])
def test_the_figure_of_an_indicator_that_is_not_public_yet_never_shows(client, report, state):
    hidden = projects.indicator("Chỉ tiêu kín", state=state, published_at=None)
    figure = projects.observation(hidden, report, value="77.7")
    page = article(figure)
    assert "77,7" not in page.body
    assert "77,7" not in text(client, page.path)
    assert [
        each.message for each in publish_checks.check(page) if each.blocks and each.field == "body"
    ] == [f"Người đọc chưa thấy được số liệu này: {reference(figure)}"]


def test_a_reference_to_nothing_is_blocked_and_shows_no_brackets(client, figure):
    nowhere = f"so-lieu:{figure.series_id}:1999-01-01:1999-12-31"
    page = builders.article("Bài", body=f"<p>Đạt [[{nowhere}]] và [[so-lieu:x]].</p>")
    blocking = {
        each.message for each in publish_checks.check(page) if each.blocks and each.field == "body"
    }
    assert blocking == {
        f"Nội dung dẫn một số liệu không có: {nowhere}",
        "Chỗ này định dẫn một số liệu nhưng mã không đúng: [[so-lieu:x]]",
    }
    assert "Đạt … và" in text(client, page.path)


@pytest.mark.parametrize("value", ["2007-02-30:2007-12-31", "0000-01-01:0000-12-31"])
def test_days_that_there_are_not_are_a_reference_to_nothing(client, figure, value):
    page = builders.article("Bài", body=f"<p>[[so-lieu:{figure.series_id}:{value}]]</p>")
    assert client.get(page.path).status_code == 200
    assert any(each.blocks and each.field == "body" for each in publish_checks.check(page))


@pytest.mark.parametrize("field", ["title", "summary", "correction"])
def test_brackets_outside_of_the_text_are_blocked(figure, field):
    page = article(figure)
    setattr(page, field, f"Đạt [[{reference(figure)}]]")
    found = publish_checks.check_as_it_stands(page)
    assert [each.field for each in found if each.blocks and "Mã số liệu" in each.message] == [field]


def test_hostile_names_are_text_only(client, report):
    indicator = projects.indicator('"><script>x</script>', unit='<b>"&')
    figure = projects.observation(indicator, report)
    page = text(client, article(figure).path)
    assert "<script>x" not in page
    assert "<b>" not in page
    assert "&quot;&gt;&lt;script&gt;x&lt;/script&gt;" in page


def test_within_a_link_there_is_no_second_link(client, figure):
    body = f'<p><a href="/gioi-thieu/">Đạt [[{reference(figure)}]] máy</a></p>'
    page = text(client, builders.article("Bài", body=body).path)
    assert 'Đạt <data value="35.5">35,5</data> máy</a>' in page


def test_a_sample_says_so_beside_the_number(client, report):
    figure = projects.observation(projects.indicator(), report, is_sample=True)
    assert "(số liệu minh họa)</small>" in text(client, article(figure).path)


def test_figures_cost_one_query_however_many(client, figure, report, django_assert_num_queries):
    plain = builders.article("Không số")
    three = [projects.observation(figure.indicator, report, year=year) for year in (2004, 2005)]
    body = "".join(f"<p>[[{reference(each)}]]</p>" for each in [figure, *three])
    many = builders.article("Ba số", body=body)
    one = article(figure)
    with django_assert_num_queries(5):
        client.get(plain.path)
    for page in (one, many):
        with django_assert_num_queries(6):
            assert "quoted-figure" in text(client, page.path)


def test_links_of_the_page_know_the_indicator(figure):
    page = article(figure)
    link = Link.objects.get(source=page)
    assert (link.address, link.words, link.target_id) == (
        reference(figure),
        "35,5",
        figure.indicator_id,
    )


def test_pages_that_are_loaded_in_bulk_are_listed_like_any_other(client, figure):
    row = Article(
        title="Tiếp quản",
        body=f"<p>Đạt [[{reference(figure)}]] máy.</p>",
        state=State.PUBLISHED,
        published_at=builders.FEBRUARY,
    )
    row.derive()
    loading.load([row], topics=[[]])
    assert 'class="quoted-figure"' in text(client, row.path)
    correct(figure, "36.1")
    assert [each.publication_id for each in QuoteNotice.objects.all()] == [row.pk]


# --- who has to be told -------------------------------------------------------------------------


def test_what_a_change_quotes_for_the_first_time_is_as_of_today_without_mark(client, figure):
    page = builders.article("Bài")
    page.body = f"<p>[[{reference(figure)}]]</p>"
    services.save(page, by=builders.editor())
    correct(figure, "36.1")
    page = Article.objects.get(pk=page.pk)
    workflow.transition(page, to=State.PUBLISHED, by=None)
    assert ">36,1</data>" in Article.objects.get(pk=page.pk).body
    assert "cập nhật ngày" not in text(client, page.path)


@pytest.mark.parametrize("times", [1, 3])
def test_figures_that_nobody_quotes_cost_no_more_for_being_many(
    figure, report, django_assert_num_queries, times
):
    years = range(2001, 2001 + times)
    others = [projects.observation(figure.indicator, report, year=year) for year in years]
    article(figure)
    rows = [observations.as_row(each) | {"value": "1"} for each in others]
    with transaction.atomic(), allow_live_writes(), django_assert_num_queries(8):
        observations.record(figure.indicator, rows)


def test_an_english_text_writes_the_figure_as_english_does(client, figure):
    original = article(figure)
    version = builders.english(original, body=f"<p>It is [[{reference(figure)}]].</p>")
    page = text(client, version.path)
    assert '<data value="35.5">35.5</data>' in page
    correct(figure, "1236.25")
    assert '<data value="1236.25">1,236.25</data>' in text(client, version.path)
    assert '<data value="1236.25">1.236,25</data>' in text(client, original.path)


def test_a_figure_in_an_english_text_leads_to_the_english_indicator(client, report):
    indicator = projects.indicator(unit_en="telephones per 100 people")
    builders.english(indicator, "Telephone density")
    figures = [projects.observation(indicator, report, year, "35.5") for year in (2006, 2007)]
    body = "".join(f"<p>[[{reference(each)}]]</p>" for each in figures)
    page = text(client, builders.english(article(figures[0]), body=body).path)
    for year in (2006, 2007):
        title = f"Telephone density, {year}: 35.5 telephones per 100 people"
        link = f'<a class="quoted-figure" href="/en/chi-tieu/mat-do-dien-thoai/" title="{title}">'
        assert link in page


@pytest.mark.parametrize("correction", ["It is 1,236.25, not 35.5.", "Nay là 1.236,25."])
def test_a_correction_of_an_english_text_may_name_the_number_as_english_does(
    client, figure, correction
):
    body = f"<p>It is [[{reference(figure)}]].</p>"
    version = builders.english(article(figure), body=body)
    correct(figure, "1236.25")
    notice = QuoteNotice.objects.get(publication=version)
    assert notice.sentence == (
        "Mật độ điện thoại, 2007: not 35.5 máy/100 dân but 1,236.25 máy/100 dân."
    )
    assert "figure-mark" in text(client, version.path)
    version = type(version).objects.get(pk=version.pk)
    version.correction = correction
    services.save(version, by=None)
    notice.refresh_from_db()
    assert notice.closed_at is not None
    assert "figure-mark" not in text(client, version.path)
