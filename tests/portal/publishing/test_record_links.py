"""Links to topics, series, promises and sections: dead once the row has gone, and told of."""

from datetime import date

import pytest
from django.core.exceptions import ValidationError

from enterprises.events.models import EventSeries
from portal.accounts.models import User
from portal.addresses.models import OldAddress
from portal.editing import publish_checks
from portal.newsroom.dead_links import dead_links
from portal.published_index.models import PublishedItem
from portal.published_index.status import IndexStatus, entries
from portal.publishing.models import Link, Section, State, Topic
from portal.publishing.references import is_fixed_page, is_gone
from projects.promises.models import Promise
from tests import builders

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("letters_at_once")]


def topic():
    return Topic.objects.create(name="Viễn thông")


def series():
    return EventSeries.objects.create(name="Giao ban", occasion="forum")


def section():
    return builders.section("Bưu chính")


def promise():
    article = builders.article("Lời hứa", body="<p>Sẽ xong.</p>")
    return Promise.objects.create(
        article=article, quote="Sẽ xong.", title="Xong", said_on=date(2007, 1, 2)
    )


def linking(address, title="Nguồn", **fields):
    return builders.article(title, body=f'<p><a href="{address}">Xem ở đây</a></p>', **fields)


def dead():
    editor = User.objects.filter(username="bientap").first() or builders.editor()
    return [(link.title, link.address) for link in dead_links(editor)]


def blocked(article):
    return [each.message for each in publish_checks.check(article) if each.blocks]


@pytest.mark.parametrize("make", [topic, series, promise, section])
def test_a_link_is_dead_once_its_row_has_gone(make):
    row = make()
    path = row.get_absolute_url()
    linking(path)
    linking("/lien-he/", "Khác")
    assert Link.objects.count() == 0
    row.delete()
    assert Link.objects.get().address == path
    assert dead() == [("Nguồn", path)]


@pytest.mark.parametrize(
    "address",
    [
        "/chu-de/khong-co/", "/chu-de/khong-co", "/en/chu-de/khong-co/", "/su-kien/loat/khong-co/",
        "/su-kien/loat/khong-co/lich.ics", "/quy-hoach/cam-ket/12-khong-co/",
        "/tin-tuc/chuyen-muc/khong-co/",
    ],
)  # fmt: skip
def test_nobody_leads_to_where_no_row_is(address):
    article = linking(address, state=State.DRAFT)
    assert Link.objects.filter(source=article, target=None, external=None).exists()
    assert len(blocked(article)) == 1
    assert is_gone(address)
    with pytest.raises(ValidationError, match="không có địa chỉ"):
        OldAddress(address="/cu.html", target=address).full_clean()
    with pytest.raises(ValidationError, match="Không có trang nào"):
        PublishedItem(name="Dòng", group="body", form="page", address=address).full_clean()


@pytest.mark.parametrize("make", [topic, series, promise, section])
def test_what_is_there_may_be_led_to(make):
    row = make()
    path = row.get_absolute_url()
    article = linking(path, state=State.DRAFT)
    assert blocked(article) == []
    assert not is_gone(path)
    OldAddress(address="/cu.html", target=path).full_clean()
    PublishedItem(name="Dòng", group="body", form="page", address=path).full_clean()


def test_a_page_may_still_come_to_an_address_of_its_kind():
    assert not is_gone("/tin-tuc/khong-co/")
    assert not is_gone("/khong/co/")
    OldAddress(address="/cu.html", target="/tin-tuc/khong-co/").full_clean()


def test_a_topic_that_moves_leaves_dead_links_and_ends_those_to_its_new_address():
    row = topic()
    linking("/chu-de/vien-thong/", "Cũ")
    linking("/chu-de/vien-thong-moi/", "Mới")
    assert dead() == [("Mới", "/chu-de/vien-thong-moi/")]
    row.slug = "vien-thong-moi"
    row.save()
    assert dead() == [("Cũ", "/chu-de/vien-thong/")]
    row.slug = "vien-thong"
    row.save()
    assert dead() == [("Mới", "/chu-de/vien-thong-moi/")]


@pytest.mark.parametrize("model", [Topic, EventSeries, Section])
def test_a_link_is_dead_no_more_once_a_row_is_made(model):
    extra = {Section: {"kind": "article"}, EventSeries: {"occasion": "forum"}}.get(model, {})
    former = model.objects.create(name="Bưu chính", **extra)
    path = former.get_absolute_url()
    former.delete()
    linking(path)
    assert dead() == [("Nguồn", path)]
    model.objects.create(name="Bưu chính", **extra)
    assert dead() == []


def test_the_address_that_a_section_once_had_is_dead_with_it():
    row = section()
    former = row.path
    linking(former)
    row.slug = "chuyen-phat"
    row.save()
    assert dead() == []
    row.delete()
    assert dead() == [("Nguồn", former)]


def test_other_words_of_a_promise_leave_its_links_alone():
    row = promise()
    linking(row.get_absolute_url())
    row.title = "Xong sớm"
    row.save()
    assert dead() == []
    row.delete()
    assert len(dead()) == 1


def test_a_line_of_the_index_says_so_where_its_topic_has_gone():
    row = topic()
    path = row.get_absolute_url()
    PublishedItem.objects.create(name="Dòng", group="body", form="page", address=path)

    def lines_shown():
        return [(each.path, each.status) for each in entries(PublishedItem.objects.with_changes())]

    assert lines_shown() == [(path, IndexStatus.PLACE)]
    row.delete()
    assert lines_shown() == [("", IndexStatus.UNKNOWN)]


def test_whether_a_row_is_there_takes_one_query_and_none_for_lists(django_assert_num_queries):
    path = topic().get_absolute_url()
    with django_assert_num_queries(1):
        assert is_fixed_page(path)
    with django_assert_num_queries(0):
        assert is_fixed_page("/chu-de/")


def test_it_is_known_who_leads_there_though_many_do():
    row = topic()
    for number in range(3):
        linking(row.get_absolute_url(), f"Nguồn {number}")
    row.delete()
    assert len(dead()) == 3
