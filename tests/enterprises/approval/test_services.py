"""What an enterprise types: some is live at once, the rest waits as one request."""

import pytest
from django.core.exceptions import PermissionDenied, ValidationError

from enterprises.approval.services import EditConflict, SaveResult, propose, text_of
from enterprises.profiles.models import Enterprise, Sector
from portal.publishing import changes, deciding, workflow
from portal.publishing.errors import OwnPage
from portal.publishing.models import State
from tests import builders as site
from tests.enterprises import builders

pytestmark = pytest.mark.django_db


@pytest.fixture
def mine():
    return builders.enterprise(summary="Cũ.", phone="0234 111")


def fresh():
    return Enterprise.objects.get()


def waiting(page):
    return changes.pending_version(page).data["fields"]


def test_contacts_are_live_and_the_rest_waits(mine, clerk_user):
    outcome = propose(mine, {"summary": "Mới.", "phone": "0234 222"}, by=clerk_user)
    assert outcome == SaveResult(frozenset({"phone"}), frozenset({"summary"}))
    assert (fresh().phone, fresh().summary) == ("0234 222", "Cũ.")
    assert waiting(fresh())["summary"] == "Mới."
    assert changes.open_change(fresh()).state == State.SUBMITTED


def test_what_goes_at_once_is_a_setting(mine, clerk_user, settings):
    settings.ENTERPRISE_FIELDS_AT_ONCE = ["summary"]
    propose(mine, {"summary": "Mới.", "phone": "0234 222"}, by=clerk_user)
    assert (fresh().phone, fresh().summary) == ("0234 111", "Mới.")
    assert waiting(fresh())["phone"] == "0234 222"


def test_further_edits_join_the_request(mine, clerk_user):
    propose(mine, {"summary": "Mới."}, by=clerk_user)
    propose(fresh(), {"address": "1 Lê Lợi"}, by=clerk_user)
    assert mine.change_sets.count() == 1
    assert (waiting(fresh())["summary"], waiting(fresh())["address"]) == ("Mới.", "1 Lê Lợi")


def test_a_contact_changed_meanwhile_leaves_the_request_decidable(mine, clerk_user):
    propose(mine, {"summary": "Mới."}, by=clerk_user)
    propose(fresh(), {"phone": "0234 222"}, by=clerk_user)
    page = fresh()
    assert page.phone == "0234 222"
    deciding.decide(
        page, accepted=["summary"], refused={}, by=site.publisher(), seen=page.revision_number
    )
    assert (fresh().phone, fresh().summary) == ("0234 222", "Mới.")


def test_what_equals_the_live_text_again_is_no_longer_asked_for(mine, clerk_user):
    propose(mine, {"summary": "Mới.", "address": "1 Lê Lợi"}, by=clerk_user)
    propose(fresh(), {"summary": "Cũ."}, by=clerk_user)
    assert waiting(fresh())["summary"] == "Cũ."
    assert changes.open_change(fresh()) is not None
    outcome = propose(fresh(), {"address": ""}, by=clerk_user)
    assert outcome.is_dropped
    assert changes.open_change(fresh()) is None
    assert mine.change_sets.get().state == State.DISCARDED


def test_no_difference_is_no_request(mine, clerk_user):
    assert propose(mine, {"summary": "Cũ.", "phone": "0234 111"}, by=clerk_user) == SaveResult()
    assert (mine.change_sets.count(), mine.revisions.count()) == (0, 1)


def test_the_same_sent_twice_is_one_request_and_one_version(mine, clerk_user):
    for _ in range(2):
        propose(fresh(), {"summary": "Mới."}, by=clerk_user, seen=1)
    assert (mine.change_sets.count(), mine.revisions.count()) == (1, 2)


def test_sectors_wait_like_fields(mine, clerk_user):
    sector = Sector.objects.create(name="Phần mềm")
    propose(mine, {"sectors": [sector.pk]}, by=clerk_user)
    assert [*fresh().sectors.all()] == []
    assert text_of(fresh()).value(mine, "sectors") == [sector.pk]


def test_two_in_the_same_field_see_both_texts(mine, clerk_user):
    other = builders.representative(mine, "dn-a2").user
    propose(mine, {"summary": "Của A."}, by=clerk_user, seen=1)
    with pytest.raises(EditConflict) as clash:
        propose(fresh(), {"summary": "Của B."}, by=other, seen=1)
    assert clash.value.names == ("summary",)
    assert clash.value.text.value(mine, "summary") == "Của A."
    assert waiting(fresh())["summary"] == "Của A."
    propose(fresh(), {"summary": "Của B."}, by=other, seen=clash.value.text.number)
    assert waiting(fresh())["summary"] == "Của B."


def test_two_in_different_fields_do_not_disturb_each_other(mine, clerk_user):
    other = builders.representative(mine, "dn-a2").user
    propose(mine, {"summary": "Của A."}, by=clerk_user, seen=1)
    propose(fresh(), {"address": "1 Lê Lợi"}, by=other, seen=1)
    assert (waiting(fresh())["summary"], waiting(fresh())["address"]) == ("Của A.", "1 Lê Lợi")


def test_what_was_decided_meanwhile_is_seen_too(mine, clerk_user):
    propose(mine, {"summary": "Mới."}, by=clerk_user)
    page, number = fresh(), text_of(fresh()).number
    deciding.decide(
        page, accepted=["summary"], refused={}, by=site.publisher(), seen=page.revision_number
    )
    propose(fresh(), {"address": "1 Lê Lợi"}, by=clerk_user, seen=number)
    assert waiting(fresh())["summary"] == "Mới."


def test_an_approved_request_goes_back_when_it_is_edited(mine, clerk_user):
    propose(mine, {"summary": "Mới."}, by=clerk_user)
    workflow.transition(mine, to=State.APPROVED, by=site.publisher())
    propose(fresh(), {"summary": "Mới hơn."}, by=clerk_user)
    assert changes.open_change(fresh()).state == State.SUBMITTED


def test_what_has_to_be_corrected_is_sent_again_by_correcting_it(mine, clerk_user):
    propose(mine, {"summary": "Mới."}, by=clerk_user)
    workflow.transition(mine, to=State.CHANGES_ASKED, by=site.publisher(), comment="Viết rõ hơn")
    propose(fresh(), {"summary": "Rõ hơn."}, by=clerk_user)
    assert changes.open_change(fresh()).state == State.SUBMITTED


def test_who_speaks_for_an_enterprise_decides_nothing_about_it(mine, clerk_user):
    both = site.publisher()
    builders.representative(mine, both.username)
    propose(mine, {"summary": "Mới."}, by=clerk_user)
    page = Enterprise.objects.get()
    with pytest.raises(OwnPage):
        workflow.transition(page, to=State.PUBLISHED, by=both)
    with pytest.raises(OwnPage):
        deciding.decide(page, accepted=["summary"], refused={}, by=both, seen=page.revision_number)
    assert Enterprise.objects.get().summary == mine.summary


def test_nobody_types_for_another_enterprise(mine):
    other = builders.representative(builders.enterprise("Công ty Khác"), "dn-b").user
    with pytest.raises(PermissionDenied):
        propose(mine, {"summary": "Phá."}, by=other)


def test_a_draft_is_written_and_waits_for_nothing():
    draft = builders.enterprise(state=State.DRAFT, published_at=None)
    clerk_user = builders.representative(draft).user
    outcome = propose(draft, {"summary": "Mới.", "phone": "0234 222"}, by=clerk_user)
    assert outcome == SaveResult(written=frozenset({"summary", "phone"}))
    assert (fresh().summary, fresh().phone, draft.change_sets.count()) == ("Mới.", "0234 222", 0)


def test_a_page_that_is_approved_is_taken_back_first():
    draft = builders.enterprise(state=State.APPROVED, published_at=None)
    with pytest.raises(ValidationError) as refused:
        propose(draft, {"summary": "Mới."}, by=builders.representative(draft).user)
    assert refused.value.code == "closed"
