"""While the database is gone, a copy of the site of the same generation stands in, marked."""

import re
import time

import pytest
from django.core.signals import request_finished, request_started
from django.db import close_old_connections
from django.urls import URLResolver, get_resolver

from portal.exchange.datafiles.options import CONTENT_TYPES
from portal.pagecache import store
from portal.pagecache.clock import Stamp
from portal.publishing.feeds import FORMS
from portal.site.management.commands import serve
from portal.site.static_copy import addresses, serving, writing
from portal.site.static_copy.writing import Copied, SiteAway
from tests import builders
from tests.portal.editing.stored_files import attached

NOW = Stamp(7, 1_170_000_000_000_000)


@pytest.fixture
def folder(settings, tmp_path, db, monkeypatch):
    settings.VAR_DIR = tmp_path
    settings.SITE_HOST = "testserver"
    monkeypatch.setattr(serving, "stamp_outside_transactions", lambda: NOW)
    signals = (request_started, request_finished)
    for signal in signals:
        signal.disconnect(close_old_connections)
    store.settings_mark.cache_clear()
    yield tmp_path / serving.FOLDER
    store.settings_mark.cache_clear()
    for signal in signals:
        signal.connect(close_old_connections)


def copy_of(path, query="", last=NOW):
    environ = {"PATH_INFO": path.encode().decode("latin-1"), "QUERY_STRING": query}
    return serving.copied_page(environ, last)


def test_each_page_stands_at_its_address_with_the_time_and_links_as_they_are(folder):
    article = builders.article("Bão số 1")
    serving.refresh.call()
    page = copy_of(article.path)
    text = page.body.decode()
    assert "Bão số 1" in text
    assert "kept-copy" in text
    assert 'href="/tin-tuc/"' in text
    assert dict(page.headers)["Content-Type"] == "text/html; charset=utf-8"
    assert not list(folder.rglob("*.css"))
    # What is asked otherwise, or stands elsewhere, is not in it.
    for path, query in (
        ("/tim-kiem/", "q=bão"),
        ("/../static-copy.json", ""),
        ("/.static-copy.json", ""),
        ("/khong-co/", ""),
        ("/tin-tuc/\0/", ""),
        ("/tin-tuc/", "trang=2\0"),
    ):
        assert copy_of(path, query) is None


def test_files_beside_pages_come_as_what_they_are(folder, settings):
    kinds = {
        "/van-ban.csv": "text/csv; charset=utf-8",
        "/su-kien/lich.ics": "text/calendar; charset=utf-8",
        "/site.webmanifest": "application/manifest+json",
    }
    serving.refresh.call()
    found = {path: dict(copy_of(path).headers)["Content-Type"] for path in kinds}
    assert found == kinds


def test_the_copy_knows_each_ending_that_an_address_of_the_site_has():
    endings = set()
    for pattern in patterns_of(get_resolver()):
        endings |= set(re.findall(r"\.(\w+)$", pattern))
    endings |= {name.rpartition(".")[2] for name in FORMS} | set(CONTENT_TYPES)
    # An old name that leads on, and what is the site's alone: captions below /tep/.
    assert {f".{ending}" for ending in endings - {"ico", "vtt"}} <= set(addresses.TYPES)


def patterns_of(resolver):
    for each in resolver.url_patterns:
        yield from patterns_of(each) if isinstance(each, URLResolver) else [str(each.pattern)]


def test_the_server_in_front_sends_the_copy_as_the_site_does(settings):
    conf = (settings.BASE_DIR / "deploy/nginx/portal-copy.inc").read_text(encoding="utf-8")
    [block] = re.findall(r"^types \{\n(.+?)\}", conf, re.DOTALL | re.MULTILINE)
    [with_charset] = re.findall(r"^charset_types (.+);", conf, re.MULTILINE)
    kinds = {"text/html", *with_charset.split()}
    known = {
        f".{ending}": f"{kind}; charset=utf-8" if kind in kinds else kind
        for kind, ending in re.findall(r"(\S+) (\w+);", block)
    }
    assert known == addresses.TYPES
    assert "default_type application/octet-stream;" in conf


def test_attached_files_are_the_sites_alone(folder):
    row = attached(builders.article("Bão số 1"))
    serving.refresh.call()
    assert copy_of(f"/tep/{row.pk}/") is None
    assert not (folder / "tep").exists()


def test_the_server_in_front_knows_which_questions_ask_for_another_page(settings):
    conf = (settings.BASE_DIR / "deploy/nginx/portal.conf").read_text(encoding="utf-8")
    [rule] = re.findall(r'map \$args \$portal_asked \{\s+default "";\s+"~(.+)" 1;\s+\}', conf)
    asks = re.compile(rule)
    for name in settings.PAGE_PARAMETERS - {addresses.PAGE_PARAMETER}:
        assert asks.search(f"{name}=1"), name
        assert asks.search(f"trang=2&{name}=1"), name
        assert not asks.search(f"{name}="), name
    assert asks.search("%71=bao")
    for known in ("", "trang=2", "fbclid=x%20y", "trang=1&utm_source=q", "seq=1"):
        assert not asks.search(known), known
    copy = conf[conf.index("location @copy {") :]
    assert re.search(r"if \(\$portal_asked\) \{\s+return 503;\s+\}\s+try_files", copy)


def test_a_copy_of_before_the_last_change_is_not_shown(folder, settings):
    settings.STATIC_COPY_PAGES = 12
    builders.article("Đã gỡ")
    serving.refresh.call()
    assert copy_of("/") is not None
    assert copy_of("/", last=Stamp(8, NOW.moved_at)) is None
    assert copy_of("/", last=None) is None


def test_it_is_written_anew_only_after_a_change_or_a_day(folder, monkeypatch):
    written = []
    monkeypatch.setattr(serving, "write_copy", lambda *_, **_options: written.append(1) or Copied())
    for stamp in (NOW, NOW, Stamp(8, 1)):
        monkeypatch.setattr(serving, "stamp_outside_transactions", lambda stamp=stamp: stamp)
        serving.refresh.call()
    assert len(written) == 2
    monkeypatch.setattr(serving.time, "time", lambda: 4_000_000_000.0)
    serving.refresh.call()
    assert len(written) == 3


def test_a_copy_under_other_settings_is_not_shown_and_made_anew(folder, settings):
    settings.STATIC_COPY_PAGES = 2
    builders.article("Bài minh họa", is_sample=True)
    serving.refresh.call()
    assert copy_of("/") is not None
    settings.SHOW_SAMPLES = False
    store.settings_mark.cache_clear()
    assert copy_of("/") is None
    serving.refresh.call()
    assert "Bài minh họa" not in copy_of("/").body.decode()


def test_what_serve_sets_for_itself_leaves_the_copy_of_the_helper(folder, settings, monkeypatch):
    monkeypatch.delenv("STAFF_MFA_REQUIRED", raising=False)
    settings.STATIC_COPY_PAGES = 2
    serving.refresh.call()
    settings.SITE_IS_LOCAL = True
    settings.STAFF_MFA_REQUIRED = settings.REPRESENTATIVE_MFA_REQUIRED = True
    settings.DEMO_PASSWORD = "a word of the first run"
    serve._ask_for_no_second_factor()
    assert not settings.STAFF_MFA_REQUIRED
    store.settings_mark.cache_clear()
    assert copy_of("/") is not None


def test_what_is_published_meanwhile_makes_it_anew_at_once(folder, monkeypatch):
    public, written = [NOW], []

    def write(*_words, **_options):
        written.append(public[0])
        if len(written) == 1:
            public[0] = Stamp(8, 1)
        return Copied()

    monkeypatch.setattr(serving, "stamp_outside_transactions", lambda: public[0])
    monkeypatch.setattr(serving, "write_copy", write)
    serving.refresh.call()
    assert written == [NOW, Stamp(8, 1)]
    assert serving._facts()["stamp"] == [8, 1]


def test_a_newsroom_that_publishes_all_the_time_waits_for_the_next_turn(folder, monkeypatch):
    written = []
    monkeypatch.setattr(serving, "stamp_outside_transactions", lambda: Stamp(len(written), 1))
    monkeypatch.setattr(serving, "write_copy", lambda *_, **_options: written.append(1) or Copied())
    serving.refresh.call()
    assert len(written) == serving.MAX_TIMES
    assert serving._facts() == {}


def test_none_is_kept_where_the_settings_say_so(folder, settings):
    settings.STATIC_COPY_PAGES = 0
    serving.refresh.call()
    assert not folder.exists()
    assert copy_of("/") is None


def test_another_warning_makes_it_anew(folder, monkeypatch):
    written = []
    monkeypatch.setattr(serving, "write_copy", lambda *_, **_options: written.append(1) or Copied())
    for warning in ("", "Bão số 5", "Bão số 5", ""):
        monkeypatch.setattr(serving, "current_alert", lambda warning=warning: warning)
        serving.refresh.call()
    assert len(written) == 3


def test_while_the_site_is_away_the_copy_of_before_stands_in(folder, monkeypatch):
    builders.article("Bão số 1")
    serving.refresh.call()
    facts, now = serving._facts(), time.time() + serving.MAX_AGE_SECONDS

    def away(*_words, **_options):
        raise SiteAway

    monkeypatch.setattr(serving, "write_copy", away)
    monkeypatch.setattr(serving.time, "time", lambda: now)
    with pytest.raises(SiteAway):
        serving.refresh.call()
    assert serving._facts() == facts
    assert copy_of("/") is not None


def test_on_a_full_disk_the_copy_of_before_stands_in(folder, settings, monkeypatch):
    settings.STATIC_COPY_PAGES = 12
    builders.article("Bão số 1")
    serving.refresh.call()
    facts = serving._facts()

    def full(*_words, **_options):
        raise OSError(28, "No space left on device")

    with monkeypatch.context() as patched:
        patched.setattr(writing, "_gather", full)
        with pytest.raises(OSError, match="No space"):
            serving.write_served_copy(NOW)
    assert serving._facts() == facts
    assert copy_of("/") is not None
    # From here on pages of two generations lie side by side.
    monkeypatch.setattr(writing, "_publish", full)
    with pytest.raises(OSError, match="No space"):
        serving.write_served_copy(NOW)
    assert serving._facts() == {}


def test_where_pages_answered_with_an_error_it_is_tried_again_in_an_hour(
    folder, monkeypatch, caplog
):
    written = []

    def write(*_words, **_options):
        written.append(1)
        return Copied(errors=["/hong/"] if len(written) == 1 else [])

    monkeypatch.setattr(serving, "write_copy", write)
    now = time.time()
    for seconds, times in ((0, 1), (3_000, 1), (3_700, 2), (9_000, 2)):
        monkeypatch.setattr(serving.time, "time", lambda at=now + seconds: at)
        serving.refresh.call()
        assert len(written) == times
    assert "/hong/" in caplog.text
