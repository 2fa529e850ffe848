"""Before a document goes before readers, its number is looked at: is it one of its kind?"""

import pytest

from news.documents.models import DocumentKind
from news.documents.publish_check import find_other_kinds
from portal.editing import publish_checks
from portal.editing.checks.violations import Level
from portal.publishing.models import Publication, State
from tests.news.builders import document

pytestmark = pytest.mark.django_db


def advice_on(page) -> list[str]:
    found = [each for each in publish_checks.check(page) if each.field == "document_kind"]
    assert {each.level for each in found} <= {Level.WARN}
    return [each.message for each in found]


def test_a_decision_that_is_called_a_resolution_is_told_to_who_sends_it():
    page = document(number="12/2007/QĐ-UBND", kind="Nghị quyết", state=State.DRAFT)
    message = "“12/2007/QĐ-UBND” là số của loại văn bản “Quyết định”, không phải “Nghị quyết”."
    assert advice_on(page) == [message]


@pytest.mark.parametrize(
    ("number", "kind"),
    [
        ("12/2007/QĐ-UBND", "Quyết định"), ("07 /2007/ qd-ubnd", "Quyết định"),
        ("45/CTr-UBND", "Chương trình"), ("45/CT-UBND", "Chỉ thị"),
        # Of no kind that the table knows by its letters, or of none at all.
        ("160/2004/NĐ-CP", "Nghị định"), ("67/2006/QH11", "Luật"), ("123/BBCVT-VT", "Công văn"),
        ("815", "Công văn"),
    ],
)  # fmt: skip
def test_a_number_of_its_own_kind_or_of_none_is_no_matter(number, kind):
    assert advice_on(document(number=number, kind=kind, state=State.DRAFT)) == []


def test_a_change_is_looked_at_as_it_would_be_and_many_cost_what_one_does(
    django_assert_num_queries,
):
    page = document()
    other = DocumentKind.objects.get(name="Nghị quyết")
    shared = Publication.objects.get(pk=page.pk)
    change = {"document_kind_id": other.pk}
    with django_assert_num_queries(2):
        found = find_other_kinds([(shared, {}), (shared, change), (shared, change)])
    assert list(map(len, found)) == [0, 1, 1]
