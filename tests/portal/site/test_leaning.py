"""What leans on a page, whatever part of the site needs it, is named before readers lose it."""

from datetime import timedelta

import pytest
from django.urls import reverse
from django.utils import timezone

from enterprises.association.models import Association
from portal.addresses.models import OldAddress
from portal.department.models import Department
from portal.editing.leaning import leaning_on
from portal.published_index.models import PublishedItem
from portal.publishing.models import Feature, State
from portal.search.models import PickedResult
from tests import builders
from tests.enterprises import builders as enterprises
from tests.portal.department.builders import post
from tests.portal.editing.typing import typed
from tests.portal.participation.consultations.builders import done

pytestmark = pytest.mark.django_db
DAY = timedelta(days=1)


def featured(page, **days):
    today = timezone.localdate()
    Feature.objects.create(page=page, **{"starts_on": today - 9 * DAY, "ends_on": today} | days)


def picked(page, words="cột ăng ten", **fields):
    PickedResult.objects.create(words=words, page=page, **fields)


# By a word of what is said: who needs the page.
NEEDED = {
    "Bản tiếng Anh": builders.english,
    "trang nổi bật": featured,
    "1 từ tìm được chọn sẵn": picked,
    "1 địa chỉ của cổng cũ": lambda page: OldAddress.objects.create(
        address="/cu.html", publication=page
    ),
    "1 dòng của danh mục": lambda page: PublishedItem.objects.create(name="Quy chế", page=page),
    "1 lần lấy ý kiến": lambda page: done(issued=page),
    "chức năng, nhiệm vụ": lambda page: Department.objects.update_or_create(
        defaults={"name": "Sở", "basis": page}
    ),
    "1 chức danh": lambda page: post(holder="Nguyễn Văn A", source=page),
    "điều lệ": lambda page: Association.objects.create(pk=1, name="Hội", statute=page),
    "lời trích": lambda page: Association.objects.create(
        pk=1, name="Hội", quote="Hội là…", evidence=page
    ),
}


@pytest.mark.parametrize("message", NEEDED)
def test_who_needs_a_page_is_named(message, django_assert_num_queries):
    page, other = builders.article("Quy chế"), builders.article("Khác")
    NEEDED[message](page)
    with django_assert_num_queries(1):
        (text,) = leaning_on(page)
    assert message in text
    assert leaning_on(other) == []


def test_what_is_shown_with_an_enterprise_is_counted():
    enterprise = enterprises.enterprise()
    for title in ("Phần mềm", "Máy chủ"):
        enterprises.product(enterprise, title)
    enterprises.product(enterprise, "Chưa đăng", state=State.DRAFT)
    assert leaning_on(enterprise) == [
        "2 trang thuộc trang này (như sản phẩm, hạ tầng dùng chung) cũng ẩn cùng trang."
    ]


def test_what_readers_do_not_have_anyway_is_not_named():
    page, today = builders.article(), timezone.localdate()
    builders.english(page, state=State.DRAFT)
    featured(page, ends_on=today - DAY)
    picked(page, ends_on=today - DAY)
    PublishedItem.objects.create(name="Quy chế", page=page, address="/lien-he/")
    done(issued=page, state=State.DRAFT)
    Association.objects.create(pk=1, name="Hội", evidence=page)
    assert leaning_on(page) == []


def test_withdrawing_a_translated_page_asks_first_and_says_so(client):
    page = builders.article("Mật độ máy điện thoại")
    builders.english(page)
    client.force_login(builders.publisher())
    address = reverse("admin:articles_article_change", args=[page.pk])
    sent = typed(page, _step="withdrawn", _comment="Sai số liệu")
    assert "Bản tiếng Anh cũng ẩn cùng trang." in client.post(address, sent, follow=True).text
    page.refresh_from_db()
    assert page.state == State.PUBLISHED
