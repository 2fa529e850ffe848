"""The arrows of the design, and the list of all kinds of pages: nothing goes past either."""

from django.apps import apps

from tests.folders import PACKAGES, circles
from tests.page_kinds import IN_THE_DEMO, NO_PAGES, pages
from tests.page_rows import ROWS


def _package(model) -> str:
    return model._meta.app_config.name.partition(".")[0]


def test_no_folder_knows_one_that_knows_it():
    assert circles() == []


# projects may lean on enterprises and both on portal; nobody is told of it from the other side.
def test_no_reverse_relation_leaks_into_another_package():
    leaks = [
        f"{model._meta.label}.{relation.get_accessor_name()}"
        for model in apps.get_models()
        for relation in model._meta.related_objects
        # A child inherits its parent's relations; they are the parent's own.
        if relation.model is model
        and {_package(model), _package(relation.related_model)} <= set(PACKAGES)
        and _package(relation.related_model) != _package(model)
        and not relation.hidden
    ]
    assert leaks == []


def test_each_address_is_a_page_to_look_at_or_says_why_not():
    known = {*IN_THE_DEMO, *ROWS, *NO_PAGES}
    unlisted = {route.name for route in pages() if route.parts and route.name not in known}
    assert unlisted == set(), "Name them in tests/page_kinds.py or tests/page_rows.py."
