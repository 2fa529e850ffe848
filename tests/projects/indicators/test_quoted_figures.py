"""Figures that texts quote: shown as they are today, never before readers may see them."""

import pytest
from django.db import transaction
from django.tasks import default_task_backend
from django.utils import timezone

from news.articles.models import Article
from portal.editing import publish_checks
from portal.kit.priorities import BULK
from portal.pagecache import generation
from portal.publishing import changes, loading, quotes, services, workflow
from portal.publishing.dry_run import allow_live_writes
from portal.publishing.models import Correction, Link, QuoteNotice, State
from projects.indicators import observations
from projects.indicators.quoted_figures import reference
from tests import builders
from tests.projects import builders as projects

pytestmark = pytest.mark.django_db


@pytest.fixture
def figure(report):
    return projects.observation(projects.indicator(), report, value="35.5")


def article(figure, title="Bài dẫn số liệu", before="Đạt", after="máy/100 dân", **fields):
    body = f"<p>{before} [[{reference(figure)}]] {after}.</p>"
    return builders.article(title, body=body, **fields)


def correct(figure, value, **fields):
    """The figure corrected as an approved change would."""
    row = observations.as_row(figure) | {"value": value, "reason": "Đếm lại"} | fields
    with transaction.atomic(), allow_live_writes():
        observations.record(figure.indicator, [row])


def text(client, path):
    return client.get(path).text


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


def test_search_finds_and_shows_the_number_of_today(client, figure, request):
    article(figure, "Bài về máy")
    request.getfixturevalue("letters_at_once")
    correct(figure, "36.1")
    page = text(client, "/tim-kiem/?q=dat+36,1")
    assert "Bài về máy" in page
    assert "36,1" in page.replace("<mark>", "").replace("</mark>", "")
    assert "Bài về máy" not in text(client, "/tim-kiem/?q=dat+35,5")


def test_search_follows_a_figure_that_is_corrected_while_its_indicator_is_withdrawn(
    client, figure, request
):
    article(figure, "Bài về máy")
    request.getfixturevalue("letters_at_once")
    workflow.transition(figure.indicator, to=State.WITHDRAWN, by=None, comment="Nhầm.")
    correct(figure, "36.1")
    assert "Bài về máy" in text(client, "/tim-kiem/?q=dat+35,5")
    workflow.transition(figure.indicator, to=State.PUBLISHED, by=None)
    assert "Bài về máy" in text(client, "/tim-kiem/?q=dat+36,1")
    assert "Bài về máy" not in text(client, "/tim-kiem/?q=dat+35,5")
    # What the text itself holds is what readers see of a figure that is withdrawn again.
    workflow.transition(figure.indicator, to=State.WITHDRAWN, by=None, comment="Nhầm.")
    assert "Bài về máy" in text(client, "/tim-kiem/?q=dat+35,5")


def test_search_follows_the_figures_of_an_indicator_once_it_appears(figure):
    page = article(figure, "Bài về máy")
    workflow.transition(figure.indicator, to=State.WITHDRAWN, by=None, comment="Nhầm.")
    tomorrow = timezone.now() + timezone.timedelta(days=1)
    workflow.transition(figure.indicator, to=State.PUBLISHED, by=None, published_at=tomorrow)
    queued = default_task_backend.results[-1]
    assert (queued.task.func, queued.args) == (quotes.find_by_new_numbers.func, [[page.pk]])
    assert queued.task.run_after == tomorrow


def test_a_correction_waits_for_no_page_that_quotes_the_figure(figure):
    page = article(figure, "Bài về máy")
    before = Article.objects.get(pk=page.pk).search_vector
    correct(figure, "36.1")
    assert Article.objects.get(pk=page.pk).search_vector == before
    queued = default_task_backend.results[-1]
    assert (queued.task.func, queued.args) == (quotes.find_by_new_numbers.func, [[page.pk]])
    # What was published meanwhile is found by its own words.
    with transaction.atomic(), allow_live_writes():
        fresh = Article.objects.get(pk=page.pk)
        fresh.title = "Tên khác"
        fresh.save()
    quotes.find_by_new_numbers.call([page.pk, 0])
    after = Article.objects.get(pk=page.pk).search_vector
    assert "khac" in after or "khác" in after
    assert after != before


def test_many_pages_are_found_by_new_numbers_in_slices(figure, monkeypatch):
    pages = sorted(article(figure, f"Bài {number}").pk for number in range(2))
    monkeypatch.setattr(quotes, "SECONDS", 0)
    quotes.find_by_new_numbers.call(pages)
    queued = default_task_backend.results[-1]
    assert (queued.task.func, queued.args) == (quotes.find_by_new_numbers.func, [pages[1:]])
    assert queued.task.priority == BULK


@pytest.mark.django_db(transaction=True)
def test_the_helper_finds_pages_by_new_numbers_outside_of_a_transaction():
    page = builders.article()
    with allow_live_writes():
        Article.objects.filter(pk=page.pk).update(search_vector="")
    before = generation.current()
    quotes.find_by_new_numbers.call([page.pk, 0])
    assert (after := generation.current()) > before
    assert Article.objects.get(pk=page.pk).search_vector
    # Where search knows all of it already, no page is made anew.
    quotes.find_by_new_numbers.call([page.pk])
    assert generation.current() == after


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


def test_a_correction_lists_each_page_that_quotes_the_figure(figure, report):
    other = projects.observation(figure.indicator, report, year=2006)
    first, second = article(figure, "Một"), article(figure, "Hai")
    article(other, "Khác")
    article(figure, "Nháp", state=State.DRAFT, published_at=None)
    correct(figure, "36.1")
    notices = QuoteNotice.objects.order_by("publication")
    assert [(each.publication_id, each.old, each.new) for each in notices] == [
        (first.pk, "35,5", "36,1"),
        (second.pk, "35,5", "36,1"),
    ]
    assert notices[0].sentence == (
        "Mật độ điện thoại, 2007: trước ghi 35,5 máy/100 dân, nay sửa là 36,1 máy/100 dân."
    )


def test_the_same_number_with_other_digits_is_no_correction(client, figure):
    page = article(figure)
    correct(figure, "35.50", state="final")
    assert not QuoteNotice.objects.exists()
    assert "35,50</data></a> máy" in text(client, page.path)


def test_a_second_correction_moves_the_notice_on_and_going_back_closes_it(figure):
    article(figure)
    correct(figure, "36.1")
    correct(figure, "36.4")
    notice = QuoteNotice.objects.get()
    assert (notice.old, notice.new, notice.closed_at) == ("35,5", "36,4", None)
    correct(figure, "35.5")
    notice.refresh_from_db()
    assert notice.closed_at is not None


def test_a_correction_that_names_the_new_number_closes_the_notice_and_takes_the_mark(
    client, figure
):
    page = article(figure)
    correct(figure, "36.1")
    page = Article.objects.get(pk=page.pk)
    page.correction = QuoteNotice.objects.get().sentence
    services.save(page, by=None)
    notice = QuoteNotice.objects.get()
    assert notice.closed_at is not None
    assert notice.correction == Correction.objects.get()
    shown = text(client, page.path)
    assert "cập nhật ngày" not in shown
    assert "nay sửa là 36,1 máy/100 dân." in shown
    comparison = text(client, notice.correction.comparison_path)
    assert "35,5" in comparison
    assert "36,1" in comparison


@pytest.mark.parametrize("correction", ["", "Sửa tên người.", "Là 36,15."])
def test_any_other_change_leaves_notice_and_mark(client, figure, correction):
    page = article(figure)
    correct(figure, "36.1")
    page = Article.objects.get(pk=page.pk)
    page.correction, page.summary = correction, "Tóm tắt khác."
    services.save(page, by=None)
    page = Article.objects.get(pk=page.pk)
    assert QuoteNotice.objects.get().closed_at is None
    assert "cập nhật ngày" in text(client, page.path)
    assert [each.level for each in publish_checks.check(page) if "đã được sửa" in each.message] == [
        "warn"
    ]


def test_a_text_that_quotes_the_figure_no_longer_closes_the_notice(figure):
    page = article(figure)
    correct(figure, "36.1")
    page = Article.objects.get(pk=page.pk)
    page.body = "<p>Không còn số.</p>"
    services.save(page, by=None)
    assert QuoteNotice.objects.get().closed_at is not None


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


@pytest.mark.parametrize("said", ["It is 1,236.25, not 35.5.", "Nay là 1.236,25."])
def test_a_correction_of_an_english_text_may_name_the_number_as_english_does(client, figure, said):
    body = f"<p>It is [[{reference(figure)}]].</p>"
    version = builders.english(article(figure), body=body)
    correct(figure, "1236.25")
    notice = QuoteNotice.objects.get(publication=version)
    assert notice.sentence == (
        "Mật độ điện thoại, 2007: not 35.5 máy/100 dân but 1,236.25 máy/100 dân."
    )
    assert "figure-mark" in text(client, version.path)
    version = type(version).objects.get(pk=version.pk)
    version.correction = said
    services.save(version, by=None)
    notice.refresh_from_db()
    assert notice.closed_at is not None
    assert "figure-mark" not in text(client, version.path)
