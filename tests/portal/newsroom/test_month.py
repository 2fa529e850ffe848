"""The calendar of a month shows on each day what appears on it."""

from datetime import UTC, datetime, timedelta
from zoneinfo import ZoneInfo

import pytest
from bs4 import BeautifulSoup
from django.utils import timezone

from portal.newsroom.calendar import appearances
from portal.publishing.models import State
from tests import builders
from tests.markup import words

pytestmark = pytest.mark.django_db


def month(client, named):
    page = client.get("/admin/lich-dang/", {"thang": named})
    return words(BeautifulSoup(page.content, "html.parser"))


def test_the_month_shows_what_appears_on_its_days(client):
    zone = ZoneInfo("Asia/Ho_Chi_Minh")
    builders.article("Đầu tháng", published_at=datetime(2007, 2, 1, 0, 0, tzinfo=zone))
    builders.article("Cuối tháng", published_at=datetime(2007, 2, 28, 23, 59, tzinfo=zone))
    builders.article("Cùng tuần", published_at=datetime(2007, 3, 4, 23, 59, tzinfo=zone))
    builders.article("Tuần sau", published_at=datetime(2007, 3, 5, 0, 0, tzinfo=zone))
    client.force_login(builders.reporter())
    page = client.get("/admin/lich-dang/", {"thang": "2007-02"}).text
    assert "Đầu tháng" in page
    assert "Cuối tháng" in page
    # The days of its neighbours that stand in its weeks show what appears on them, too.
    assert "Cùng tuần" in page
    assert "Tuần sau" not in page
    assert "?thang=2007-01" in page
    assert "?thang=2007-03" in page


def test_a_busy_day_takes_no_other_days_room(client, monkeypatch):
    monkeypatch.setattr("portal.newsroom.calendar.MAX_READ_A_DAY", 2)
    for number in range(3):
        builders.article(f"Ngày bận {number}")
    builders.article("Ngày sau", published_at=datetime(2007, 2, 20, tzinfo=UTC))
    client.force_login(builders.editor())
    page = client.get("/admin/lich-dang/", {"thang": "2007-02"}).text
    assert "Ngày sau" in page
    assert [number for number in range(3) if f"Ngày bận {number}" in page] == [0, 1]
    assert page.count("Danh sách dừng ở đây") == 1


def test_of_a_busy_today_what_is_to_come_is_kept(monkeypatch):
    monkeypatch.setattr("portal.newsroom.calendar.MAX_READ_A_DAY", 2)
    noon = timezone.localtime().replace(hour=12, minute=0, second=0, microsecond=0)
    monkeypatch.setattr(timezone, "now", lambda: noon)
    for hours in (1, 2, 3):
        builders.article(f"Đã ra {hours}", published_at=noon - timedelta(hours=hours))
    builders.article("Sắp ra", published_at=noon + timedelta(hours=5))
    found = appearances(builders.editor(), noon - timedelta(hours=12), noon + timedelta(hours=12))
    assert [each.title for each in found] == ["Đã ra 3", "Sắp ra"]


def test_what_is_hidden_by_itself_stands_on_its_day_and_on_the_first_page(client):
    end = timezone.now() + timedelta(days=2)
    builders.article("Có hạn", expires_at=end)
    builders.article("Hết hạn", expires_at=datetime(2007, 3, 8, 10, tzinfo=UTC))
    builders.article("Nháp có hạn", state=State.DRAFT, published_at=None, expires_at=end)
    client.force_login(builders.reporter())
    ended = month(client, "2007-03")
    assert "Hết hạn (ẩn từ lúc đó)" in ended
    coming = month(client, f"{timezone.localdate(end):%Y-%m}")
    assert "Có hạn (ẩn từ lúc đó)" in coming
    assert "Nháp" not in coming
    panel = BeautifulSoup(client.get("/admin/").content, "html.parser").select_one("#desk-coming")
    assert "Có hạn Bài viết, ẩn từ lúc đó" in words(panel.parent)


def test_an_english_title_is_said_to_be_english(client):
    builders.english(builders.article("Đại hội"), "Telecommunications")
    client.force_login(builders.reporter())
    page = client.get("/admin/lich-dang/", {"thang": "2007-02"}).text
    assert 'lang="en">Telecommunications</a>' in page
    assert "(bản tiếng Anh, đã đăng)" in page
    assert "(đã đăng)" in page


@pytest.mark.parametrize("month", ["2007-13", "0001-01", "9999-12", "abc", "", "2007-2", "٢٠٠٧-٠٢"])
def test_a_month_that_is_none_is_not_found(client, month):
    client.force_login(builders.reporter())
    assert client.get("/admin/lich-dang/", {"thang": month}).status_code == 404
