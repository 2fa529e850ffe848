"""A change that names a kind of document that was removed since says so, instead of breaking."""

import pytest
from django.core.exceptions import ValidationError
from django.urls import reverse

from news.documents.models import DocumentKind, OfficialDocument
from portal.publishing import changes, revisions, workflow
from portal.publishing.models import State
from tests import builders
from tests.news.builders import document

pytestmark = pytest.mark.django_db


@pytest.fixture
def page() -> OfficialDocument:
    """A live document whose approved change names a kind that is gone."""
    kind = DocumentKind.objects.create(name="Kế hoạch (mới)")
    made = document()
    data = revisions.snapshot(made)
    data["fields"] |= {"document_kind_id": kind.pk, "title": "Trích yếu mới"}
    changes.propose(made, data, by=builders.reporter())
    for step in (State.SUBMITTED, State.APPROVED):
        workflow.transition(OfficialDocument.objects.get(), to=step, by=None)
    kind.delete()
    return OfficialDocument.objects.get()


def test_publishing_it_is_refused_in_words(page, publisher):
    with pytest.raises(ValidationError, match="ở ô “loại văn bản” đã bị xóa"):
        workflow.transition(page, to=State.PUBLISHED, by=publisher)
    assert OfficialDocument.objects.get().title == "Ban hành Quy chế"


@pytest.mark.parametrize(
    ("view", "status"), [("change", 200), ("review", 200), ("preview", 200), ("preview_page", 404)]
)
def test_its_screens_open_and_the_page_that_cannot_be_is_not_found(
    client, page, publisher, view, status
):
    client.force_login(publisher)
    address = reverse(f"admin:documents_officialdocument_{view}", args=[page.pk])
    assert client.get(address).status_code == status
