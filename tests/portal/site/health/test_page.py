"""The administrator sees the health of the system in words, and a full disk before it is full."""

import errno
import io
import os
import re
from datetime import timedelta

import pytest
from bs4 import BeautifulSoup
from django.core.checks import Warning
from django.utils import timezone
from django_tasks_db.models import DBTaskResult, get_date_max

from portal.kit.files import space
from portal.site import doctor
from portal.site.examination import examine_site
from portal.site.health import checks
from portal.site.health.models import DiskReading, Examination
from portal.site.health.room import days_left
from portal.site.health_page import NAMES
from tests import builders
from tests.portal.site.health.test_ages_of_backups import site_is_old

pytestmark = pytest.mark.django_db
PAGE = "/admin/suc-khoe/"


@pytest.fixture
def admin(client):
    client.force_login(builders.person("quantri", is_superuser=True))
    return client


def text_of(client):
    page = BeautifulSoup(client.get(PAGE).text, "html.parser")
    return " ".join(page.select_one("#content").get_text(" ").split())


def shrinking(megabytes_a_day, free=20_000, days=3):
    now = timezone.now()
    for hour in range(days * 24 + 1):
        at = now - timedelta(days=days) + timedelta(hours=hour)
        left = free + megabytes_a_day * (days - hour / 24)
        DiskReading.objects.create(at=at, place="VAR_DIR", free_megabytes=int(left))


def test_a_disk_that_fills_up_is_seen_days_before(admin):
    shrinking(4000)
    assert days_left()["VAR_DIR"] == pytest.approx(5, abs=0.2)
    found = checks.disk_forecast()
    assert (found.is_well, str(found.detail)) == (False, "đầy sau chừng 5 ngày")
    text = text_of(admin)
    assert "Đĩa chưa sắp đầy cần người xem đầy sau chừng 5 ngày" in text
    messages = [each.msg for each in doctor._probes()]
    assert "Going on as in the last week, a disk is full in some 5 days." in messages


def test_a_disk_that_shrinks_slowly_or_grows_needs_nobody():
    shrinking(100)
    assert checks.disk_forecast().is_well
    DiskReading.objects.all().delete()
    shrinking(-100)
    assert days_left() == {}


def test_a_night_of_backups_is_no_trend():
    shrinking(40_000, days=0)
    DiskReading.objects.create(
        at=timezone.now() - timedelta(hours=8), place="VAR_DIR", free_megabytes=90_000
    )
    assert checks.disk_forecast().is_well


def test_a_task_that_was_given_up_is_named(admin):
    DBTaskResult.objects.create(
        task_path="portal.links.tasks.check_links",
        status="FAILED",
        args_kwargs={"args": [], "kwargs": {}},
        backend_name="default",
        run_after=get_date_max(),
        finished_at=timezone.now(),
    )
    assert checks.failed_tasks().detail == "portal.links.tasks.check_links"
    assert "Không việc chạy nền nào bị bỏ cần người xem" in text_of(admin)
    page = BeautifulSoup(admin.get(PAGE).text, "html.parser")
    (link,) = page.select(".health-table a")
    assert (link["href"], link.get_text()) == ("/admin/portal/backgroundtask/", "Việc chạy nền")


def test_a_disk_without_a_block_left_is_no_storage(monkeypatch, tmp_path, settings):
    settings.VAR_DIR = settings.MEDIA_ROOT = tmp_path

    class Full(io.BytesIO):
        def write(self, _data):
            raise OSError(errno.ENOSPC, os.strerror(errno.ENOSPC))

    assert checks.storage().is_well
    monkeypatch.setattr(checks.tempfile, "TemporaryFile", lambda **_where: Full())
    found = checks.storage()
    assert (found.is_well, "No space left" in found.detail) == (False, True)


def test_every_check_has_its_words():
    assert {check.name for check in checks.all_checks()} == set(NAMES)


def test_it_shows_what_doctor_found_when_the_helper_let_it_look(admin, monkeypatch):
    assert "Chưa kiểm tra lần nào" in text_of(admin)
    finding = Warning("The moon is down.", "Wait.")
    monkeypatch.setattr(doctor, "examine", lambda **_options: iter([finding]))
    monkeypatch.setattr(space, "free_megabytes", lambda: {"VAR_DIR": 7000})
    assert examine_site.call() == 1
    assert Examination.objects.count() == 1
    assert DiskReading.objects.get().free_megabytes == 7000
    text = text_of(admin)
    assert "Cần xem: The moon is down. → Wait." in text
    # No handbook explains each of doctor's lines.
    assert "hãy chuyển cho người vận hành" in text
    assert "Dữ liệu của cổng ( VAR_DIR ): còn 7.000 MB" in text


def test_one_press_lets_doctor_look_again(admin):
    response = admin.post(PAGE, follow=True)
    assert "Máy đang tự kiểm tra lại" in response.text


def test_it_looks_at_once_though_its_turn_is_an_hour_away(admin, settings):
    settings.TASKS = {"default": {"BACKEND": "django_tasks_db.DatabaseBackend", "QUEUES": []}}
    examine_site.using(run_after=timezone.now() + timedelta(hours=1)).enqueue()
    admin.post(PAGE)
    assert DBTaskResult.objects.get().run_after <= timezone.now()


def test_nobody_else_sees_it(client):
    client.force_login(builders.publisher("duyet"))
    assert client.get(PAGE).status_code == 404
    assert PAGE not in client.get("/admin/").text


def test_figures_are_said_in_words_and_so_is_what_is_not_looked_at(admin, settings):
    settings.BACKUP_MAX_AGE = None
    settings.REHEARSAL_MAX_AGE = timedelta(days=100)
    assert "Bản sao lưu đã được phục hồi thử ổn chưa có lần nào" in text_of(admin)
    site_is_old(days=8)
    text = text_of(admin)
    assert "Việc chạy nền được làm kịp ổn trễ: 0" in text
    assert re.search(r"Đồng hồ đúng ổn lệch \d,\d giây", text)
    assert "Thư gửi được ổn trễ: 0, bị từ chối: 0" in text
    assert "Ghi được tệp ổn —" in text
    assert "Có bản sao lưu mới — không xem: chưa đặt hạn" in text
    assert "Bản sao lưu đã được phục hồi thử cần người xem chưa có lần nào" in text


def test_the_column_of_what_to_do_is_there_where_something_is(admin, settings):
    settings.BACKUP_MAX_AGE = settings.REHEARSAL_MAX_AGE = None
    assert "Cần làm gì" not in text_of(admin)
    settings.BACKUP_MAX_AGE = timedelta(hours=26)
    site_is_old(days=2)
    assert "Cần làm gì" in text_of(admin)


def test_an_error_with_figures_in_it_is_told_as_it_is(admin, monkeypatch):
    failed = checks.Check("backup_age", False, "OSError 2: 7 of 12", "Nối lại ổ đĩa.")
    monkeypatch.setattr("portal.site.health_page.all_checks", lambda: [failed])
    assert "OSError 2: 7 of 12" in admin.get(PAGE).text
