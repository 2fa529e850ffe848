"""Who shuts the account of a representative ends what that person could still do by others."""

import pytest

from enterprises.people import invitations
from portal.accounts.leaving import held_by, let_go
from tests import builders as site
from tests.enterprises import builders
from tests.portal.accounts.staff_form import page_of

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("letters_at_once")]


@pytest.fixture
def boss():
    return site.person("quan-tri", is_superuser=True)


@pytest.fixture
def me():
    return builders.representative(builders.enterprise())


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
