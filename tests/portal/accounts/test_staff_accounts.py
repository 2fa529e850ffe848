"""People of the staff: one form and a letter to come in, one page to hand over and go."""

import re
from datetime import timedelta

import pytest
from allauth.mfa.models import Authenticator
from bs4 import BeautifulSoup
from django.contrib.auth.models import Group, Permission
from django.core import mail
from django.test import Client
from django.urls import reverse
from django.utils import timezone

from news.articles.models import Article
from portal.accounts.models import User
from portal.accounts.roles import Role
from portal.audit.models import AuditEntry
from portal.editing.models import PreviewLink
from portal.publishing import services
from portal.publishing.models import Bundle, ChangeSet, State
from tests import builders
from tests.portal.participation.questions import builders as questions

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("letters_at_once")]

LIST, ADD = reverse("admin:accounts_user_changelist"), reverse("admin:accounts_user_add")
LINK = r"https?://\S+/key/\S+"
PASSWORD = "cau Truong Tien bac qua song"


def role(name):
    return Group.objects.get(name=name).pk


def new(**fields):
    typed = {
        "last_name": "Trần Thị",
        "first_name": "Lan",
        "email": "Lan.Tran@so.example",
        "groups": [role(Role.REPORTER)],
    }
    return typed | fields


def page_of(name, person):
    return reverse(f"admin:accounts_user_{name}", args=[person.pk])


@pytest.fixture
def boss():
    return builders.person("quan-tri", is_superuser=True)


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
    ("fields", "said"),
    [
        ({"email": "CO@so.example"}, "đã thuộc về một tài khoản khác"),
        ({"email": ""}, "bắt buộc"),
        ({"groups": []}, "bắt buộc"),
        ({"groups": ["abc"]}, "abc"),
    ],
)
def test_what_is_missing_is_said_and_nobody_is_invited(client, fields, said):
    builders.person("co", email="co@so.example")
    answer = client.post(ADD, new(**fields))
    assert answer.status_code == 200
    assert said in answer.text
    assert not User.objects.filter(first_name="Lan").exists()
    assert mail.outbox == []


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


# --- going ------------------------------------------------------------------------------------


@pytest.fixture
def leaver():
    """Somebody with a draft, a change, a page, a bundle and a question of a citizen."""
    person = builders.editor("di")
    builders.article("Nháp", state=State.DRAFT, published_at=None, by=person)
    live = builders.article("Đã đăng", by=person)
    live.summary = "Mới"
    services.save(live, by=person)
    Bundle.objects.create(name="Đợt", created_by=person)
    question = questions.question("Hỏi gì?")
    question.assignee, question.state = person, "assigned"
    question.save()
    return person


def test_letting_go_stands_where_deleting_stands_and_looks_like_it(client):
    person = builders.reporter()
    page = BeautifulSoup(client.get(page_of("change", person)).content, "html.parser")
    (link,) = page.select(f'a[href="{page_of("leaving", person)}"]')
    assert link["class"] == ["deletelink"]
    assert link.find_parent(class_="submit-row")


def test_the_account_of_an_address_is_found_by_its_name(client):
    page = BeautifulSoup(client.get("/admin/account/emailaddress/add/").content, "html.parser")
    assert page.select_one("select[name=user].admin-autocomplete")


def test_what_is_open_goes_to_a_colleague(client, boss, leaver):
    colleague = builders.person("o-lai", Role.EDITOR, email="o@so.example")
    page = client.get(page_of("leaving", leaver)).text
    for label in ("chưa đăng", "thay đổi", "đợt đăng", "câu hỏi"):
        assert label in page.lower(), label
    answer = client.post(page_of("leaving", leaver), {"to": colleague.pk}, follow=True)
    assert "không đăng nhập được nữa" in answer.text
    leaver.refresh_from_db()
    assert not leaver.is_active
    assert {row.created_by for row in Article.objects.all()} == {colleague}
    assert ChangeSet.objects.get().opened_by == colleague
    assert Bundle.objects.get().created_by == colleague
    question = questions.Question.objects.get()
    assert question.assignee == colleague
    # Who wrote the words is not rewritten.
    live = Article.objects.get(title="Đã đăng")
    assert {revision.created_by for revision in live.revisions.all()} == {leaver}
    entry = AuditEntry.objects.filter(action="changed", subject_pk=str(leaver.pk)).latest("number")
    assert entry.actor == boss
    assert entry.new == {
        "is_active": False,
        "given_to": "o-lai",
        "drafts": 1,
        "changes": 1,
        "pages": 1,
        "bundles": 1,
        "questions": 1,
    }


@pytest.mark.parametrize("way", ["let go", "no role"])
def test_preview_links_end_with_the_right_that_gave_them(client, boss, way):
    person = builders.person("an", Role.EDITOR, email="an@so.example")
    draft = builders.article(state=State.DRAFT, published_at=None, by=boss)
    _link, token = PreviewLink.objects.make(draft, by=person, label="luật sư")
    _other, others = PreviewLink.objects.make(draft, by=boss, label="Ông A")
    reader = Client()
    assert reader.get(f"/xem-truoc/{token}/").status_code == 200
    if way == "let go":
        page = client.get(page_of("leaving", person)).text
        assert "đường dẫn xem trước còn mở" in page
        # They end: nobody has to go on with them.
        assert 'name="to"' not in page
        client.post(page_of("leaving", person))
        entry = AuditEntry.objects.filter(new__has_key="links").get()
        assert (entry.new["links"], "given_to" in entry.new) == (1, False)
    else:
        client.post(page_of("change", person), new(username="an", groups=[]))
    codes = [reader.get(f"/xem-truoc/{each}/").status_code for each in (token, others)]
    assert codes == [410, 200]
    entry = AuditEntry.objects.get(new__has_key="revoked_at")
    assert (entry.actor, entry.subject_text) == (boss, "luật sư")


@pytest.mark.parametrize("gone", [{"is_active": False}, {"is_staff": False}])
def test_links_of_who_left_before_links_ended_with_them_are_shut(gone):
    person = builders.person("an", Role.EDITOR)
    draft = builders.article(state=State.DRAFT, published_at=None)
    _link, token = PreviewLink.objects.make(draft, by=person, label="luật sư")
    type(person).objects.filter(pk=person.pk).update(**gone)
    assert Client().get(f"/xem-truoc/{token}/").status_code == 410


def test_without_a_colleague_nobody_is_let_go(client, leaver):
    for chosen in ("", "abc", str(leaver.pk)):
        answer = client.post(page_of("leaving", leaver), {"to": chosen})
        assert answer.status_code == 200
    leaver.refresh_from_db()
    assert leaver.is_active


def test_every_session_ends_and_none_comes_back(client, boss):
    person, other = builders.person("an", Role.REPORTER, email="an@so.example"), type(client)()
    other.force_login(person)
    assert other.get("/admin/").status_code == 200
    client.post(page_of("leaving", person))
    assert other.get("/admin/").status_code == 302
    client.post(page_of("return", person))
    person.refresh_from_db()
    assert person.is_active
    assert other.get("/admin/").status_code == 302, "the old session stays shut"
    assert [letter.to for letter in mail.outbox] == [["an@so.example"]]


def test_nobody_shuts_the_own_account(client, boss):
    answer = client.post(page_of("leaving", boss))
    assert "tài khoản của chính mình" in answer.text
    boss.refresh_from_db()
    assert boss.is_active


def test_an_old_invitation_opens_nothing_after_leaving(client, settings):
    client.post(ADD, new())
    (link,) = re.findall(LINK, mail.outbox[0].body)
    person = User.objects.get(first_name="Lan")
    client.post(page_of("leaving", person))
    client.logout()
    form = client.get(link.removeprefix(settings.SITE_URL), follow=True)
    address = form.redirect_chain[-1][0] if form.redirect_chain else ""
    if 'name="password1"' in form.text:
        client.post(address, {"password1": PASSWORD, "password2": PASSWORD})
    client.post("/tai-khoan/login/", {"login": "lan-tran", "password": PASSWORD})
    assert client.get("/admin/").status_code == 302
    assert person.last_login is None
    assert timezone.now() - person.date_joined < timedelta(minutes=5)
