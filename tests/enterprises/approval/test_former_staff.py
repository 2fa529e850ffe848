"""What the staff wrote and decided stays the staff's when somebody's roles are taken away."""

import pytest
from django.core import mail

from enterprises.approval.change_requests import ChangeRequest, is_sent_by_staff, requests_of
from enterprises.approval.services import propose
from enterprises.profiles.models import Enterprise
from portal.editing.staff.held import keep_changes
from portal.publishing import services, workflow
from portal.publishing.models import State
from tests import builders as site
from tests.enterprises import builders

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("letters_at_once")]


@pytest.fixture
def mine():
    return builders.enterprise(summary="Cũ.", body="<p>Từ 1997.</p>")


def fresh():
    return Enterprise.objects.get()


def changed_by_reporter():
    """Let the staff prepare a change of the page; return who did."""
    author, page = site.reporter(), fresh()
    page.summary = "Của Sở."
    services.save(page, by=author)
    return author


def lose_role(person):
    person.groups.clear()
    person.is_staff = False
    person.save()


def test_what_a_former_colleague_wrote_stays_the_staffs(mine, clerk_user, publisher):
    author = changed_by_reporter()
    workflow.transition(fresh(), to=State.SUBMITTED, by=author)
    lose_role(author)
    keep_changes(author, to=publisher)
    words = "Số liệu này lấy ở đâu, đừng tin họ."
    workflow.transition(fresh(), to=State.CHANGES_ASKED, by=publisher, comment=words)
    workflow.transition(fresh(), to=State.PUBLISHED, by=publisher)
    assert not mail.outbox
    assert not requests_of(mine).exists()


def test_what_a_former_colleague_put_on_the_page_is_no_request(mine, clerk_user, publisher):
    author = changed_by_reporter()
    workflow.transition(fresh(), to=State.PUBLISHED, by=publisher)
    lose_role(author)
    assert not requests_of(mine).exists()


def test_a_draft_that_a_former_colleague_sent_in_is_corrected_by_the_staff(publisher):
    draft = builders.enterprise(state=State.DRAFT, published_at=None)
    builders.representative(draft)
    author = site.editor()
    workflow.transition(draft, to=State.SUBMITTED, by=author)
    lose_role(author)
    workflow.transition(fresh(), to=State.CHANGES_ASKED, by=publisher, comment="Em gọi lại hỏi.")
    assert not mail.outbox
    assert is_sent_by_staff(fresh())


def test_a_refusal_of_a_former_colleague_stays_one(mine, clerk_user, publisher):
    propose(mine, {"summary": "Mới."}, by=clerk_user)
    workflow.transition(fresh(), to=State.DISCARDED, by=publisher, comment="Không có nguồn.")
    lose_role(publisher)
    refused = ChangeRequest(requests_of(mine).get())
    assert refused.has_refused
    assert refused.answer == "Không có nguồn."
    assert refused.refused_values == {"summary": "Mới."}
