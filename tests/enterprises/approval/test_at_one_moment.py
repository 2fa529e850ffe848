"""What happens in one moment happens one after the other: no request twice, nothing lost."""

from concurrent.futures import ThreadPoolExecutor

import pytest
from django.core.exceptions import ValidationError
from django.db import connection

from enterprises.approval.forms import ContactPersonForm, person_of
from enterprises.approval.services import EditConflict, propose, save_contact
from enterprises.profiles.models import Enterprise, PrivateContact
from portal.audit.models import AuditEntry
from portal.publishing import changes, deciding
from portal.publishing.models import State
from tests import builders as site
from tests.enterprises import builders

pytestmark = pytest.mark.django_db(transaction=True)


@pytest.fixture
def mine():
    return builders.enterprise(summary="Cũ.", phone="0234 111")


def at_once(*works):
    """Do all of it in one moment; what each gave, or the error that it ran into."""

    def done(work):
        try:
            return work()
        except ValidationError as error:
            return error
        finally:
            connection.close()

    with ThreadPoolExecutor(len(works)) as pool:
        return list(pool.map(done, works))


def typing(by, **typed):
    return lambda: propose(Enterprise.objects.get(), typed, by=by, seen=1)


def test_a_form_sent_twice_is_one_request(mine):
    me = builders.representative(mine).user
    at_once(*[typing(me, summary="Mới.", phone="0234 222")] * 3)
    assert mine.change_sets.count() == 1
    # What was, the telephone, the request; and the request carried over it, where it was first.
    assert mine.revisions.count() in (3, 4)
    live = Enterprise.objects.get()
    assert (live.phone, live.summary) == ("0234 222", "Cũ.")


def test_of_two_texts_of_the_same_field_one_waits_and_the_other_is_offered(mine):
    both = [builders.representative(mine, name).user for name in ("dn-a", "dn-a2")]
    results = at_once(*[typing(by, summary=f"Của {by.username}.") for by in both])
    assert len([each for each in results if isinstance(each, EditConflict)]) == 1
    assert mine.change_sets.count() == 1


def test_a_decision_and_a_telephone_in_one_moment_leave_both_or_one_to_repeat(mine):
    me, publisher = builders.representative(mine).user, site.person("duyet", is_superuser=True)
    propose(mine, {"summary": "Mới."}, by=me)
    page = Enterprise.objects.get()

    def decide():
        return deciding.decide(
            page, accepted=["summary"], refused={}, by=publisher, seen=page.revision_number
        )

    decided, _phone = at_once(decide, typing(me, phone="0234 222"))
    live, waiting = Enterprise.objects.get(), changes.open_change(page)
    assert live.phone == "0234 222"
    if isinstance(decided, ValidationError):
        assert (live.summary, waiting.state) == ("Cũ.", State.SUBMITTED)
        assert waiting.base_number == live.live_number
    else:
        assert (live.summary, waiting) == ("Mới.", None)


def test_two_who_name_a_contact_person_leave_the_last_one(mine):
    people = [builders.representative(mine, name).user for name in ("dn-a", "dn-a2")]

    def naming(by):
        # Both have opened the form before anybody was named.
        form = ContactPersonForm({"name": by.username}, instance=person_of(mine))
        assert form.is_valid()
        return lambda: save_contact(form.instance, form.changed_data, by=by)

    at_once(*map(naming, people))
    assert PrivateContact.objects.get().name in ("dn-a", "dn-a2")
    assert AuditEntry.objects.filter(subject_label="profiles.privatecontact").count() == 2
