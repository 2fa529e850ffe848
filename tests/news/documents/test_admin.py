"""Staff enter a document with what it does to others; a wrong one keeps what was typed."""

import pytest

from news.documents.effect import Effect, with_effect
from news.documents.models import OfficialDocument
from portal.publishing import workflow
from portal.publishing.models import State
from tests import builders
from tests.news.builders import document

pytestmark = pytest.mark.django_db

ADD = "/admin/news/officialdocument/add/"


@pytest.fixture
def form(client):
    """What a publisher types of a decision that replaces an older one."""
    client.force_login(builders.publisher("duyet"))
    old = document()
    return {
        "title": "Quy chế mới",
        "number": "20/2008/QĐ-UBND",
        "document_kind": old.document_kind_id,
        "issuer": old.issuer_id,
        "issued_on": "01/01/2008",
        "language": "vi",
        "relations-TOTAL_FORMS": "1",
        "relations-INITIAL_FORMS": "0",
        "relations-0-tie": "replaces",
        "relations-0-target": old.pk,
        "relations-0-position": "0",
        "attachments-TOTAL_FORMS": "0",
        "attachments-INITIAL_FORMS": "0",
    }


def effect_of_the_old_one():
    return with_effect(OfficialDocument.objects.all()).get(number="12/2007/QĐ-UBND").effect


def test_a_new_document_ends_the_old_one_once_it_is_public(client, form):
    answer = client.post(ADD, form)
    assert answer.status_code == 302, answer.context["errors"]
    new = OfficialDocument.objects.get(number="20/2008/QĐ-UBND")
    assert new.effective_on == new.issued_on
    assert effect_of_the_old_one() == Effect.IN_FORCE
    workflow.transition(new, to=State.PUBLISHED, by=None)
    assert effect_of_the_old_one() == Effect.OVER


def test_a_document_in_force_before_it_was_issued_is_refused(client, form):
    answer = client.post(ADD, form | {"effective_on": "31/12/2007"})
    assert answer.status_code == 200
    text = answer.text
    assert "không thể có hiệu lực trước ngày ban hành" in text
    assert "20/2008/QĐ-UBND" in text


def test_a_document_that_replaces_a_later_one_is_refused(client, form):
    answer = client.post(ADD, form | {"issued_on": "01/01/2006"})
    assert answer.status_code == 200
    assert "ban hành sau văn bản này" in answer.text


def test_the_other_document_is_found_by_its_number(client, form):
    sent = {
        "term": "12 2007 qd",
        "app_label": "documents",
        "model_name": "documentrelation",
        "field_name": "target",
    }
    found = client.get("/admin/autocomplete/", sent).json()["results"]
    assert [each["text"] for each in found] == ["12/2007/QĐ-UBND: Ban hành Quy chế"]
