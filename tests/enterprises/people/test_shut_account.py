"""Who shuts the account of a representative ends what that person could still do by others."""

import pytest

from enterprises.approval.change_requests import requests_of
from enterprises.approval.services import propose
from enterprises.people import invitations
from portal.accounts.leaving import held_by, let_go
from portal.publishing.models import Publication, State
from tests import builders as site
from tests.enterprises import builders
from tests.portal.accounts.staff_form import page_of

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("letters_at_once")]


@pytest.fixture
def boss():
    return site.person("quan-tri", is_superuser=True)


def invite(me, email, *, by):
    return invitations.invite(me.enterprise, email=email, role="owner", by=by)


def test_what_the_person_sent_ends_and_what_others_sent_stays(boss, me):
    colleague = builders.representative(me.enterprise, "dn-a2")
    sent = invite(me, "hai@x.example", by=me.user)
    others = [invite(me, "ba@x.example", by=colleague.user), invite(me, "tu@x.example", by=boss)]
    page = site.signed_in(boss).get(page_of("leaving", me.user)).text
    assert "lời mời đại diện cho doanh nghiệp chưa ai nhận: sẽ bị thu hồi" in page
    assert "chủ tài khoản nào khác" not in page
    let_go(me.user, to=None, by=boss)
    sent.refresh_from_db()
    assert sent.revoked_at
    for each in others:
        each.refresh_from_db()
        assert not each.revoked_at


def test_what_the_person_wrote_for_the_enterprise_stays_the_enterprises(boss, me):
    colleague = builders.representative(me.enterprise, "dn-a2")
    draft = builders.product(me.enterprise, state=State.DRAFT, published_at=None)
    live = builders.product(me.enterprise, "Phần mềm bán hàng")
    Publication.objects.filter(pk__in=[draft.pk, live.pk]).update(created_by=me.user)
    propose(me.enterprise, {"summary": "Mới."}, by=me.user)
    page = site.signed_in(boss).get(page_of("leaving", me.user)).text
    assert "Không có việc gì đang dở cần người làm tiếp" in page
    let_go(me.user, to=site.reporter(), by=boss)
    assert requests_of(me.enterprise).get().opened_by == me.user
    owners = Publication.objects.filter(parent_page=me.enterprise.pk).values_list("created_by")
    assert set(owners) == {(me.user.pk,)}
    propose(me.enterprise, {"summary": "Mới hơn."}, by=colleague.user)


def test_what_somebody_of_the_staff_wrote_for_an_enterprise_goes_to_a_colleague(boss, me):
    author, colleague = site.reporter(), site.editor()
    draft = builders.product(me.enterprise, state=State.DRAFT, published_at=None)
    Publication.objects.filter(pk=draft.pk).update(created_by=author)
    let_go(author, to=colleague, by=boss)
    draft.refresh_from_db()
    assert draft.created_by == colleague


@pytest.mark.parametrize("colleague", [None, "editor", "shut"])
def test_an_enterprise_without_another_owner_is_named(boss, me, colleague):
    if colleague == "editor":
        builders.representative(me.enterprise, "dn-a2", role="editor")
    elif colleague == "shut":
        let_go(builders.representative(me.enterprise, "dn-a2").user, to=None, by=boss)
    page = site.signed_in(boss).get(page_of("leaving", me.user)).text
    assert "doanh nghiệp không còn chủ tài khoản nào khác" in page


def test_what_a_colleague_of_the_staff_invited_stays(boss, me):
    author = site.publisher()
    sent = invite(me, "hai@x.example", by=author)
    assert not held_by(author)
    let_go(author, to=None, by=boss)
    sent.refresh_from_db()
    assert not sent.revoked_at
