"""Measures, in one run on one machine, and writes what it found as Markdown and JSON."""

import io
import json
import os
import statistics
import time
from collections.abc import Iterator
from contextlib import contextmanager, nullcontext
from dataclasses import asdict, dataclass
from pathlib import Path
from typing import Any

from django.conf import settings
from django.core.management import call_command
from django.db import connection, connections
from django.test import Client
from django.test.utils import (
    setup_databases,
    setup_test_environment,
    teardown_databases,
    teardown_test_environment,
)
from django.urls import reverse
from django.utils.html import strip_tags

from benchmarks import newsroom
from news.articles.models import Article
from news.importing.dates import read_iso
from news.importing.services import ImportCounts, import_file
from portal.accounts.models import User
from portal.kit.admin import MAX_ROWS, LongListAdmin
from portal.kit.postgres.copying import copy_rows
from portal.kit.postgres.server import embedded_server
from portal.publishing.paging import PAGE_SIZE

SMALL = 1_000
REQUESTS = 60
IMPORTED = 2_000
# Generated texts are short: so many make one of the 3,000 characters that targets speak of.
TEXTS_IN_ONE = 4
# What a reader, and a reader in a hurry, asks for; the article's address is found in the database.
PAGES = {
    "home": "/",
    "list": "/tin-tuc/",
    "section": "/tin-tuc/chuyen-muc/vien-thong/",
    "year": "/tin-tuc/2007/",
    "month": "/tin-tuc/2007/02/",
    "feed": "/tin-tuc/rss.xml",
    "feed of the site": "/rss.xml",
    "feed of a section": "/tin-tuc/chuyen-muc/vien-thong/rss.xml",
    "feed of a topic": "/chu-de/internet/rss.xml",
    "sitemap": "/sitemap.xml",
    "sitemap of lists": "/sitemap-trang.xml",
    "search, common word": "/tim-kiem/?q=hoi+nghi",
    "search, phrase": '/tim-kiem/?q="an+toàn+thông+tin"',
    "open data, the set": "/du-lieu/tin-tuc/",
}


@dataclass(frozen=True)
class Measured:
    """Median milliseconds of a page at few and at many articles."""

    page: str
    small: float | None
    big: float | None

    @property
    def ratio(self) -> float | None:
        return self.big / self.small if self.big and self.small else None


def main(*, rows: int, results: Path) -> None:
    with own_database():
        _filled(SMALL)
        small = _pages()
        seconds = _filled(rows)
        big = _pages()
        loaded = _import_beside_copy()
        # Last, for it leaves drafts, and those have no day that the import could read.
        saved = newsroom.measure()
    found = {
        "rows": rows,
        "pages": [asdict(m) | {"ratio": m.ratio} for m in _beside(small, big)],
        "generated_per_second": round((rows - SMALL) / seconds),
        "import": asdict(loaded),
        "import_to_copy": round(loaded.seconds / loaded.copy_seconds, 1),
        "newsroom": [asdict(each) for each in saved],
    }
    text = "\n".join([_markdown(found, _beside(small, big)), *newsroom.as_markdown(saved)])
    results.mkdir(parents=True, exist_ok=True)
    (results / f"pages-{rows}.json").write_text(json.dumps(found, indent=2) + "\n", "utf-8")
    (results / f"pages-{rows}.md").write_text(text, "utf-8")
    print(text)


@contextmanager
def own_database() -> Iterator[None]:
    """A database for the time of a measurement, on a server of its own."""
    settings.STORAGES["staticfiles"] = {
        "BACKEND": "django.contrib.staticfiles.storage.StaticFilesStorage"
    }
    embedded = settings.DATABASE_IS_EMBEDDED
    with embedded_server(settings.VAR_DIR, fast=True) if embedded else nullcontext():
        setup_test_environment()
        # The database of a measurement is made, so owned, by the application's role.
        for part in ("USER", "PASSWORD"):
            owner = connections["owner"].settings_dict
            owner[part] = connections["default"].settings_dict[part]
        old = setup_databases(verbosity=0, interactive=False)
        try:
            yield
        finally:
            connections.close_all()
            teardown_databases(old, verbosity=0)
            teardown_test_environment()


def _filled(count: int) -> float:
    """Seconds that it took to have so many articles."""
    began = time.perf_counter()
    call_command("generate_articles", str(count), stdout=io.StringIO())
    return time.perf_counter() - began


def _pages() -> dict[str, float | None]:
    some = Article.objects.public().newest()[100]
    rows = f"/du-lieu/api/tin-tuc.json?sau={some.pk - 200}"
    pages = {"article": some.path, "open data, rows far on": rows} | PAGES | _deep_pages()
    found = {page: _median(path) for page, path in pages.items()}
    staff = Client(raise_request_exception=False)
    settings.STAFF_MFA_REQUIRED = False
    staff.force_login(
        User.objects.get_or_create(username="thu", is_staff=True, is_superuser=True)[0]
    )
    return found | {page: _median(path, staff) for page, path in _admin_pages().items()}


def _deep_pages() -> dict[str, str]:
    """Addresses of pages in the middle and at the end of lists."""
    articles = Article.objects.public()
    in_section = articles.filter(section__slug="vien-thong")
    last, last_of_section = -(-articles.count() // PAGE_SIZE), -(-in_section.count() // PAGE_SIZE)
    return {
        "list, middle page": f"/tin-tuc/?trang={last // 2}",
        "list, last page": f"/tin-tuc/?trang={last}",
        "section, last page": f"{PAGES['section']}?trang={last_of_section}",
    }


def _admin_pages() -> dict[str, str]:
    """Addresses of the staff's list of articles: its first page, and the last that it has."""
    last = min(Article.objects.count(), MAX_ROWS) // LongListAdmin.list_per_page
    address = reverse("admin:articles_article_changelist")
    return {"admin": address, "admin, last page": f"{address}?p={last}"}


def _median(path: str, client: Client | None = None) -> float | None:
    """Milliseconds in the middle of many requests; None where there is no such page (yet)."""
    client = client or Client(raise_request_exception=False)
    if client.get(path).status_code != 200:
        return None
    times = []
    for _ in range(REQUESTS):
        began = time.perf_counter()
        client.get(path)
        times.append((time.perf_counter() - began) * 1000)
    return statistics.median(times)


def _beside(small: dict[str, float | None], big: dict[str, float | None]) -> list[Measured]:
    return [Measured(page, small[page], big[page]) for page in big]


@dataclass(frozen=True)
class Loaded:
    """An import: articles, their characters in the middle, what it took and what it added."""

    articles: int
    characters: int
    seconds: float
    copy_seconds: float
    # Of the whole database, indexes and first versions in.
    bytes_each: int


def _import_beside_copy() -> Loaded:
    """Return what the import of long articles took, beside a plain COPY of their rows."""
    lines, characters = _long_articles()
    size, began = _database_bytes(), time.perf_counter()
    counts = ImportCounts()
    import_file(
        io.BytesIO("\n".join(lines).encode()),
        read_iso,
        counts,
        processes=os.cpu_count() or 1,
        on_bad_line=print,
        on_progress=lambda _end: None,
    )
    seconds = time.perf_counter() - began
    if counts.added != len(lines):
        raise SystemExit(f"The import took only {counts.added} of {len(lines)} articles.")
    grown = (_database_bytes() - size) // counts.added
    return Loaded(counts.added, characters, seconds, _plain_copy(), grown)


def _long_articles() -> tuple[list[str], int]:
    """Return lines for the import, and the characters of a text without tags in the middle."""
    articles = list(Article.objects.defer(None).newest()[: IMPORTED * TEXTS_IN_ONE])
    if len(articles) < IMPORTED * TEXTS_IN_ONE:
        raise SystemExit(f"The import needs the texts of {IMPORTED * TEXTS_IN_ONE} articles.")
    lines, lengths = [], []
    for number in range(IMPORTED):
        parts = articles[number * TEXTS_IN_ONE : (number + 1) * TEXTS_IN_ONE]
        body = "".join(part.body for part in parts)
        lengths.append(len(strip_tags(body)))
        lines.append(
            json.dumps(
                {
                    "title": parts[0].title,
                    "summary": parts[0].summary,
                    "body_html": body,
                    "published_at": parts[0].published_at and parts[0].published_at.isoformat(),
                    "slug": f"nhap-{number}",
                }
            )
        )
    return lines, round(statistics.median(lengths))


def _database_bytes() -> int:
    """Return the bytes of all tables with their indexes, after what was waiting for an index."""
    with connection.cursor() as cursor:
        cursor.execute("VACUUM")
        cursor.execute("SELECT pg_database_size(current_database())")
        return int(cursor.fetchone()[0])


def _plain_copy() -> float:
    columns = ("path", "title", "summary", "body", "published_at", "search_vector")
    imported = Article.objects.defer(None).filter(slug__startswith="nhap-")
    rows: list[Any] = list(imported.values_list(*columns))
    with connection.cursor() as cursor:
        cursor.execute(
            "CREATE TEMPORARY TABLE plain (path text, title text, summary text, body text, "
            "published_at timestamptz, search_vector tsvector)"
        )
    began = time.perf_counter()
    copy_rows(connection, "plain", columns, rows)
    return time.perf_counter() - began


def _markdown(found: dict[str, Any], pages: list[Measured]) -> str:
    loaded = found["import"]
    lines = [
        f"# 1,000 and {found['rows']:,} articles",
        "",
        f"| page | ms at 1,000 | ms at {found['rows']:,} | ratio |",
        "| --- | ---: | ---: | ---: |",
        *(f"| {m.page} | {_n(m.small)} | {_n(m.big)} | {_n(m.ratio)} |" for m in pages),
        "",
        f"Generated: {found['generated_per_second']} articles a second.",
        f"Imported: {loaded['articles'] / loaded['seconds']:.0f} articles of"
        f" {loaded['characters']:,} characters a second, in {found['import_to_copy']} times as long"
        f" as a plain COPY of their rows; each takes {loaded['bytes_each'] / 1000:.1f} KB of the"
        " database, indexes in.",
        "",
    ]
    return "\n".join(lines)


def _n(value: float | None) -> str:
    return "–" if value is None else f"{value:.2f}"
