"""Some fields of a live page may go live at once; a change that waits goes on over them."""

import pytest
from django.core.exceptions import ValidationError

from enterprises.profiles.models import Enterprise
from portal.audit.models import AuditEntry
from portal.pagecache.models import Generation
from portal.publishing import authorship, changes, deciding, errors, revisions, workflow
from portal.publishing.models import State
from tests import builders as site
from tests.enterprises import builders

pytestmark = pytest.mark.django_db


@pytest.fixture
def mine():
    return builders.enterprise("Công ty Cũ", phone="0234 111")


@pytest.fixture
def clerk_user(mine):
    return builders.representative(mine).user


def waits(mine, clerk_user, **fields):
    data = revisions.snapshot(mine)
    changes.propose(mine, data | {"fields": data["fields"] | fields}, by=clerk_user)
    workflow.transition(mine, to=State.SUBMITTED, by=clerk_user)


def test_a_field_is_live_with_a_version_and_a_record(mine, clerk_user, client):
    before = Generation.objects.get().number
    version = changes.apply_at_once(mine, {"phone": "0234 222"}, by=clerk_user)
    live = Enterprise.objects.get()
    assert (mine.phone, live.phone) == ("0234 222", "0234 222")
    assert (live.live_number, live.revision_number, version.number) == (2, 2, 2)
    assert (version.created_by, version.data["fields"]["phone"]) == (clerk_user, "0234 222")
    assert Generation.objects.get().number == before + 1
    entry = AuditEntry.objects.get(subject_label="profiles.enterprise")
    assert (entry.old, entry.new, entry.actor) == (
        {"phone": "0234 111"},
        {"phone": "0234 222"},
        clerk_user,
    )
    assert "0234 222" in client.get(live.path).text


def test_a_change_that_waits_goes_on_and_stays_decidable(mine, clerk_user):
    waits(mine, clerk_user, title="Công ty Mới")
    changes.apply_at_once(mine, {"phone": "0234 222"}, by=clerk_user)
    change, version = changes.open_change(mine), changes.pending_version(mine)
    assert (change.state, change.base_number, mine.live_number) == (State.SUBMITTED, 3, 3)
    assert version.data["fields"]["title"] == "Công ty Mới"
    assert version.data["fields"]["phone"] == "0234 222"
    publisher = site.publisher()
    deciding.decide(mine, accepted=["title"], refused={}, by=publisher, seen=mine.revision_number)
    live = Enterprise.objects.get()
    assert (live.title, live.phone) == ("Công ty Mới", "0234 222")


def test_who_wrote_in_the_waiting_text_still_does_not_decide(mine, clerk_user):
    waits(mine, clerk_user, title="Công ty Mới")
    publisher = site.publisher()
    data = changes.pending_version(mine).data
    changes.propose(mine, data | {"fields": data["fields"] | {"summary": "Của tôi"}}, by=publisher)
    changes.apply_at_once(mine, {"phone": "0234 222"}, by=clerk_user)
    assert authorship.writers(mine) == {clerk_user.pk, publisher.pk}
    with pytest.raises(errors.OwnText):
        workflow.transition(mine, to=State.PUBLISHED, by=publisher)


def test_what_was_outdated_stays_so(mine, clerk_user):
    waits(mine, clerk_user, title="Công ty Mới")
    mine.change_sets.update(base_number=0)
    changes.apply_at_once(mine, {"phone": "0234 222"}, by=clerk_user)
    with pytest.raises(errors.OutdatedBase):
        workflow.transition(mine, to=State.PUBLISHED, by=site.publisher())


def test_a_wrong_value_is_refused_and_changes_nothing(mine, clerk_user):
    with pytest.raises(ValidationError) as refused:
        changes.apply_at_once(mine, {"phone": "gọi tôi"}, by=clerk_user)
    assert set(refused.value.message_dict) == {"phone"}
    assert Enterprise.objects.get().phone == "0234 111"
    assert mine.revisions.count() == 1


def test_what_has_stood_wrong_in_another_field_does_not_hold_it_up(mine, clerk_user):
    revisions.record(mine, by=None)
    Enterprise.objects.filter(pk=mine.pk).update(email="không phải thư")
    mine.refresh_from_db()
    changes.apply_at_once(mine, {"phone": "0234 222"}, by=clerk_user)
    assert Enterprise.objects.get().phone == "0234 222"


def test_a_page_that_has_moved_on_is_not_written_over(mine, clerk_user):
    stale = Enterprise.objects.get()
    changes.apply_at_once(mine, {"phone": "0234 222"}, by=clerk_user)
    with pytest.raises(errors.StaleSave):
        changes.apply_at_once(stale, {"phone": "0234 333"}, by=clerk_user)


def test_only_of_a_live_page(clerk_user):
    draft = builders.enterprise("Công ty Nháp", state=State.DRAFT, published_at=None)
    with pytest.raises(ValidationError):
        changes.apply_at_once(draft, {"phone": "0234 222"}, by=clerk_user)
