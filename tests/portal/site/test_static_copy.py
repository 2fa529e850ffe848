"""The public site goes into plain files, and nothing else of it does."""

from collections import Counter
from io import StringIO
from pathlib import Path

import pytest
from bs4 import BeautifulSoup
from django.core.management import CommandError, call_command
from django.core.signals import request_finished, request_started
from django.db import close_old_connections

from portal.pagecache.outage import line_of_copy
from portal.publishing import workflow
from portal.publishing.models import State
from portal.site.static_copy import walking, writing
from portal.site.static_copy.addresses import Rewriter, file_of, links_in, normalized
from portal.site.static_copy.walking import BEGIN, Answer, walk
from portal.site.static_copy.writing import SiteAway, write_copy
from tests import builders
from tests.portal.editing.stored_files import TEXT, attached

SITE = "https://so.example"


@pytest.fixture
def copy(settings, tmp_path, db):
    """Writes the copy; gives its folder."""
    settings.SITE_URL = SITE
    settings.SITE_HOST = "testserver"
    # A request of a server ends with its connection; here the transaction of the test would, too.
    signals = (request_started, request_finished)
    for signal in signals:
        signal.disconnect(close_old_connections)

    def write():
        call_command("export_site", str(tmp_path / "copy"), stdout=StringIO())
        return tmp_path / "copy"

    yield write
    for signal in signals:
        signal.connect(close_old_connections)


def page(folder, file):
    return BeautifulSoup((folder / file).read_text(encoding="utf-8"), "html.parser")


def links(html):
    return {link["href"] for link in html.select("a[href]")}


def test_a_reader_goes_through_all_that_is_public_and_nothing_else(copy):
    article = builders.article("Bão số 1", slug="bao-so-1")
    builders.article("Nháp", slug="nhap", state=State.DRAFT, published_at=None)
    for number in range(20):
        builders.article(f"Bài {number}", slug=f"bai-{number}")
    folder = copy()
    files = {str(path.relative_to(folder)) for path in folder.rglob("*") if path.is_file()}
    # From the home page to the lists, on to their further pages, to the text and back.
    assert "tin-tuc/index.html" in links(page(folder, "index.html"))
    assert "trang-2.html" in links(page(folder, "tin-tuc/index.html"))
    assert "bao-so-1/index.html" in links(page(folder, "tin-tuc/trang-2.html"))
    text = page(folder, "tin-tuc/bao-so-1/index.html")
    assert text.h1.get_text(strip=True) == article.title
    assert "../../index.html" in links(text)
    assert "Bản sao lúc" in text.select_one(".kept-copy").text
    # What has an address on the site keeps it; only the site answers what is sent to it.
    assert text.select_one('link[rel="canonical"]')["href"].startswith(SITE)
    assert {form["action"] for form in text.select("form")} == {
        f"{SITE}/tim-kiem/", f"{SITE}/co-ich/",
    }  # fmt: skip
    assert f"{SITE}/tin-tuc/bao-so-1/luu.html" in links(text)
    # No draft, no page behind a sign-in, none that sets a cookie of its own.
    assert not [file for file in files if file.startswith(("admin", "tai-khoan", "tin-tuc/nhap"))]
    assert "doanh-nghiep/dang-ky/index.html" not in files


def test_an_attached_file_keeps_its_name_and_its_kind(copy):
    article = builders.article("Bão số 1", slug="bao-so-1")
    row = attached(article, name="Đường dây nóng")
    folder = copy()
    file = folder / f"tep/{row.pk}/duong-day-nong.txt"
    assert file.read_text(encoding="utf-8") == TEXT
    assert list(file.parent.iterdir()) == [file]
    led = links(page(folder, "tin-tuc/bao-so-1/index.html"))
    assert f"../../tep/{row.pk}/duong-day-nong.txt" in led


def test_pages_come_before_the_files_that_they_lead_to(monkeypatch):
    leads = {
        "/": '<a href="/bieu-do.svg"></a><a href="/tep/1/"></a><a href="/a/"></a>',
        "/a/": '<a href="/a/b/"></a><a href="/a/bang.csv"></a>',
    }

    def ask(address):
        return Answer(200, {"content-type": "text/html"}, leads.get(address, "").encode())

    monkeypatch.setattr(walking, "_asker", lambda: ask)
    found = [address for address, _answer in walk(most=10) if address not in BEGIN[1:]]
    assert found == ["/", "/a/", "/a/b/", "/bieu-do.svg", "/tep/1/", "/a/bang.csv"]


def test_what_failed_is_asked_for_once_more_and_what_fails_again_is_told(monkeypatch):
    tries = Counter()

    def ask(address):
        tries[address] += 1
        is_away = address == "/hong/" or (address == "/a/" and tries[address] == 1)
        leads = {"/": '<a href="/a/"></a><a href="/hong/"></a>', "/a/": '<a href="/b/"></a>'}
        body = "" if is_away else leads.get(address, "")
        return Answer(503 if is_away else 200, {"content-type": "text/html"}, body.encode())

    monkeypatch.setattr(walking, "_asker", lambda: ask)
    found = {address: answer.status for address, answer in walk()}
    assert (found["/a/"], found["/b/"], found["/hong/"]) == (200, 200, 503)
    assert (tries["/a/"], tries["/b/"], tries["/hong/"]) == (2, 1, 2)


def test_what_failed_keeps_its_place_among_the_first(monkeypatch):
    tries = Counter()

    def ask(address):
        tries[address] += 1
        is_away = address == "/" and tries[address] == 1
        return Answer(503 if is_away else 200, {"content-type": "text/html"}, b"")

    monkeypatch.setattr(walking, "_asker", lambda: ask)
    assert [address for address, _answer in walk(most=3)] == ["/en/", "/sitemap.xml", "/"]


@pytest.mark.stack
def test_what_was_withdrawn_is_gone_with_the_next_run(copy):
    article = builders.article("Bão số 1", slug="bao-so-1")
    folder = copy()
    assert (folder / "tin-tuc" / "bao-so-1" / "index.html").exists()
    workflow.transition(article, to=State.WITHDRAWN, by=None, comment="sai")
    copy()
    assert not (folder / "tin-tuc" / "bao-so-1" / "index.html").exists()
    assert not [path for path in folder.iterdir() if path.name.startswith(".unfinished-")]


def test_a_folder_with_other_things_is_left_alone(copy, tmp_path):
    (tmp_path / "copy").mkdir()
    (tmp_path / "copy" / "của tôi.txt").write_text("quý")
    with pytest.raises(CommandError):
        copy()
    assert [path.name for path in (tmp_path / "copy").iterdir()] == ["của tôi.txt"]


@pytest.fixture
def site(monkeypatch):
    """The addresses of a site, which the test may change."""
    addresses = ["/", "/a/"]
    answer = Answer(200, {"content-type": "text/html"}, b"<main></main>")
    monkeypatch.setattr(writing, "walk", lambda *_, **_options: [(at, answer) for at in addresses])
    return addresses


def write_until(folder, last):
    """Write a copy, and be killed before the page of an address comes into its place."""

    def line(address, now):
        if address == last:
            raise SystemExit
        return line_of_copy(address, now)

    with pytest.MonkeyPatch.context() as patched:
        patched.setattr(writing, "line_of_copy", line)
        with pytest.raises(SystemExit):
            write_copy(folder, in_place=True)


def test_what_the_first_run_leaves_that_was_killed_is_no_strangers(site, tmp_path):
    write_until(tmp_path, "/a/")
    assert (tmp_path / "index.html").exists()
    assert write_copy(tmp_path, in_place=True).files == 2


def test_what_a_killed_run_has_brought_does_not_stay_for_good(site, tmp_path):
    write_copy(tmp_path, in_place=True)
    site += ["/b/", "/c/"]
    write_until(tmp_path, "/c/")
    assert (tmp_path / "b" / "index.html").exists()
    del site[2:]
    write_copy(tmp_path, in_place=True)
    left = {str(path.relative_to(tmp_path)) for path in tmp_path.rglob("*.html")}
    assert left == {"index.html", "a/index.html"}


def test_nor_what_a_run_has_not_come_to_remove(site, tmp_path, monkeypatch):
    write_copy(tmp_path, in_place=True)
    del site[1:]

    unlink = Path.unlink

    def killed(path, **options):
        if path.suffix == ".html":
            raise SystemExit
        unlink(path, **options)

    with monkeypatch.context() as patched:
        patched.setattr(Path, "unlink", killed)
        with pytest.raises(SystemExit):
            write_copy(tmp_path, in_place=True)
    write_copy(tmp_path, in_place=True)
    assert [path.name for path in tmp_path.rglob("*.html")] == ["index.html"]


def test_a_site_that_goes_away_meanwhile_leaves_the_copy_as_it_was(site, tmp_path, monkeypatch):
    write_copy(tmp_path, in_place=True)
    before = {path: path.read_bytes() for path in tmp_path.rglob("*.*")}
    answers = [("/", Answer(200, {"content-type": "text/html"}, b"<main>new</main>"))]
    answers += [("/a/", Answer(503, {"content-type": "text/html"}, b""))]
    monkeypatch.setattr(writing, "walk", lambda *_, **_options: answers)
    with pytest.raises(SiteAway):
        write_copy(tmp_path, in_place=True)
    assert {path: path.read_bytes() for path in tmp_path.rglob("*.*")} == before
    with pytest.raises(CommandError, match="/a/"):
        call_command("export_site", str(tmp_path), stdout=StringIO())


def test_what_stands_in_is_sent_as_what_it_is(tmp_path, monkeypatch):
    found = {"/": "text/html", "/a.csv": "text/csv", "/b/": "application/pdf", "/c.xyz": "text/xyz"}
    answers = [(at, Answer(200, {"content-type": kind}, b"<main>")) for at, kind in found.items()]
    monkeypatch.setattr(writing, "walk", lambda *_, **_options: answers)
    write_copy(tmp_path, in_place=True)
    left = {path.name for path in tmp_path.iterdir()}
    assert left == {"index.html", "a.csv", writing.LIST}


@pytest.mark.parametrize(
    ("address", "known"),
    [
        ("/tin-tuc/", "/tin-tuc/"),
        ("/tin-tuc/?trang=1", "/tin-tuc/"),
        ("/tin-tuc/?trang=02", "/tin-tuc/?trang=2"),
        ("/tin-tuc/?trang=x", None),
        ("/tin-tuc/?nam=2006", None),
        ("/../etc/passwd", None),
        ("/%2e%2e/etc/passwd", None),
        ("//other.example/", None),
        ("/a%00b", None),
        ("/tin-tuc/x/luu.html", None),
    ],
)
def test_an_address_has_one_file_or_none(address, known):
    assert normalized(address) == known


def test_files_stand_where_their_addresses_say():
    assert file_of("/") == "index.html"
    assert file_of("/tin-tuc/?trang=2") == "tin-tuc/trang-2.html"
    assert file_of("/chi-tieu/x.csv") == "chi-tieu/x.csv"


def test_every_link_of_a_page_is_followed_and_led():
    text = (
        '<a href="?trang=2">2</a> <a href="/a/?x=1&amp;y=2">a</a> <a href="/b/#c">b</a> '
        '<img src="/m/p.jpg" srcset="/m/p-1.jpg 480w, /m/p-2.jpg 960w"> '
        '<form action="/tim-kiem/"> "/not/"'
    )
    pictures = {"/m/p.jpg", "/m/p-1.jpg", "/m/p-2.jpg"}
    assert links_in(text, "/b/") == {"/a/?x=1&y=2", "/b/?trang=2", "/b/#c", *pictures}
    kept = {each: file_of(each) for each in ("/b/", "/b/?trang=2", "/m/p.jpg", "/m/p-1.jpg")}
    assert Rewriter(kept, SITE).rewrite(text, "/b/") == (
        f'<a href="trang-2.html">2</a> <a href="{SITE}/a/?x=1&amp;y=2">a</a> '
        '<a href="index.html#c">b</a> '
        f'<img src="../m/p.jpg" srcset="../m/p-1.jpg 480w, {SITE}/m/p-2.jpg 960w"> '
        f'<form action="{SITE}/tim-kiem/"> "/not/"'
    )
