"""Before a page goes from readers, who sends it away is told which pages point to it."""

from datetime import timedelta

import pytest
from django.urls import reverse
from django.utils import timezone

from portal.publishing.models import Bundle, State
from tests import builders
from tests.portal.editing.typing import typed
from tests.projects import builders as projects

pytestmark = pytest.mark.django_db


@pytest.fixture
def target():
    return builders.article("Đích")


def linking_to(target, title="Trang chỉ đường", **fields):
    return builders.article(title, body=f'<p><a href="{target.path}">Bài về đích</a></p>', **fields)


def place(name, article):
    return reverse(f"admin:articles_article_{name}", args=[article.pk])


def test_withdrawing_asks_first_where_pages_point_here_and_keeps_the_word(client, target):
    linking_to(target)
    client.force_login(builders.publisher())
    sent = typed(target, _step="withdrawn", _comment="Sai số liệu")
    answer = client.post(place("change", target), sent, follow=True)
    target.refresh_from_db()
    page = answer.text
    assert target.state == State.PUBLISHED
    assert answer.request["PATH_INFO"] == place("withdraw", target)
    assert "Trang chỉ đường" in page
    assert "1 trang trỏ tới trang này" in page
    assert 'value="Sai số liệu"' in page


def test_a_long_word_goes_on_though_no_address_has_room_for_it(client, target):
    """Servers refuse a first line of more than 4,094 bytes."""
    linking_to(target)
    client.force_login(builders.publisher())
    words = "Số liệu đã đổi. " * 60
    sent = typed(target, _step="withdrawn", _comment=words)
    answer = client.post(place("change", target), sent)
    assert len(answer["Location"]) < 3_500
    assert words.strip() in client.get(answer["Location"]).text


def test_the_question_withdraws(client, target):
    linking_to(target)
    client.force_login(builders.publisher())
    sent = {"_version": target.revision_number, "_comment": "Sai số liệu"}
    client.post(place("withdraw", target), sent)
    target.refresh_from_db()
    assert target.state == State.WITHDRAWN
    assert client.get(target.path).status_code == 404


@pytest.mark.parametrize("wrong", [{"_comment": ""}, {"_version": "99"}])
def test_the_question_refuses_a_step_without_a_word_or_on_an_old_text(client, target, wrong):
    linking_to(target)
    client.force_login(builders.publisher())
    sent = {"_version": target.revision_number, "_comment": "Sai"} | wrong
    page = client.post(place("withdraw", target), sent).text
    target.refresh_from_db()
    assert target.state == State.PUBLISHED
    assert "errorlist" in page


def test_a_page_that_nobody_points_to_is_withdrawn_at_once(client, target):
    client.force_login(builders.publisher())
    client.post(place("change", target), typed(target, _step="withdrawn", _comment="Sai"))
    target.refresh_from_db()
    assert target.state == State.WITHDRAWN


@pytest.mark.parametrize("who", [builders.reporter, builders.editor])
def test_who_may_not_withdraw_gets_no_question(client, target, who):
    client.force_login(who())
    assert client.get(place("withdraw", target)).status_code == 404
    assert client.post(place("withdraw", target), {"_comment": "Sai"}).status_code == 404


def test_the_form_and_the_bin_name_the_pages_too(client, target):
    linking_to(target)
    client.force_login(builders.publisher())
    for name in ("change", "delete"):
        assert "Trang chỉ đường" in client.get(place(name, target)).text


def test_a_reporter_is_not_told_of_the_drafts_of_others(client, target):
    bare = {"state": State.DRAFT, "published_at": None}
    linking_to(target, "Bản nháp kín", by=builders.editor(), **bare)
    reporter = builders.reporter()
    linking_to(target, "Bản nháp của tôi", by=reporter, **bare)
    client.force_login(reporter)
    page = client.get(place("change", target)).text
    assert "Bản nháp của tôi" in page
    assert "Bản nháp kín" not in page


@pytest.mark.parametrize("number", [1, 3])
def test_the_question_takes_as_many_queries_for_three_pages(
    client, target, number, django_assert_num_queries
):
    for each in range(number):
        linking_to(target, f"Trang {each}")
    client.force_login(builders.publisher())
    client.get(place("withdraw", target))
    with django_assert_num_queries(7):
        client.get(place("withdraw", target))


def test_what_leans_on_a_page_is_told_before_it_goes(client, target, django_assert_max_num_queries):
    projects.promise("Xây dựng Website", article=builders.article("Báo cáo"), proof=target)
    projects.observation(projects.indicator(), target)
    bundle = Bundle.objects.create(name="Đợt")
    bundle.members.create(publication=target)
    client.force_login(builders.publisher())
    sent = typed(target, _step="withdrawn", _comment="Sai số liệu")
    answer = client.post(place("change", target), sent, follow=True)
    assert answer.request["PATH_INFO"] == place("withdraw", target), "asked first"
    text = " ".join(answer.text.split())
    for sentence in ("minh chứng của 1 cam kết", "nguồn của 1 số liệu", "trong 1 đợt đăng"):
        assert sentence in text, sentence
    with django_assert_max_num_queries(12):
        client.get(place("withdraw", target))
    target.refresh_from_db()
    assert target.state == State.PUBLISHED


@pytest.mark.parametrize("way", ["withdraw", "delete"])
@pytest.mark.parametrize("is_seen", [True, False])
def test_it_says_that_readers_lose_the_page_only_where_they_see_it(client, way, is_seen):
    later = {"published_at": timezone.now() + timedelta(days=7)}
    target = builders.article("Đích", **({} if is_seen else later))
    linking_to(target)
    client.force_login(builders.publisher())
    page = client.get(place(way, target)).text
    messages = "người đọc không còn thấy, mở địa chỉ", "sẽ dẫn tới “không tìm thấy”"
    unseen = "hiện người đọc không thấy, sau này cũng không thấy", "cả bây giờ lẫn sau này"
    assert [words in page for words in (*messages, *unseen)] == [is_seen, is_seen] + [
        not is_seen
    ] * 2
