"""What was published in a hurry keeps its mark until another publisher has read it."""

import pytest

from tests import builders
from tests.portal.newsroom.desk_work import INDEX, forced_by, tiles_of

pytestmark = pytest.mark.django_db
HURRIED = "/admin/viec/dang-gap/"


def test_a_second_publisher_takes_the_mark_off_with_a_button(client):
    forced, other = forced_by(builders.publisher()), builders.publisher("duyet-2")
    client.force_login(other)
    assert tiles_of(client)["Đăng khẩn, chờ người thứ hai đọc"] == ("1", HURRIED)
    page = client.get(HURRIED).text
    form = page.partition(f'action="/admin/da-doc/{forced.pk}/"')[2].partition("</form>")[0]
    assert "csrfmiddlewaretoken" in form
    assert "Bão đổ bộ trong đêm" in page
    page = client.post(f"/admin/da-doc/{forced.pk}/", follow=True).text
    forced.refresh_from_db()
    assert forced.read_by == other
    assert "Bão đổ bộ trong đêm" not in page
    assert "Ở đây không còn việc nào." in page
    assert HURRIED not in client.get(INDEX).text


def test_where_more_wait_than_are_listed_it_is_said(client, monkeypatch):
    publisher = builders.publisher()
    forced_by(publisher)
    client.force_login(builders.publisher("duyet-2"))
    assert "Danh sách dừng ở đây" not in client.get(HURRIED).text
    monkeypatch.setattr("portal.newsroom.panels.MAX_ROWS", 1)
    assert "Danh sách dừng ở đây" in client.get(HURRIED).text


def test_pressed_twice_or_by_two_it_is_said_who_has_read_it(client):
    forced, first = forced_by(builders.publisher()), builders.publisher("duyet-2")
    address = f"/admin/da-doc/{forced.pk}/"
    client.force_login(first)
    for _press in range(2):
        assert "đã có người thứ hai đọc" in client.post(address, follow=True).text
    client.force_login(builders.publisher("duyet-3"))
    assert "Đã có người khác" in client.post(address, follow=True).text
    forced.refresh_from_db()
    assert forced.read_by == first


def test_who_forced_it_has_no_button_and_takes_no_mark_off(client):
    publisher = builders.publisher()
    forced = forced_by(publisher)
    client.force_login(publisher)
    assert "da-doc" not in client.get(HURRIED).text
    client.post(f"/admin/da-doc/{forced.pk}/")
    forced.refresh_from_db()
    assert forced.read_by is None


def test_a_reporter_takes_no_mark_off(client):
    forced = forced_by(builders.publisher())
    client.force_login(builders.reporter())
    assert client.post(f"/admin/da-doc/{forced.pk}/").status_code == 403
    assert client.get(f"/admin/da-doc/{forced.pk}/").status_code == 405
    assert HURRIED not in client.get(INDEX).text
    assert "Bão đổ bộ trong đêm" not in client.get(HURRIED).text
