"""What the staff prepares on an enterprise's page is not the enterprise's to read or to end."""

import re

import pytest
from django.core.exceptions import PermissionDenied, ValidationError
from django.test import Client

from enterprises.approval.services import propose
from enterprises.profiles.models import Enterprise, Representative
from portal.accounts.models import User
from portal.audit.models import AuditEntry
from portal.editing.stored_files import page_to_fetch_from
from portal.publishing import changes, revisions, workflow
from portal.publishing.models import ChangeSet, State
from tests import builders

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("in_english")]
DESK = "/doanh-nghiep/cua-toi/"
SECRET = "Đang thanh tra doanh nghiệp này"


@pytest.fixture
def prepared(me: Representative, publisher: User) -> ChangeSet:
    """A change of the profile that the staff has begun and sent to nobody."""
    page = Enterprise.objects.get(pk=me.enterprise_id)
    data = revisions.snapshot(page)
    data["fields"]["summary"] = SECRET
    version = changes.propose(page, data, by=publisher)
    assert version.change_set is not None
    return version.change_set


def test_no_page_of_the_desk_shows_it(
    clerk: Client,
    prepared: ChangeSet,
) -> None:
    found = {}
    for url in sorted({f"{DESK}xem-truoc/", *_links(clerk)}):
        answer = clerk.get(url)
        if answer.status_code == 200 and not answer.streaming:
            found[url] = SECRET in answer.text or f"/yeu-cau/{prepared.pk}/" in answer.text
    assert len(found) > 8
    assert [url for url, is_shown in found.items() if is_shown] == []
    assert clerk.get(f"{DESK}yeu-cau/{prepared.pk}/").status_code == 404


def _links(clerk: Client) -> set[str]:
    """Return all addresses of the desk that its first pages lead to."""
    found: set[str] = set()
    for url in (DESK, f"{DESK}ho-so/", f"{DESK}san-pham/"):
        answer = clerk.get(url)
        if answer.status_code == 200:
            found |= set(re.findall(rf'href="({DESK}[^"#?]*)"', answer.text))
    return found


@pytest.mark.parametrize("step", [State.DISCARDED, State.SUBMITTED, State.DRAFT, State.PUBLISHED])
def test_no_step_of_it_is_theirs(
    clerk: Client,
    me: Representative,
    prepared: ChangeSet,
    step: State,
) -> None:
    assert clerk.post(f"{DESK}yeu-cau/{prepared.pk}/", {"step": step}).status_code == 404
    page = Enterprise.objects.get(pk=me.enterprise_id)
    if step in (State.DISCARDED, State.SUBMITTED):
        with pytest.raises(PermissionDenied):
            workflow.transition(page, to=step, by=me.user)
    prepared.refresh_from_db()
    assert prepared.state == State.DRAFT


def test_they_do_not_write_over_it(me: Representative, prepared: ChangeSet) -> None:
    page = Enterprise.objects.get(pk=me.enterprise_id)
    with pytest.raises(ValidationError, match="preparing a change"):
        propose(page, {"summary": "Của chúng tôi."}, by=me.user)
    version = changes.pending_version(page)
    assert version is not None
    assert version.data["fields"]["summary"] == SECRET
    assert propose(page, {"phone": "0234 222"}, by=me.user).at_once == {"phone"}


def test_its_files_are_not_theirs(me: Representative, publisher: User, prepared: ChangeSet) -> None:
    page = Enterprise.objects.get(pk=me.enterprise_id)
    data = revisions.snapshot(page)
    data["parts"]["attachments"] = [{"file": "attachments/prepared.pdf"}]
    changes.propose(page, data, by=publisher)
    assert page_to_fetch_from(publisher, "attachments/prepared.pdf")
    assert not page_to_fetch_from(me.user, "attachments/prepared.pdf")


def test_their_own_request_is_theirs_whoever_else_wrote_in_it(
    clerk: Client,
    me: Representative,
    publisher: User,
) -> None:
    page = Enterprise.objects.get(pk=me.enterprise_id)
    propose(page, {"summary": "Của chúng tôi."}, by=me.user)
    version = changes.pending_version(page)
    assert version is not None
    changes.propose(Enterprise.objects.get(pk=page.pk), version.data, by=publisher)
    change = ChangeSet.objects.get()
    assert "Của chúng tôi." in clerk.get(f"{DESK}yeu-cau/{change.pk}/").text
    clerk.post(f"{DESK}yeu-cau/{change.pk}/", {"step": State.DISCARDED})
    change.refresh_from_db()
    assert change.state == State.DISCARDED


def test_once_on_the_page_it_is_no_request_of_theirs_either(
    clerk: Client,
    me: Representative,
    prepared: ChangeSet,
) -> None:
    page = Enterprise.objects.get(pk=me.enterprise_id)
    note = "Nhờ anh xem kỹ: họ hay khai sai."
    workflow.transition(page, to=State.SUBMITTED, by=prepared.opened_by, comment=note)
    workflow.transition(page, to=State.PUBLISHED, by=None)
    prepared.refresh_from_db()
    assert (prepared.state, prepared.comment) == (State.PUBLISHED, note)
    assert clerk.get(f"{DESK}yeu-cau/{prepared.pk}/").status_code == 404
    for address in (DESK, f"{DESK}yeu-cau/"):
        assert f"/yeu-cau/{prepared.pk}/" not in clerk.get(address).text


def test_a_word_among_the_staff_about_their_own_request_stays_there(
    clerk: Client,
    me: Representative,
    publisher: User,
) -> None:
    page = Enterprise.objects.get(pk=me.enterprise_id)
    propose(page, {"summary": "Của chúng tôi."}, by=me.user)
    change, note = ChangeSet.objects.get(), "Nhờ anh xem kỹ: họ hay khai sai."
    address = f"{DESK}yeu-cau/{change.pk}/"
    workflow.transition(page, to=State.APPROVED, by=publisher, comment=note)
    assert note not in clerk.get(address).text
    workflow.transition(page, to=State.PUBLISHED, by=publisher)
    change.refresh_from_db()
    assert change.comment == note
    assert note not in clerk.get(address).text


@pytest.mark.parametrize("step", [State.DRAFT, State.DISCARDED])
def test_it_stays_the_departments_when_who_began_it_has_no_role_any_more(
    clerk: Client, me: Representative, publisher: User, prepared: ChangeSet, step: State
) -> None:
    if step == State.DISCARDED:
        page = Enterprise.objects.get(pk=me.enterprise_id)
        workflow.transition(page, to=step, by=publisher, comment="Thôi")
    boss = builders.person("quan-tri", is_superuser=True)
    at_the_admin = Client()
    at_the_admin.force_login(boss)
    typed = {"username": publisher.username, "first_name": "An", "groups": []}
    at_the_admin.post(f"/admin/portal/user/{publisher.pk}/change/", typed)
    publisher.refresh_from_db()
    assert not publisher.is_staff
    assert SECRET not in clerk.get(f"{DESK}xem-truoc/").text
    assert clerk.get(f"{DESK}yeu-cau/{prepared.pk}/").status_code == 404
    prepared.refresh_from_db()
    assert prepared.opened_by == boss
    entry = AuditEntry.objects.filter(subject_pk=str(publisher.pk), actor=boss).latest("number")
    assert entry.new == {"given_to": "quan-tri", "changes": 1}
