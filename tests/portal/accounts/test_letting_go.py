"""Who leaves hands over what is open on one page; nothing of theirs opens any more."""

import re
from datetime import timedelta

import pytest
from bs4 import BeautifulSoup
from django.contrib.auth.models import Permission
from django.core import mail
from django.test import Client
from django.utils import timezone

from news.articles.models import Article
from portal.accounts.leaving import let_go
from portal.accounts.models import User
from portal.accounts.roles import Role
from portal.audit.models import AuditEntry
from portal.editing.models import PreviewLink
from portal.publishing import services
from portal.publishing.models import Bundle, ChangeSet, State
from tests import builders
from tests.portal.accounts.staff_form import ADD, LINK, PASSWORD, new, page_of
from tests.portal.participation.questions import builders as questions
from tests.record_order import locked_after_record

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("letters_at_once")]


@pytest.fixture
def client(client, boss):
    client.force_login(boss)
    return client


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


def test_what_somebody_holds_is_locked_before_the_record(boss, leaver):
    page = builders.article("Xem trước", state=State.DRAFT, published_at=None)
    for label in ("Một", "Hai"):
        PreviewLink.objects.make(page, by=leaver, label=label, days=3)
    assert locked_after_record(lambda: let_go(leaver, to=builders.editor("o-lai"), by=boss)) == []
    written = AuditEntry.objects.order_by("number").values_list("subject_label", flat=True)
    links, rest = ["editing.previewlink"] * 2, ["questions.question", "accounts.user"]
    assert list(written)[-4:] == [*links, *rest]


def test_questions_of_who_has_no_role_any_more_wait_for_somebody_again(client, leaver):
    builders.person("o-lai", Role.EDITOR, email="o@so.example")
    client.post(page_of("change", leaver), new(username="di", groups=[]))
    question = questions.Question.objects.get()
    assert (question.state, question.assignee) == ("received", None)
    letter = mail.outbox[-1]
    assert (letter.to, question.number in letter.subject) == (["o@so.example"], True)
    assert "Chưa ai được giao" in letter.body
    entry = AuditEntry.objects.get(subject_label="questions.question")
    assert entry.old == {"state": "assigned", "assignee": "Trần Thị Lan"}
    assert entry.new == {"state": "received", "assignee": ""}


def test_what_is_open_is_offered_to_who_can_write_only(client, leaver):
    keeper = builders.person("giu-tai-khoan")
    keeper.user_permissions.add(Permission.objects.get(codename="change_user"))
    User.objects.filter(pk=keeper.pk).update(is_staff=True)
    answer = client.post(page_of("leaving", leaver), {"to": keeper.pk})
    assert answer.status_code == 200
    assert (
        "giu-tai-khoan"
        not in BeautifulSoup(answer.content, "html.parser").select_one("select[name=to]").text
    )
    leaver.refresh_from_db()
    assert leaver.is_active


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


def test_who_comes_back_is_not_invited_as_a_new_colleague(client, settings):
    """A representative has no way into the admin; both get a link to set a new password."""
    back = {"last_login": timezone.now(), "is_active": False}
    for role in (Role.REPORTER, Role.REPRESENTATIVE):
        person = builders.person(f"an-{role}", role, email=f"{role.name}@so.example")
        User.objects.filter(pk=person.pk).update(**back)
        person.set_unusable_password()
        person.save(update_fields=["password"])
        client.post(page_of("return", person))
    assert ["Tài khoản làm việc" in letter.subject for letter in mail.outbox] == [False, False]
    for letter in mail.outbox:
        (link,) = re.findall(LINK, letter.body)
        page = Client().get(link.removeprefix(settings.SITE_URL), follow=True)
        assert 'name="password1"' in page.text


def test_who_opens_an_account_without_an_address_reads_that_no_letter_went(client):
    person = builders.reporter()
    client.post(page_of("leaving", person))
    text = client.post(page_of("return", person), follow=True).text
    assert "chưa có địa chỉ thư điện tử nên chưa gửi được" in text
    person.refresh_from_db()
    assert person.is_active
    assert mail.outbox == []


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
