"""Pages to look at again on the desk: counted, listed, answered by one press, and told by mail."""

from datetime import timedelta

import pytest
from bs4 import BeautifulSoup
from django.utils import timezone

from portal.accounts.roles import Role
from portal.newsroom.letters.tasks import write_digests
from portal.newsroom.models import LetterChoice
from portal.ownership.models import Ownership
from tests import builders
from tests.portal.ownership.builders import ownership

pytestmark = pytest.mark.django_db
LIST = "/admin/viec/xem-lai/"


def press(client, row, again="6"):
    sent = {"seen": row.check_on.isoformat(), "again": again}
    return client.post(f"/admin/con-dung/{row.pk}/", sent, follow=True)


def test_the_desk_counts_and_lists_ones_own(client):
    me = builders.reporter()
    page = builders.article("Giá cước", by=me)
    ownership(page)
    ownership(builders.article("Của người khác", by=builders.editor()))
    client.force_login(me)
    assert "Trang cần xem lại" in client.get("/admin/").text
    assert client.get("/admin/viec/so/").json() == {"number": 1}
    shown = client.get(LIST).text
    assert page.path in shown
    assert "Của người khác" not in shown


def test_the_way_to_correct_a_page_is_called_what_stands_there(client):
    me = builders.reporter()
    ownership(builders.article("Giá cước", by=me))
    client.force_login(me)
    form = BeautifulSoup(client.get(LIST).content, "html.parser").select_one("form.desk-answer")
    assert " ".join(form.a.get_text().split()) == "Sửa trang: Giá cước"
    assert not form.a.has_attr("aria-label")


def test_one_press_takes_it_off_and_says_when_it_comes_again(client):
    me = builders.reporter()
    row = ownership(builders.article("Giá cước", by=me))
    client.force_login(me)
    assert "được hỏi lại ngày" in press(client, row).text
    assert "Đã có người khác" in press(client, row).text
    assert "Giá cước" not in client.get(LIST).text.split("messagelist")[0]


def test_not_again_leaves_no_day(client):
    me = builders.reporter()
    row = ownership(builders.article("Giá cước", by=me))
    client.force_login(me)
    assert "không ai được hỏi lại" in press(client, row, again="0").text
    assert Ownership.objects.get().check_on is None


@pytest.mark.parametrize("again", ["", "5", "²", "-1", "x", "9" * 5000])
def test_nonsense_changes_nothing(client, again):
    me = builders.reporter()
    row = ownership(builders.article(by=me))
    client.force_login(me)
    assert press(client, row, again).status_code == 404
    assert client.get(f"/admin/con-dung/{row.pk}/").status_code == 405


@pytest.mark.parametrize("rows", [1, 3])
def test_the_list_asks_as_often_for_three_as_for_one(client, rows, django_assert_num_queries):
    me = builders.publisher()
    for number in range(rows):
        ownership(builders.article(f"Trang {number}", by=builders.reporter(f"pv{number}")), days=-9)
    client.force_login(me)
    client.get(LIST)
    with django_assert_num_queries(5):
        client.get(LIST)


@pytest.mark.parametrize(("choice", "letters"), [("daily", 1), ("never", 0)])
def test_the_daily_letter_tells_of_it_once(mailoutbox, letters_at_once, choice, letters):
    me = builders.person("pv", Role.REPORTER, email="pv@so.vn")
    LetterChoice.objects.create(user=me, overdue=choice)
    ownership(builders.article("Giá cước", by=me))
    morning = timezone.localtime().replace(hour=8)
    assert write_digests(morning) == letters
    assert write_digests(morning + timedelta(days=1)) == 0
    assert len(mailoutbox) == letters
    if letters:
        assert "Đến ngày xem lại" in mailoutbox[0].body
        assert "Giá cước" in mailoutbox[0].body
