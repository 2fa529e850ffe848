"""Every list and picker of the admin finds without marks, at any placing of the tone."""

import re

import pytest
from django.contrib import admin
from django.urls import reverse

from portal.editing.publication_admin import PublicationAdmin
from portal.kit.admin_search import FoldedSearchMixin
from portal.kit.text.normalize import fold
from portal.kit.text.syllables import words
from portal.organisations.models import Organisation
from portal.publishing.models import ExternalAddress, Publication, Topic
from tests import builders
from tests.admin_rows import ROWS
from tests.sampling import params

pytestmark = pytest.mark.django_db


def linked(number):
    """An address that a page links to: the list has no others."""
    address = ExternalAddress.objects.create(key="lien", url="https://example.vn/lien")
    builders.article().links.create(external=address, address=address.url)


def described(number):
    small = {"path": "a.jpeg", "width": 480, "height": 270, "format": "jpeg"}
    builders.picture(alt="Cầu Trường Tiền", renditions=[small])


MADE = ROWS | {
    "pictures.picture": described,
    "publishing.externaladdress": linked,
}
SEARCHED = {
    model._meta.label_lower: its_admin
    for model, its_admin in admin.site._registry.items()
    if its_admin.search_fields
}


@pytest.fixture
def client():
    return builders.signed_in(builders.person("quan-tri", is_superuser=True))


def list_of(label):
    return reverse(f"admin:{label.replace('.', '_')}_changelist")


def suggested(client, model, field, term):
    """What a field of a form offers for what was typed."""
    app, name = model.split(".")
    query = {"app_label": app, "model_name": name, "field_name": field, "term": term}
    answer = client.get(reverse("admin:autocomplete"), query)
    assert answer.status_code == 200
    return [each["text"] for each in answer.json()["results"]]


@pytest.mark.parametrize("label", params(sorted(SEARCHED), one_in=9))
def test_a_list_finds_a_row_by_a_word_without_marks(client, label):
    MADE[label](1)
    model = SEARCHED[label].model
    columns = [re.sub(r"^[\^=@]", "", name) for name in SEARCHED[label].search_fields]
    found = [
        (row["pk"], word)
        for row in model.objects.values("pk", *columns)
        for column in columns
        for word in words(str(row[column] or ""))
    ]
    pk, word = max(found, key=lambda each: (not each[1].isascii(), len(each[1])))
    for typed in (fold(word), word.upper(), word):
        page = client.get(list_of(label), {"q": typed})
        assert page.status_code == 200
        assert pk in [row.pk for row in page.context["cl"].result_list], typed
    none = client.get(list_of(label), {"q": f"{word} khôngcótừnày"})
    assert list(none.context["cl"].result_list) == []


def test_all_lists_but_those_of_pages_find_by_the_one_rule():
    own = {
        label
        for label, its_admin in SEARCHED.items()
        if type(its_admin).get_search_results is not FoldedSearchMixin.get_search_results
        and not isinstance(its_admin, PublicationAdmin)
    }
    # A picture has a search vector as a page has; two are found by their number, too; of a long
    # audit record the newest entries are searched.
    assert own == {
        "pictures.picture", "questions.question", "consultations.consultationcomment",
        "audit.auditentry",
    }  # fmt: skip


@pytest.mark.parametrize("typed", ["uy ban", "Ủy ban", "Uỷ ban", "UY BAN", "ban uy"])
def test_a_picker_finds_at_any_placing_of_the_tone(client, typed):
    Organisation.objects.create(name="Ủy ban nhân dân phường Thử")
    found = suggested(client, "documents.officialdocument", "issuer", f"{typed} thu")
    assert found == ["Ủy ban nhân dân phường Thử"]


@pytest.mark.parametrize("typed", ["quy", "quí", "quý"])
def test_a_picker_finds_both_spellings_of_a_word(client, typed):
    Topic.objects.create(name="Số liệu quí")
    assert suggested(client, "articles.article", "topics", typed) == ["Số liệu quí"]


@pytest.mark.parametrize("value", ["abc", "1,abc", "99999999999999999999", "-1", "1'"])
def test_a_value_that_is_no_key_chooses_nothing(client, value):
    for place, field in (
        ("articles_article", "topics"),
        ("documents_officialdocument", "issuer"),
        ("profiles_locality", "parent"),
        ("infrastructure_infrastructurelisting", "enterprise"),
    ):
        address = reverse(f"admin:{place}_add")
        assert client.get(address, {field: value}).status_code == 200, address
        assert client.post(address, {field: value}).status_code == 200, address


def test_each_kind_of_page_is_searched_by_its_index():
    pages = [each for each in SEARCHED.values() if issubclass(each.model, Publication)]
    assert pages
    for each in pages:
        assert type(each).get_search_results.__module__ == "portal.editing.publication_admin"
