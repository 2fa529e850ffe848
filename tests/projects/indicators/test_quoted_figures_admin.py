"""Quoting figures in the admin: found, pasted, and corrected with the page that quotes them."""

import re

import pytest
from django.db import transaction

from news.articles.models import Article
from portal.publishing import changes, revisions
from portal.publishing.dry_run import allow_live_writes
from portal.publishing.models import Correction, QuoteNotice, State
from projects.indicators import observations
from projects.indicators.quoted_figures import reference
from tests import builders
from tests.portal.editing.typing import typed
from tests.projects import builders as projects

pytestmark = pytest.mark.django_db
CHOOSER = "/admin/projects/indicator/chen-so-lieu/"
LIST = "/admin/portal/quotenotice/"


@pytest.fixture
def figure():
    return projects.observation(projects.indicator(), builders.article("Báo cáo"), value="35.5")


def quoting(figure, title="Bài dẫn số liệu", **fields):
    return builders.article(title, body=f"<p>Đạt [[{reference(figure)}]] máy.</p>", **fields)


def correct(figure, value="36.1"):
    row = observations.as_row(figure) | {"value": value}
    with transaction.atomic(), allow_live_writes():
        observations.record(figure.indicator, [row])


def address(page):
    return f"/admin/news/article/{page.pk}/change/"


def text(client, path):
    return client.get(path).text


def noted(form):
    """What stands in the field of the correction."""
    return re.search(r'<textarea name="correction"[^>]*>\s*([^<]*)</textarea>', form)[1]


def test_editors_find_a_figure_from_the_form_and_copy_its_reference(client, figure):
    projects.indicator("Nháp kín", state=State.DRAFT, published_at=None)
    client.force_login(builders.reporter())
    assert CHOOSER in text(client, "/admin/news/article/add/")
    found = text(client, f"{CHOOSER}?q=mat+do")
    assert "Mật độ điện thoại" in found
    assert "Nháp kín" not in text(client, CHOOSER)
    assert "Mật độ" not in text(client, f"{CHOOSER}?q=khong+co")
    figures = text(client, f"{CHOOSER}?chi-tieu={figure.indicator_id}")
    assert f'value="[[{reference(figure)}]] máy/100 dân"' in figures
    assert ">35,5</td>" in figures


@pytest.mark.parametrize("key", ["x", "0", "9" * 25, "-1", ""])
def test_the_figures_of_no_public_indicator_are_not_found(client, figure, key):
    client.force_login(builders.editor())
    assert client.get(CHOOSER, {"chi-tieu": key}).status_code == 404


def test_the_chooser_names_the_column_to_copy_where_it_stands(client, figure):
    client.force_login(builders.editor())
    assert "Chọn chỉ tiêu" in text(client, CHOOSER)
    assert "cột “Chép”" not in text(client, CHOOSER)
    assert "cột “Chép”" in text(client, f"{CHOOSER}?chi-tieu={figure.indicator_id}")


def test_the_figures_of_a_draft_are_not_offered(client, figure):
    hidden = projects.indicator("Kín", state=State.DRAFT, published_at=None)
    client.force_login(builders.editor())
    assert client.get(CHOOSER, {"chi-tieu": hidden.pk}).status_code == 404


@pytest.mark.parametrize("many", [1, 3])
def test_the_chooser_asks_as_often_for_many(client, figure, django_assert_num_queries, many):
    for year in range(2001, 2001 + many):
        projects.observation(figure.indicator, figure.evidence, year=year)
    client.force_login(builders.editor())
    with django_assert_num_queries(4):
        client.get(CHOOSER)
    with django_assert_num_queries(5):
        client.get(CHOOSER, {"chi-tieu": figure.indicator_id})


def test_what_is_pasted_into_a_form_is_kept_as_a_reference(client, figure):
    page = builders.article("Bài", state=State.DRAFT)
    client.force_login(builders.editor())
    body = f"<p>Đạt [[{reference(figure)}]] máy.</p>"
    client.post(address(page), typed(page, body=body, _continue="1"))
    stored = f'<p>Đạt <data value="{reference(figure)}">35,5</data> máy.</p>'
    assert Article.objects.get(pk=page.pk).body == stored


@pytest.mark.parametrize("who", [builders.editor, builders.publisher])
def test_the_desk_and_the_list_name_the_pages_and_lead_to_the_correction(client, figure, who):
    page = quoting(figure)
    correct(figure)
    client.force_login(who())
    for place in ("/admin/viec/so-lieu-da-sua/", LIST):
        shown = text(client, place)
        assert "Bài dẫn số liệu đã sửa" in shown
        assert f"{address(page)}?dinh-chinh-so-lieu=1" in shown
        assert "36,1" in shown


def test_a_reporter_is_told_of_own_pages_only(client, figure):
    reporter = builders.reporter()
    mine, others = quoting(figure, "Bài của tôi"), quoting(figure, "Bài người khác")
    Article.objects.filter(pk=mine.pk).update(created_by=reporter)
    correct(figure)
    client.force_login(reporter)
    for place in ("/admin/viec/so-lieu-da-sua/", LIST):
        assert "Bài của tôi" in text(client, place)
        assert f"{address(others)}?dinh" not in text(client, place)


def test_the_new_value_of_a_hidden_indicator_is_not_told(client, figure):
    quoting(figure)
    correct(figure, "36.77")
    with transaction.atomic(), allow_live_writes():
        type(figure.indicator).objects.update(state=State.WITHDRAWN)
    client.force_login(builders.editor())
    for place in ("/admin/viec/so-lieu-da-sua/", LIST):
        assert "36,77" not in text(client, place)


def test_the_list_has_those_to_be_corrected_first_and_nothing_to_change(client, figure):
    quoting(figure)
    correct(figure)
    client.force_login(builders.person("quantri", is_superuser=True))
    notice = QuoteNotice.objects.get()
    assert "Viết đính chính" in text(client, LIST)
    assert "Viết đính chính" not in text(client, f"{LIST}?xem=da-xong")
    assert "Viết đính chính" in text(client, f"{LIST}?xem=tat-ca")
    assert client.post(f"{LIST}{notice.pk}/change/", {"new": "1"}).status_code == 403
    assert client.get(f"{LIST}add/").status_code == 403


def test_from_notice_to_approved_correction(client, figure):
    page = quoting(figure)
    correct(figure)
    client.force_login(builders.editor())
    form = text(client, f"{address(page)}?dinh-chinh-so-lieu=1")
    note = noted(form)
    assert note == QuoteNotice.objects.get().sentence
    # Nothing is kept before somebody saves.
    assert note not in text(client, address(page))
    client.post(address(page), typed(page, correction=note, _step="submitted"))
    assert "cập nhật ngày" in text(client, page.path)
    assert QuoteNotice.objects.get().closed_at is None
    client.force_login(builders.publisher())
    fresh = Article.objects.get(pk=page.pk)
    body = changes.pending_version(fresh).data["fields"]["body"]
    assert ">36,1</data>" in body
    client.post(address(page), typed(fresh, correction=note, body=body, _step="published"))
    assert QuoteNotice.objects.get().correction == Correction.objects.get()
    shown = text(client, page.path)
    assert note in shown
    assert "cập nhật ngày" not in shown
    assert '<data value="36.1">36,1</data>' in shown


def test_the_correction_is_offered_beside_a_change_that_waits(client, figure):
    page = quoting(figure)
    correct(figure)
    data, reporter = revisions.snapshot(page), builders.reporter()
    data["fields"]["title"] = "Tên khác"
    changes.propose(page, data, by=reporter)
    client.force_login(builders.editor())
    form = text(client, f"{address(page)}?dinh-chinh-so-lieu=1")
    assert noted(form) == QuoteNotice.objects.get().sentence
    assert 'value="Tên khác"' in form
    # What waits may have its own words.
    page.refresh_from_db()
    data["fields"]["correction"] = "Lời của người soạn."
    changes.propose(page, data, by=reporter)
    assert noted(text(client, f"{address(page)}?dinh-chinh-so-lieu=1")) == "Lời của người soạn."
