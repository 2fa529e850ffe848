"""What an administrator may choose for the account of somebody who speaks for an enterprise."""

import pytest
from django.utils import timezone

from enterprises.people import invitations, roles
from portal.accounts.roles import Role
from tests import builders as site
from tests.enterprises import builders
from tests.portal.accounts.staff_form import new, page_of, role

pytestmark = pytest.mark.django_db


@pytest.fixture
def client():
    return site.signed_in(site.person("quan-tri", is_superuser=True))


def choose(client, person, *names):
    chosen = [role(each) for each in names]
    typed = new(username=person.username, email=person.email, groups=chosen)
    return client.post(page_of("change", person), typed)


@pytest.mark.parametrize("is_over", [False, True])
def test_who_speaks_or_spoke_for_an_enterprise_works_here_by_another_account(client, is_over):
    fields = {"since": site.FEBRUARY, "ended_at": timezone.now()} if is_over else {}
    me = builders.representative(builders.enterprise(), **fields).user
    answer = choose(client, me, Role.REPORTER)
    assert "mở tài khoản khác, với địa chỉ thư khác" in answer.text
    me.refresh_from_db()
    assert not me.is_staff
    assert [group.name for group in me.groups.all()] == [Role.REPRESENTATIVE]


def test_others_get_the_role(client):
    person = site.person("an", Role.REPRESENTATIVE, email="an@so.example")
    assert choose(client, person, Role.REPORTER).status_code == 302
    person.refresh_from_db()
    assert person.is_staff


def test_the_role_is_not_unticked_while_the_desk_is_open(client):
    me = builders.representative(builders.enterprise()).user
    assert "kết thúc quyền ở danh sách người đại diện" in choose(client, me).text
    assert me.groups.exists()
    assert choose(client, me, Role.REPRESENTATIVE).status_code == 302


def test_the_role_goes_with_the_access_and_comes_back_with_it():
    me = builders.representative(builders.enterprise())
    publisher = site.publisher()
    roles.end(me, by=publisher)
    assert not me.user.groups.exists()
    sent = invitations.invite(me.enterprise, email=me.user.email, role="owner", by=publisher)
    invitations.accept(sent, user=me.user)
    assert [group.name for group in me.user.groups.all()] == [Role.REPRESENTATIVE]
