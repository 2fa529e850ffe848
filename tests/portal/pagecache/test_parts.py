"""Parts of pages that outlive publications read only what they name."""

import re

import pytest
from django.apps import apps
from django.db import connection
from django.test import Client

from portal.pagecache.fragments import Fragments
from portal.pagecache.tags import FragmentNode
from portal.pagecache.writes import public_tables
from portal.publishing.models import Publication
from portal.publishing.revisions import tables_of

PAGES = "publishing_publication"
_PARENT = r'COALESCE\(\(SELECT true FROM "publishing_publication" page_above .*?\), false\)'


def readable(kinds):
    """Return the tables that a fragment of these kinds may read."""
    assert "english" not in kinds, "it stands below a page of another kind"
    models = [model for model in apps.get_models() if issubclass(model, Publication)]
    own = [tables_of(model) for model in models if model.KIND in kinds]
    # A link found dead may be shown as such after five minutes.
    return public_tables().union({"publishing_externaladdress"}, *own)


@pytest.mark.django_db
def test_parts_of_pages_read_only_the_kinds_that_they_name(demo, monkeypatch):
    reading, found, made = [], set(), set()

    def get_or_make(self, key, make, stamp, kinds=None):
        reading.append(kinds)
        made.add(key[0]) if kinds is not None else None
        try:
            return make()
        finally:
            reading.pop()

    def note(execute, sql, params, many, context):
        kinds = reading[-1] if reading else None
        if kinds is not None:
            # A page below another is shown with it; those that are named stand below none.
            text = re.sub(_PARENT, "", sql)
            assert not text.startswith("EXECUTE"), "of what, nobody can tell"
            tables = set(re.findall(r'(?:FROM|JOIN)\s+"(\w+)"', text))
            found.update((kinds, table) for table in tables - readable(kinds) - {PAGES})
            of_any = len(re.findall(rf'(?:FROM|JOIN)\s+"{PAGES}"', text))
            if of_any > len(re.findall(rf'"\w+ptr_id" = (?:"{PAGES}"|\w+)\."id"', text)):
                found.add((kinds, text))
        return execute(sql, params, many, context)

    monkeypatch.setattr(Fragments, "get_or_make", get_or_make)
    with connection.execute_wrapper(note):
        for path in ("/", "/tin-tuc/", "/lien-he/"):
            assert Client().get(path).status_code == 200
    assert made >= {"home_services", "home_talk", "home_plans", "article_months", "contact_facts"}
    assert found == set(), "name the kind behind `of`"


@pytest.mark.django_db
def test_parts_that_stand_alone_show_what_they_would_show_among_all_variables(demo, monkeypatch):
    monkeypatch.setattr(Fragments, "get_or_make", lambda self, key, make, stamp, kinds=None: make())
    alone = [Client().get(path).text for path in ("/", "/tin-tuc/", "/en/")]
    monkeypatch.setattr(
        FragmentNode, "_make_alone", lambda self, context: self.nodelist.render(context)
    )
    among = [Client().get(path).text for path in ("/", "/tin-tuc/", "/en/")]
    assert alone == among
