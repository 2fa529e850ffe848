"""Staff enter a document with what it does to others; a wrong one keeps what was typed."""

from datetime import date

import pytest

from news.documents.effect import Effect, with_effect
from news.documents.models import OfficialDocument
from portal.publishing import workflow
from portal.publishing.models import State
from tests import builders
from tests.news.builders import document
from tests.portal.exchange.sheets.test_lists import confirm, send

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


def correct(client, page, typed):
    relation = page.relations.get()
    sent = typed | {
        "slug": page.slug,
        "_version": page.revision_number,
        "relations-INITIAL_FORMS": "1",
        "relations-0-id": relation.pk,
        "relations-0-source": page.pk,
    }
    answer = client.post(f"/admin/news/officialdocument/{page.pk}/change/", sent)
    assert answer.status_code == 302, answer.context["errors"]


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


@pytest.mark.parametrize("day", [date(2008, 1, 5), date(2007, 12, 5)])
def test_a_corrected_day_of_issue_takes_the_day_of_effect_along(client, form, day):
    client.post(ADD, form)
    new = OfficialDocument.objects.get(number="20/2008/QĐ-UBND")
    correct(client, new, form | {"issued_on": f"{day:%d/%m/%Y}", "effective_on": "01/01/2008"})
    new.refresh_from_db()
    assert (new.issued_on, new.effective_on) == (day, day)


def test_a_day_of_effect_of_its_own_stays(client, form):
    client.post(ADD, form | {"effective_on": "10/01/2008"})
    new = OfficialDocument.objects.get(number="20/2008/QĐ-UBND")
    correct(client, new, form | {"issued_on": "05/01/2008", "effective_on": "10/01/2008"})
    new.refresh_from_db()
    assert (new.issued_on, new.effective_on) == (date(2008, 1, 5), date(2008, 1, 10))


def test_in_a_sheet_it_goes_along_too(client):
    page = document(slug="quy-che", state=State.DRAFT, published_at=None)
    client.force_login(builders.publisher())
    sheet = "Đường dẫn,Ngày ban hành,Có hiệu lực từ\nquy-che,05/03/2007,01/03/2007\n"
    preview = send(client, "news/officialdocument", sheet)
    assert "Có hiệu lực từ" in preview.text
    confirm(client, "news/officialdocument", preview)
    page.refresh_from_db()
    assert (page.issued_on, page.effective_on) == (date(2007, 3, 5), date(2007, 3, 5))


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
