"""What matters now stands on top of the home page, for as long as the staff said."""

from datetime import timedelta

import pytest
from bs4 import BeautifulSoup
from django.db import IntegrityError, transaction
from django.utils import timezone

from portal.audit.models import AuditEntry
from portal.pagecache.models import Generation
from portal.publishing.models import Feature, State
from portal.publishing.models.feature import MAX_DAYS, MAX_ROWS, featured_now
from tests import builders
from tests.markup import words as words_of

pytestmark = pytest.mark.django_db

DAY = timedelta(days=1)


def feature(page, words="Đọc trước 17 giờ hôm nay.", **fields) -> Feature:
    """One that began yesterday and holds until tomorrow, unless the fields say otherwise."""
    today = timezone.localdate()
    days = {"starts_on": today - DAY, "ends_on": today + DAY}
    return Feature.objects.create(page=page, words=words, **(days | fields))


def on_top(client) -> list[str]:
    page = BeautifulSoup(client.get("/").content, "html.parser")
    return [words_of(row) for row in page.select(".featured li")]


def test_it_stands_on_top_with_why_it_matters(client):
    feature(builders.article("Lịch cắt liên lạc"))
    assert on_top(client) == ["Lịch cắt liên lạc Đọc trước 17 giờ hôm nay."]


def test_without_words_the_page_says_it_itself(client):
    feature(builders.article("Lịch cắt liên lạc", summary="Từ 8 giờ."), words="")
    assert on_top(client) == ["Lịch cắt liên lạc Từ 8 giờ."]


def test_what_is_made_up_says_so_there_too(client):
    feature(builders.article("Lịch cắt liên lạc", is_sample=True))
    assert on_top(client) == ["Lịch cắt liên lạc minh họa Đọc trước 17 giờ hôm nay."]


def test_words_of_ours_about_a_page_in_english_are_none(client):
    page = builders.article("Telephones", language="en", summary="A summary.")
    feature(page)
    feature(builders.article("Lines", language="en", summary="A summary."), words="")
    shown = BeautifulSoup(client.get("/").content, "html.parser").select(".featured [lang]")
    assert [each.get_text() for each in shown] == ["Telephones", "Lines", "A summary."]


def test_where_nothing_matters_now_there_is_no_block(client):
    assert BeautifulSoup(client.get("/").content, "html.parser").select(".featured") == []


def test_it_begins_and_ends_by_itself(client):
    today = timezone.localdate()
    article = builders.article("Lịch cắt liên lạc")
    feature(article, starts_on=today - 9 * DAY, ends_on=today - DAY)
    feature(article, starts_on=today + DAY, ends_on=today + 2 * DAY)
    assert on_top(client) == []
    last_day = feature(article, starts_on=today, ends_on=today)
    assert last_day.holds
    assert len(on_top(client)) == 1


@pytest.mark.parametrize("state", [State.DRAFT, State.WITHDRAWN])
def test_a_page_that_is_not_public_is_not_told_of(client, state):
    feature(builders.article("Bí mật của Sở", state=state))
    assert on_top(client) == []


def test_the_order_is_the_staffs_and_three_are_enough():
    for number in range(MAX_ROWS + 1):
        feature(builders.article(f"Bài {number}"), position=9 - number)
    assert [each.page.title for each in featured_now()] == ["Bài 3", "Bài 2", "Bài 1"]


def test_a_page_stands_there_once():
    article = builders.article()
    feature(article)
    feature(article, starts_on=timezone.localdate())
    assert len(featured_now()) == 1


@pytest.mark.parametrize("rows", [1, 3])
def test_it_takes_one_query(rows, django_assert_num_queries):
    for number in range(rows):
        feature(builders.article(f"Bài {number}"))
    with django_assert_num_queries(1):
        assert len(featured_now()) == rows


def test_the_database_wants_an_end_within_three_months():
    article, today = builders.article(), timezone.localdate()
    for ends_on in (today - DAY, today + (MAX_DAYS + 1) * DAY):
        with (
            pytest.raises(IntegrityError, match="publishing_feature_ends_soon"),
            transaction.atomic(),
        ):
            feature(article, starts_on=today, ends_on=ends_on)
    feature(article, starts_on=today)
    with pytest.raises(IntegrityError, match="publishing_feature_once"), transaction.atomic():
        feature(article, starts_on=today)


# --- In the admin ---------------------------------------------------------------------------------


ADD = "/admin/portal/feature/add/"


def form(article, **changes) -> dict[str, str]:
    today = timezone.localdate()
    return {
        "page": article.path,
        "words": "Hạn cuối thứ Sáu.",
        "starts_on": today.strftime("%d/%m/%Y"),
        "ends_on": (today + DAY).strftime("%d/%m/%Y"),
        "position": "0",
    } | changes


@pytest.mark.django_db(transaction=True)  # moved on once in each transaction
def test_an_editor_sets_a_page_on_top_and_the_record_knows(client):
    article = builders.article("Góp ý quy chế")
    client.force_login(builders.editor())
    before = Generation.objects.get().number
    assert client.post(ADD, form(article)).status_code == 302
    assert on_top(client) == ["Góp ý quy chế Hạn cuối thứ Sáu."]
    assert Generation.objects.get().number > before
    assert AuditEntry.objects.filter(subject_label="publishing.feature").count() == 1


def test_a_reporter_sets_nothing_on_top(client):
    article = builders.article()
    client.force_login(builders.reporter())
    assert client.post(ADD, form(article)).status_code == 403
    assert Feature.objects.count() == 0


@pytest.mark.parametrize(
    ("wrong", "message"),
    [
        ({"page": "/khong-co/"}, "Không có trang nào"),
        ({"ends_on": "01/01/2007"}, "Ngày cuối"),
        ({"ends_on": "31/02/2007"}, "ngày"),
        ({"ends_on": ""}, "bắt buộc"),
        ({"position": "99999999999"}, "nhỏ hơn hoặc bằng"),
    ],
)
def test_it_says_what_is_wrong_and_keeps_what_was_typed(client, wrong, message):
    client.force_login(builders.editor())
    answer = client.post(ADD, form(builders.article(), **wrong))
    assert answer.status_code == 200
    text = answer.text
    assert message in text
    assert "Hạn cuối thứ Sáu." in text
    assert Feature.objects.count() == 0


@pytest.mark.parametrize(
    ("days", "titles"), [("now", ["Nay"]), ("later", ["Mai"]), ("ended", ["Qua"])]
)
def test_the_list_tells_what_holds_from_what_comes_and_what_has_ended(client, days, titles):
    today = timezone.localdate()
    feature(builders.article("Nay"))
    feature(builders.article("Mai"), starts_on=today + DAY)
    feature(builders.article("Qua"), ends_on=today - DAY)
    client.force_login(builders.editor())
    rows = client.get("/admin/portal/feature/", {"days": days}).context["cl"].result_list
    assert [row.page.title for row in rows] == titles
