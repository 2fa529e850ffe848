"""People of the staff: one form and a letter to come in, and the list of them."""

import re

import pytest
from allauth.mfa.models import Authenticator
from django.contrib.auth.models import Group, Permission
from django.core import mail
from django.urls import reverse
from django.utils import timezone

from portal.accounts.models import User
from portal.accounts.roles import Role
from portal.audit.models import AuditEntry
from tests import builders
from tests.portal.accounts.staff_form import ADD, LINK, LIST, PASSWORD, new, page_of, role

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("letters_at_once")]


@pytest.fixture
def client(client, boss):
    client.force_login(boss)
    return client


# --- coming -----------------------------------------------------------------------------------


def test_one_form_makes_an_account_that_is_staff_by_its_role(client):
    answer = client.post(ADD, new(), follow=True)
    person = User.objects.get(email="lan.tran@so.example")
    assert str(person) == "Trần Thị Lan"
    assert (person.username, person.is_staff, person.is_superuser) == ("lan-tran", True, False)
    assert [group.name for group in person.groups.all()] == ["Người soạn tin"]
    assert not person.has_usable_password()
    assert "thư tới lan.tran@so.example" in answer.text
    assert "3 ngày" in answer.text
    assert "bằng tên lan-tran" in answer.text


def test_each_role_says_in_one_line_what_it_may_do_out_of_its_rights(client):
    page = client.get(ADD).text
    assert "Người soạn tin: viết và gửi duyệt; không tự đăng được gì" in page
    assert "duyệt, đăng, hẹn giờ, gỡ" in page
    assert "Người đại diện doanh nghiệp" not in page
    Group.objects.get(name=Role.REPORTER).permissions.add(
        Permission.objects.get(codename="publish_publication")
    )
    page = client.get(ADD).text
    assert "Người soạn tin: viết và gửi duyệt; duyệt, đăng, hẹn giờ, gỡ" in page


def test_the_letter_lets_the_person_set_a_password_and_come_in(client, settings):
    client.post(ADD, new())
    settings.STAFF_MFA_REQUIRED = True
    (letter,) = mail.outbox
    assert letter.to == ["lan.tran@so.example"]
    assert "Tên đăng nhập: lan-tran" in letter.body
    (link,) = re.findall(LINK, letter.body)
    client.logout()
    form = client.get(link.removeprefix(settings.SITE_URL), follow=True)
    address = form.redirect_chain[-1][0]
    client.post(address, {"password1": PASSWORD, "password2": PASSWORD})
    client.post("/tai-khoan/login/", {"login": "lan-tran", "password": PASSWORD})
    choice, set_up = reverse("mfa_index"), reverse("mfa_activate_totp")
    assert client.get("/admin/")["Location"] == choice
    assert set_up in client.get(choice).text
    # The password once more, as for all that is about the account; then the second step is there.
    client.post(reverse("account_reauthenticate"), {"password": PASSWORD})
    assert client.get(set_up).status_code == 200
    # The link is good once.
    client.logout()
    used = client.get(link.removeprefix(settings.SITE_URL), follow=True)
    assert 'name="password1"' not in used.text


def test_no_secret_of_a_letter_stands_in_the_record(client):
    client.post(ADD, new())
    link = re.findall(r"/key/(\S+)/", mail.outbox[0].body)[0]
    assert link not in str(list(AuditEntry.objects.values()))
    steps = AuditEntry.objects.filter(action="step").values_list("new", flat=True)
    assert list(steps) == [{"letter": "invitation", "to": "lan.tran@so.example"}]


@pytest.mark.parametrize(
    ("fields", "message"),
    [
        ({"email": "CO@so.example"}, "đã thuộc về một tài khoản khác"),
        ({"email": ""}, "bắt buộc"),
        ({"groups": []}, "bắt buộc"),
        ({"groups": ["abc"]}, "abc"),
    ],
)
def test_what_is_missing_is_said_and_nobody_is_invited(client, fields, message):
    builders.person("co", email="co@so.example")
    answer = client.post(ADD, new(**fields))
    assert answer.status_code == 200
    assert message in answer.text
    assert not User.objects.filter(first_name="Lan").exists()
    assert mail.outbox == []


def test_an_address_typed_on_the_page_of_an_account_is_one_to_sign_in_by(client):
    person = builders.person("an", Role.REPORTER, email="an@so.example")
    answer = client.post(page_of("change", person), new(username="an", email=" Nam.Le@So.example"))
    person.refresh_from_db()
    assert (answer.status_code, person.email) == (302, "nam.le@so.example")
    client.post(page_of("letter", person))
    assert mail.outbox[-1].to == ["nam.le@so.example"]
    client.logout()
    client.post("/tai-khoan/login/", {"login": "Nam.Le@so.example", "password": "mat khau rat dai"})
    assert client.session["_auth_user_id"] == str(person.pk)


def test_the_address_of_another_is_refused_on_the_page_of_an_account_too(client):
    builders.person("co", email="lan@so.example")
    person = builders.person("an", Role.REPORTER, email="an@so.example")
    answer = client.post(page_of("change", person), new(username="an", email="Lan@so.example"))
    assert "đã thuộc về một tài khoản khác" in answer.text
    person.refresh_from_db()
    assert person.email == "an@so.example"


def test_a_command_keeps_addresses_in_small_letters_too():
    User.objects.create_superuser("goc", "Quan.Tri@so.example", PASSWORD)
    assert User.objects.get(username="goc").email == "quan.tri@so.example"


def test_a_taken_sign_in_name_gets_a_number(client):
    builders.person("lan-tran")
    client.post(ADD, new())
    assert User.objects.get(email="lan.tran@so.example").username == "lan-tran-2"


def test_rights_are_limited_to_the_chosen_sections(client):
    shelf = builders.section("Thông báo")
    client.post(ADD, new(sections=[shelf.pk]))
    person = User.objects.get(first_name="Lan")
    assert list(person.sections.all()) == [shelf]
    change = page_of("change", person)
    assert f'value="{shelf.pk}"' in client.get(change).text
    client.post(change, new(username="lan-tran", sections=[]))
    assert list(person.sections.all()) == []
    entry = AuditEntry.objects.filter(action="changed", old__sections=[str(shelf)]).get()
    assert (entry.old["sections"], entry.new["sections"]) == ([str(shelf)], [])


def test_whoever_gets_no_role_is_no_staff_any_more(client):
    person = builders.reporter("an")
    client.post(page_of("change", person), new(username="an", groups=[]))
    person.refresh_from_db()
    assert not person.is_staff


def test_the_only_administrator_stays_one(client, boss):
    builders.person("da-nghi", is_superuser=True, is_active=False)
    invited = builders.person("duoc-moi", is_superuser=True)
    invited.set_unusable_password()
    invited.save()
    own = new(username=boss.username, email="qt@so.example", groups=[])
    answer = client.post(page_of("change", boss), own)
    assert "Không còn ai khác là quản trị viên" in answer.text
    boss.refresh_from_db()
    assert (boss.is_superuser, boss.is_staff) == (True, True)
    other = builders.person("quan-tri-hai", is_superuser=True)
    assert client.post(page_of("change", other), own | {"username": "hai"}).status_code == 302
    other.refresh_from_db()
    assert not other.is_superuser


def test_who_speaks_for_an_enterprise_gets_no_role_of_the_staff(client):
    person = builders.person("dn", Role.REPRESENTATIVE)
    both = [role(Role.REPRESENTATIVE), role(Role.EDITOR)]
    answer = client.post(page_of("change", person), new(username="dn", groups=both))
    assert "mở tài khoản khác" in answer.text
    person.refresh_from_db()
    assert (person.is_staff, person.groups.count()) == (False, 1)


def test_a_letter_goes_again_an_invitation_first_a_link_later(client):
    person = builders.person("an", Role.REPORTER, email="an@so.example")
    person.set_unusable_password()
    person.save()
    answer = client.post(page_of("letter", person), follow=True)
    assert "an@so.example" in answer.text
    assert "Tài khoản làm việc" in mail.outbox[0].subject
    person.set_password(PASSWORD)
    person.last_login = timezone.now()
    person.save()
    client.post(page_of("letter", person))
    assert "Tài khoản làm việc" not in mail.outbox[1].subject
    assert client.get(page_of("letter", person)).status_code == 302
    assert len(mail.outbox) == 2


def test_the_page_of_an_account_shows_no_hash_and_few_rights(client, boss):
    person = builders.reporter("an")
    page = client.get(page_of("change", person)).text
    assert "pbkdf2" not in page
    assert "md5" not in page
    assert person.password not in page
    assert 'name="password' not in page
    helper = builders.person("phu-ta")
    helper.user_permissions.add(
        *Permission.objects.filter(codename__in=["change_user", "view_user"])
    )
    client.force_login(helper)
    page = client.get(page_of("change", person)).text
    assert 'name="user_permissions"' not in page
    assert 'name="is_superuser"' not in page
    assert client.get(page_of("leaving", boss)).status_code == 403
    assert client.post(page_of("change", boss), new(username="quan-tri")).status_code == 403


@pytest.mark.parametrize("key", ["abc", "0", "99999999999999999999", "-1"])
def test_a_key_of_nobody_is_not_found(client, key):
    for rest in ("password", "gui-thu", "nghi", "tro-lai"):
        assert client.get(f"/admin/portal/user/{key}/{rest}/").status_code == 404, rest


def test_nobody_types_a_password_for_another(client):
    person = builders.reporter("an")
    before = person.password
    typed = {"usable_password": "true", "password1": PASSWORD, "password2": PASSWORD}
    answer = client.post(f"/admin/portal/user/{person.pk}/password/", typed)
    assert answer.status_code == 302
    person.refresh_from_db()
    assert person.password == before


def test_ones_own_password_is_changed_in_the_one_place_there_is(client):
    answer = client.get("/admin/password_change/")
    assert (answer.status_code, answer["Location"]) == (302, reverse("account_change_password"))


# --- the list ---------------------------------------------------------------------------------


@pytest.mark.parametrize("count", [1, 3])
def test_the_list_tells_role_sign_in_and_second_step(client, django_assert_num_queries, count):
    for number in range(count):
        person = builders.reporter(f"an-{number}")
        Authenticator.objects.create(user=person, type=Authenticator.Type.TOTP, data={})
    builders.editor("moi")
    client.get(LIST)
    # Session, user, count, people, roles, roles to filter by.
    with django_assert_num_queries(6):
        page = client.get(LIST)
    rows = page.context["cl"].result_list
    admin = page.context["cl"].model_admin
    shown = {row.username: (admin.roles(row), admin.second_step(row)) for row in rows}
    assert shown["an-0"] == ("Người soạn tin", "đã bật")
    assert shown["moi"] == ("Biên tập viên", "chưa bật")
    assert shown["quan-tri"] == ("Quản trị viên", "chưa bật")
    without = client.get(LIST, {"buoc-hai": "chua"}).context["cl"].result_list
    assert {row.username for row in without} == {"moi", "quan-tri"}


def test_the_list_is_in_the_order_of_the_alphabet(client):
    for number, name in enumerate(("Quân", "Đạt", "Ân", "Ba", "Dũng", "An", "Ánh")):
        builders.person(f"an-{number}", first_name=name)
    found = [person.first_name for person in client.get(LIST).context["cl"].result_list]
    assert [name for name in found if name] == ["An", "Ánh", "Ân", "Ba", "Dũng", "Đạt", "Quân"]


def test_the_sites_own_roles_stay(client):
    own, made = role(Role.EDITOR), Group.objects.create(name="Cộng tác viên").pk
    for key, may in ((own, False), (made, True)):
        page = client.get(reverse("admin:auth_group_change", args=[key])).text
        assert ("deletelink" in page) is may
        assert "Control" not in page
