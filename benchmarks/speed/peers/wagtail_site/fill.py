"""Fills an empty Wagtail site with a file of articles: `python -m wagtail_site.fill CORPUS`.

Page by page through Wagtail a hundred thousand would take hours. One article is made that way, and
the others as copies of its rows, with what is theirs; their entries of the search index as Wagtail
would make them of the same texts.
"""

import csv
import os
import sys
import tempfile
from pathlib import Path
from typing import Any

import django

os.environ.setdefault("DJANGO_SETTINGS_MODULE", "wagtail_site.settings")
django.setup()

from django.core.management import call_command  # noqa: E402  # the settings come first
from django.db import connection, transaction  # noqa: E402  # Django is set up above
from django.utils import timezone  # noqa: E402  # Django is set up above
from treebeard.mp_tree import MP_Node  # noqa: E402  # Django is set up above
from wagtail.models import Page, Site  # noqa: E402  # Django is set up above

from wagtail_site.models import ArticleIndexPage, ArticlePage, HomePage  # noqa: E402  # Django is set up above

# What differs between articles; all else of a page's row is copied.
THEIRS = {
    "id": "m.page_id", "path": "c.path", "title": "c.title", "draft_title": "c.title",
    "slug": "c.slug", "url_path": "t.parent_url || c.slug || '/'",
    "first_published_at": "c.date", "last_published_at": "c.date", "latest_revision_created_at":
    "c.date", "translation_key": "gen_random_uuid()",
}  # fmt: skip
INDEX = """
    INSERT INTO wagtailsearch_indexentry
        (content_type_id, object_id, title_norm, autocomplete, title, body, title_text, body_text)
    SELECT %s, m.page_id::text, 1.0, to_tsvector('simple', c.title),
           setweight(to_tsvector(c.title), 'A'),
           setweight(to_tsvector(c.plain), 'D'), c.title, c.plain
    FROM (
        SELECT *, summary || ' ' || regexp_replace(body, '<[^>]+>', ' ', 'g') AS plain FROM corpus
    ) c JOIN made m USING (number)
"""
NORM = """
    UPDATE wagtailsearch_indexentry SET title_norm =
        (SELECT avg(length(title)) FROM wagtailsearch_indexentry WHERE length(title) > 0)
        / length(title)
    WHERE length(title) > 0
"""


def main(corpus: Path) -> None:
    """Make the tables, the pages that are there once, and the articles."""
    call_command("migrate", interactive=False, verbosity=0)
    with transaction.atomic():
        index = _site()
        template = ArticlePage(
            title="mẫu", slug="mau", date=timezone.now(), section="mẫu", summary="", body=""
        )
        index.add_child(instance=template)
        with connection.cursor() as cursor:
            count = _read(cursor, corpus, index)
            _copy(cursor, template, index)
        template.delete()
        Page.objects.filter(pk=index.pk).update(numchild=count)


def _site() -> ArticleIndexPage:
    """Return the page below which articles stand, on a site of its own home page."""
    Page.objects.filter(depth=2).first().delete()
    root = Page.get_first_root_node()
    home = root.add_child(instance=HomePage(title="Trang chủ", slug="home"))
    Site.objects.all().delete()
    Site.objects.create(hostname="127.0.0.1", root_page=home, is_default_site=True, site_name="Sở")
    for name in ("Giới thiệu", "Văn bản", "Liên hệ"):
        home.add_child(instance=HomePage(title=name, show_in_menus=True))
    index = ArticleIndexPage(title="Tin tức", slug="tin-tuc", show_in_menus=True)
    return home.add_child(instance=index)


def _read(cursor: Any, corpus: Path, index: Page) -> int:
    """Read the file into a table, each article with its place in the tree."""
    cursor.execute(
        "CREATE TEMPORARY TABLE corpus (number int, path text, slug text, title text, summary text,"
        " body text, date timestamptz, section text)"
    )
    with corpus.open(newline="", encoding="utf-8") as file, tempfile.TemporaryFile("w+") as rows:
        writer, count = csv.writer(rows), 0
        for count, (slug, title, summary, body, date, section) in enumerate(csv.reader(file), 1):
            # The first child is the template.
            path = MP_Node._get_path.__func__(Page, index.path, index.depth + 1, count + 1)
            writer.writerow([count, path, slug, title, summary, body, date, section])
        rows.seek(0)
        cursor.copy_expert(
            "COPY corpus FROM STDIN (FORMAT csv, FORCE_NOT_NULL (summary, body))", rows
        )
    return count


def _copy(cursor: Any, template: ArticlePage, index: Page) -> None:
    """Copy the template's rows for each article of the table, and index them."""
    cursor.execute(
        "CREATE TEMPORARY TABLE made AS SELECT number, "
        "nextval(pg_get_serial_sequence('wagtailcore_page', 'id'))::int AS page_id FROM corpus"
    )
    cursor.execute(
        "CREATE TEMPORARY TABLE template AS SELECT *, %s AS parent_url FROM wagtailcore_page "
        "WHERE id = %s", [index.url_path, template.pk],
    )  # fmt: skip
    columns = [field.column for field in Page._meta.local_concrete_fields]
    values = ", ".join(THEIRS.get(column, f"t.{column}") for column in columns)
    cursor.execute(
        f"INSERT INTO wagtailcore_page ({', '.join(columns)}) "  # noqa: S608  # our own words
        f"SELECT {values} FROM corpus c JOIN made m USING (number) CROSS JOIN template t"
    )
    cursor.execute(
        "INSERT INTO wagtail_site_articlepage (page_ptr_id, date, section, summary, body) "
        "SELECT m.page_id, c.date, c.section, c.summary, c.body "
        "FROM corpus c JOIN made m USING (number)"
    )
    cursor.execute(INDEX, [template.content_type_id])
    cursor.execute(NORM)


if __name__ == "__main__":
    main(Path(sys.argv[1]))
