"""Nothing is kept of who follows a thing alone that was deleted; what is hidden may come back."""

import pytest

from portal.publishing.models import State, Topic
from portal.subscriptions import tasks
from portal.subscriptions.models import Follower, Subscription
from tests import builders
from tests.enterprises.builders import series
from tests.news.builders import section
from tests.portal.subscriptions.making import follower
from tests.projects.builders import promise

pytestmark = pytest.mark.django_db

# By the kind of what is followed: a row that is.
FOLLOWED = {
    "chu-de": lambda: Topic.objects.create(name="Công nghệ thông tin"),
    "chuyen-muc": section,
    "trang": lambda: builders.article(state=State.DRAFT, published_at=None),
    "cam-ket": promise,
    "loat": series,
}


@pytest.mark.parametrize("kind", FOLLOWED)
def test_who_follows_what_was_deleted_is_forgotten(kind):
    row = FOLLOWED[kind]()
    key = str(row.pk)
    follower(kind, key)
    follower(kind, key, "ca-hai@gia.example")
    follower(email="ca-hai@gia.example")
    assert tasks.erase_unconfirmed.func() == 0
    assert Follower.objects.count() == 2
    if kind == "trang":
        row.revisions.all().delete()
    row.delete()
    assert tasks.erase_unconfirmed.func() == 2
    assert list(Follower.objects.values_list("email", flat=True)) == ["ca-hai@gia.example"]
    assert list(Subscription.objects.values_list("kind", flat=True)) == ["tat-ca"]


def test_a_series_that_was_written_down_by_its_word_is_there():
    forums = series()
    follower("loat", forums.slug)
    assert tasks.erase_unconfirmed.func() == 0
    forums.delete()
    assert tasks.erase_unconfirmed.func() == 1


def test_of_what_is_no_row_nothing_is_gone():
    for number, kind in enumerate(("tat-ca", "danh-sach", "tim", "khong-con")):
        follower(kind, "x", f"{number}@gia.example")
    follower("trang", "x", "sai@gia.example")
    assert tasks.erase_unconfirmed.func() == 1
    assert Follower.objects.count() == 4
