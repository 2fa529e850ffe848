"""While the database is gone, what stands in warns of what holds now and of nothing else."""

import time
from datetime import timedelta

import pytest
from bs4 import BeautifulSoup
from django.core.handlers.wsgi import WSGIHandler
from django.core.signals import request_finished, request_started
from django.db import OperationalError, close_old_connections, connection
from django.utils import timezone

from portal.emergency import alerts
from portal.emergency.models import Emergency, EmergencyNotice
from portal.pagecache.clock import Clock, Stamp
from portal.pagecache.wsgi import PageCache
from portal.site.emergency import write_light_home
from portal.site.warning_now import warned
from tests import builders
from tests.portal.pagecache.processes import ask

NOW = Stamp(7, 1_170_000_000_000_000)
HOUR = timedelta(hours=1)


@pytest.fixture
def site(settings, tmp_path, db, monkeypatch):
    settings.VAR_DIR = tmp_path
    settings.SITE_HOST = "testserver"
    monkeypatch.setattr(Clock, "last", lambda _self: NOW)
    monkeypatch.setattr(Clock, "read", lambda _self: NOW)
    signals = (request_started, request_finished)
    for signal in signals:
        signal.disconnect(close_old_connections)
    yield PageCache(WSGIHandler(), alerts.alerts_at, warned=warned)
    for signal in signals:
        signal.connect(close_old_connections)


@pytest.fixture
def goes(monkeypatch):
    """Let the database be gone from here on."""

    def refuse(*_words):
        raise OperationalError("no server")

    def go():
        monkeypatch.setattr(Clock, "read", refuse)
        monkeypatch.setattr(connection, "cursor", refuse)

    return go


def declare(**other):
    now = timezone.now()
    fields = {"headline": "Bão <số 5>", "headline_en": "Storm no. 5", "starts_at": now} | other
    Emergency.objects.create(level=3, confirmed_at=now, from_command=True, **fields)
    alerts.write_alerts()


def test_a_warning_stands_on_a_page_that_was_kept_before_it(site, goes):
    page = builders.article("Trạm thu phát")
    ask(site, page.path)
    declare()
    goes()
    found = BeautifulSoup(ask(site, page.path).text, "html.parser")
    assert found.select_one(".emergency-3 + header.masthead") is not None
    assert "Bão <số 5>" in found.select_one(".emergency-3").text
    assert found.select_one("head link[href*='css/emergency']") is not None
    assert found.select_one(".kept-copy") is not None


def test_a_warning_that_begins_meanwhile_stands_there_once_and_an_ended_one_no_more(
    site, goes, monkeypatch
):
    page = builders.article("Trạm thu phát")
    declare(starts_at=timezone.now() + HOUR, ends_at=timezone.now() + 3 * HOUR)
    ask(site, page.path)
    goes()
    assert "emergency-3" not in ask(site, page.path).text
    for hours, number in ((2, 1), (4, 0)):
        later = timezone.now() + hours * HOUR
        monkeypatch.setattr(timezone, "now", lambda later=later: later)
        assert ask(site, page.path).text.count("emergency-3") == number


def test_a_page_kept_with_a_warning_shows_it_once_and_not_after_its_end(site, goes, monkeypatch):
    page = builders.article("Trạm thu phát")
    declare(ends_at=timezone.now() + HOUR)
    ask(site, page.path)
    goes()
    assert ask(site, page.path).text.count("emergency-3") == 1
    later = timezone.now() + 2 * HOUR
    monkeypatch.setattr(timezone, "now", lambda: later)
    assert "emergency-3" not in ask(site, page.path).text


def test_home_and_the_page_of_emergencies_are_the_light_page_of_now(site, goes):
    EmergencyNotice.objects.create(text="Cấm đường qua đèo.")
    write_light_home()
    for path in ("/", "/khan-cap/", "/en/khan-cap/"):
        assert "emergency-3" not in ask(site, path).text
    declare()
    goes()
    home = ask(site, "/").text
    for text in ("light", "Bão &lt;số 5&gt;", "Cấm đường qua đèo.", "Bản này ghi lúc"):
        assert text in home
    assert "Hiện không có" not in home
    # It is the page that the banner of others leads to.
    banner = BeautifulSoup(home, "html.parser").select_one(".emergency-3")
    assert banner.select_one('a[href="/khan-cap/"]') is None
    assert ask(site, "/khan-cap/").text == home
    english = ask(site, "/en/khan-cap/").text
    assert "Storm no. 5" in english
    assert "This copy is of" in english
    assert "No emergency is declared" not in english


def test_a_light_page_whose_warning_is_over_says_so(site, goes, monkeypatch):
    declare(ends_at=timezone.now() + HOUR)
    write_light_home()
    ask(site, "/")
    goes()
    later = timezone.now() + 2 * HOUR
    monkeypatch.setattr(timezone, "now", lambda: later)
    home = ask(site, "/").text
    assert "Hiện không có cảnh báo khẩn cấp" in home
    assert "Bão" not in home
    assert home == ask(site, "/khan-cap/").text


def test_a_cached_page_warns_in_the_language_of_its_address(site, goes):
    ask(site, "/en/tin-tuc/")
    declare(advice_en="Stay inside.")
    goes()
    english = ask(site, "/en/tin-tuc/")
    assert "Storm no. 5" in english.text
    assert "Stay inside." in english.text
    assert "Bão" not in english.text


def test_what_stands_in_forbids_what_the_sites_own_answers_forbid(site, goes):
    write_light_home()
    own = ask(site, "/tin-tuc/").headers
    assert "Content-Security-Policy" in own
    goes()
    for address in ("/tin-tuc/", "/khan-cap/"):
        copied = ask(site, address).headers
        missing = {name: value for name, value in own.items() if copied.get(name) != value}
        assert missing.keys() <= {"Cache-Status", "Content-Length", "ETag", "Last-Modified"}, (
            address
        )


def test_what_stands_in_has_no_date_under_which_it_would_be_taken_for_the_page(
    site, goes, monkeypatch
):
    page = builders.article("Trạm thu phát")
    ask(site, page.path)
    write_light_home()
    goes()
    now = time.time() + 2
    monkeypatch.setattr(time, "time", lambda: now)
    for address in (page.path, "/khan-cap/"):
        answer = ask(site, address)
        assert (answer.status, "Last-Modified" in answer.headers) == (200, False), address


def test_a_page_that_is_not_cached_is_left_to_the_server_in_front(site, goes):
    page = builders.article("Trạm chưa ai hỏi")
    declare()
    write_light_home()
    goes()
    led_on = ask(site, page.path, HTTP_X_ACCEL_COPY="1")
    assert (led_on.status, led_on.headers["X-Accel-Redirect"]) == (503, "@copy")
    assert ask(site, "/", HTTP_X_ACCEL_COPY="1").status == 200
    form = ask(site, "/gop-y/", HTTP_X_ACCEL_COPY="1", REQUEST_METHOD="POST")
    assert "X-Accel-Redirect" not in form.headers
