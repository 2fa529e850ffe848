"""What pages depend on is named: the records they read, the parameters they take."""

import re

import pytest
from bs4 import BeautifulSoup
from django.apps import apps
from django.conf import settings
from django.db import connection
from django.test import Client

from portal.pagecache.questions import NEVER_KEPT
from portal.pagecache.writes import public_tables
from portal.publishing.models import Publication
from tests.page_kinds import in_the_demo

pytestmark = pytest.mark.django_db

# Read by pages, and yet no write to them needs to make pages anew at once.
EXCUSED = {
    "accounts_user": "who signs in is written down; names come with the pages that show them",
    "consultations_consultationcomment": "what is shown is decided by services that move it on",
    "directory_directoryentry": "follows the enterprises, in their transaction",
    "django_migrations": "asked by /readyz",
    "pagecache_generation": "the generation itself",
    "publishing_attachmentversion": "written with the version of its page",
    "publishing_externaladdress": "a link found dead may be shown as such after five minutes",
    "publishing_link": "written with the version of its page",
    "publishing_redirect": "asked for where no page is",
    "publishing_revision": "a page's versions, shown to the staff",
    "publishing_transition": "written with the step of its page",
    "questions_question": "counted as of yesterday, on a page that ends at midnight",
    "search_filetext": "read in the background; a file may be found five minutes later",
    "search_searchterm": "rebuilt by hours; other suggestions may come five minutes later",
    "search_unfoundsearch": "written by searches, shown to the staff",
}


@pytest.fixture(scope="module")
def seen(demo):
    """The pages of the demo, and the tables that were read for those that may be kept."""
    tables, pages, client = set(), {}, Client()

    def note(execute, sql, params, many, context):
        read = re.findall(r'(?:FROM|JOIN)\s+"?([a-z_]+)"?', sql)
        now.update(read)
        return execute(sql, params, many, context)

    kinds = [
        kind for kind in in_the_demo() if not kind.who and not kind.path.startswith(NEVER_KEPT)
    ]
    with connection.execute_wrapper(note):
        for kind in kinds:
            now = set()
            answer = client.get(kind.path)
            if answer.status_code == 200 and "no-store" not in answer.get("Cache-Control", ""):
                tables |= now
                if not answer.streaming and "html" in answer["Content-Type"]:
                    pages[kind.path] = answer.text
    return tables & set(connection.introspection.table_names()), pages


def tables_of_publications():
    """The tables that the version of a publication writes: its own, and those of its parts."""
    found = set()
    for model in apps.get_models():
        if not issubclass(model, Publication):
            continue
        found.add(model._meta.db_table)
        for name in model.PARTS:
            field = model._meta.get_field(name)
            found.add(field.related_model._meta.db_table)
            if field.many_to_many:
                found.add(field.m2m_db_table())
    return found


def test_every_record_that_a_page_reads_makes_it_anew(seen):
    tables, _pages = seen
    assert len(tables) > 40
    unnamed = tables - public_tables() - tables_of_publications() - EXCUSED.keys()
    assert unnamed == set(), "name them in PUBLIC_RECORDS, or say in EXCUSED why not"


def test_every_parameter_that_a_page_offers_is_known(seen):
    _tables, pages = seen
    offered = set()
    for html in pages.values():
        soup = BeautifulSoup(html, "html.parser")
        for form in soup.select("form:not([method=post])"):
            offered |= {field["name"] for field in form.select("[name]")}
        for link in soup.select("a[href*='?']"):
            if link["href"].startswith(("/", "?")) and not link["href"].startswith(NEVER_KEPT):
                offered |= set(re.findall(r"[?&;]([\w-]+)=", link["href"]))
    assert {"q", "trang"} & offered
    assert offered - settings.PAGE_PARAMETERS == set(), "name them in PAGE_PARAMETERS"
