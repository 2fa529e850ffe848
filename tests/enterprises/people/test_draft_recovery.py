"""A representative proposes and submits changes to the own pages, and never decides."""

import pytest
from django.core.exceptions import PermissionDenied

from portal.publishing import changes, revisions, workflow
from portal.publishing.models import State
from tests.enterprises import builders

pytestmark = pytest.mark.django_db


def propose(page, by):
    changes.propose(page, revisions.snapshot(page), by=by)


@pytest.mark.parametrize("owned", [lambda mine: mine, builders.product])
def test_a_change_to_the_own_page_is_submitted_and_taken_back(mine, owned):
    me, page = builders.representative(mine), owned(mine)
    propose(page, me.user)
    workflow.transition(page, to=State.SUBMITTED, by=me.user)
    assert changes.open_change(page).state == State.SUBMITTED
    for decision in (State.APPROVED, State.PUBLISHED, State.CHANGES_ASKED):
        with pytest.raises(PermissionDenied):
            workflow.transition(page, to=decision, by=me.user, comment="Được")
    workflow.transition(page, to=State.DRAFT, by=me.user)


def test_nobody_submits_for_another_enterprise(mine):
    other = builders.representative(builders.enterprise("Công ty Khác"), "dn-b")
    propose(mine, other.user)
    with pytest.raises(PermissionDenied):
        workflow.transition(mine, to=State.SUBMITTED, by=other.user)


def test_a_live_page_is_not_withdrawn_by_its_enterprise(mine):
    me = builders.representative(mine)
    with pytest.raises(PermissionDenied):
        workflow.transition(mine, to=State.WITHDRAWN, by=me.user, comment="Thôi")
