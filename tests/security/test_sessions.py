"""A staff session ends when nobody works in it, and after a day of work; others hold as ever."""

import time
from datetime import timedelta
from urllib.parse import parse_qs, urlencode, urljoin, urlsplit

import pytest
from bs4 import BeautifulSoup
from django.contrib.sessions.models import Session
from django.test import Client
from django.urls import reverse

from enterprises.profiles.models import Representative
from portal.accounts.models import User
from portal.accounts.sessions import NOTED, SEEN, SINCE
from portal.editing.bulk.models import Action, BulkJob, Phase
from portal.publishing.models import State
from tests import builders
from tests.portal.participation.questions.builders import question

pytestmark = pytest.mark.django_db
OWN = "/tai-khoan/noi-dang-nhap/"


def left_alone(client: Client, *, idle: timedelta, since: timedelta | None = None) -> None:
    """Let so much time pass in a browser's session."""
    session = client.session
    session[SEEN] = time.time() - idle.total_seconds()
    session[SINCE] = time.time() - (since or idle).total_seconds()
    session.save()


def is_in(client: Client) -> bool:
    return client.get("/admin/").status_code == 200


@pytest.fixture
def editing(client: Client) -> Client:
    client.force_login(builders.editor())
    return client


def test_who_works_stays(editing: Client) -> None:
    for _ in range(3):
        left_alone(editing, idle=timedelta(minutes=29), since=timedelta(hours=11))
        assert is_in(editing)
        # The clock of idleness begins anew with each step.
        assert time.time() - editing.session[SEEN] < 120


def test_who_is_away_for_half_an_hour_signs_in_again(editing: Client) -> None:
    left_alone(editing, idle=timedelta(minutes=31))
    place = editing.get("/admin/").headers["Location"]
    assert place == "/tai-khoan/login/?next=/admin/&het-phien=1"
    # The next address knows of no session any more: a browser has dropped the key.
    assert "Phiên làm việc đã hết." in Client().get(place).text
    assert not is_in(editing)


def test_after_twelve_hours_everybody_signs_in_again(editing: Client) -> None:
    left_alone(editing, idle=timedelta(minutes=1), since=timedelta(hours=12, minutes=1))
    assert not is_in(editing)


def test_who_becomes_staff_meanwhile_signs_in_anew(client: Client) -> None:
    person = User.objects.create_user("dn-moi", password="mat khau rat dai")
    client.force_login(person)
    assert client.get(OWN).status_code == 200
    User.objects.update(is_staff=True)
    session = client.session
    session[NOTED] = time.time() - 61
    session.save()
    assert client.get(OWN).status_code == 302
    client.force_login(User.objects.get())
    assert client.get(OWN).status_code == 200
    assert SINCE in client.session


def test_a_page_left_open_is_no_work(editing: Client) -> None:
    page = builders.article(state=State.DRAFT)
    left_alone(editing, idle=timedelta(minutes=20))
    editing.post(f"/admin/news/article/{page.pk}/dang-mo/")
    assert time.time() - editing.session[SEEN] > 19 * 60


def test_a_page_that_follows_work_on_many_pages_is_no_work(editing: Client) -> None:
    job = BulkJob.objects.create(
        user=User.objects.get(), kind="article", action=Action.SUBMIT, phase=Phase.RUNNING
    )
    url = f"{reverse('admin:bulk_job', args=[job.pk])}?trang=2"
    left_alone(editing, idle=timedelta(minutes=20))
    refreshed = editing.get(url).headers["Refresh"]
    # It was opened by a person, and goes on by itself from here on.
    assert time.time() - editing.session[SEEN] < 120
    assert refreshed == "2; url=?trang=2&tu-cap-nhat=1"
    for minutes in (20, 29):
        left_alone(editing, idle=timedelta(minutes=minutes))
        again = urljoin(url, refreshed.partition("url=")[2])
        assert editing.get(again).headers["Refresh"] == refreshed
        assert time.time() - editing.session[SEEN] > (minutes - 1) * 60
    BulkJob.objects.update(phase=Phase.DONE)
    # Its links are a person's again.
    assert editing.get(again).headers["Location"] == url
    left_alone(editing, idle=timedelta(minutes=31))
    assert "het-phien" in editing.get(again).headers["Location"]


def test_what_was_typed_comes_back_after_signing_in_again(editing: Client) -> None:
    page = builders.article("Cũ", state=State.DRAFT)
    url = f"/admin/news/article/{page.pk}/change/"
    form = editing.get(url).context["adminform"].form
    sent = {name: form.initial.get(name) or "" for name in form.fields if name != "cover"}
    typed = editing.get(url).text.partition('name="_typed" value="')[2].partition('"')[0]
    left_alone(editing, idle=timedelta(minutes=31))
    answer = editing.post(url, {**sent, "title": "Chữ vừa gõ", "_typed": typed})
    # The way leads over the page of signing in, which says so, and back to the text.
    assert "vừa nhập vẫn được giữ" in editing.get(answer.headers["Location"]).text
    (back,) = parse_qs(urlsplit(answer.headers["Location"]).query)["next"]
    page.refresh_from_db()
    assert page.title == "Cũ"
    editing.force_login(User.objects.get(username="bientap"))
    assert "Chữ vừa gõ" in editing.get(back).text


@pytest.mark.parametrize(
    "place", ["/admin/portal/question/{}/change/", "/admin/news/article/1/y-kien/"]
)
def test_any_form_sent_after_the_sessions_end_is_shown_and_sent_again(editing, place) -> None:
    own = question()
    seen = {"seen": own.reply, "seen_body": "", "_do": "save"}
    typed = "\nKính gửi Ông,\n<b>Sở</b> trả lời."
    left_alone(editing, idle=timedelta(minutes=31))
    url = place.format(own.pk)
    answer = editing.post(url, seen | {"reply": typed}, headers={"accept": "text/html,*/*"})
    assert (answer.status_code, "no-store" in answer.headers["Cache-Control"]) == (403, True)
    form = BeautifulSoup(answer.text, "html.parser").select_one("#content-main form")
    sent = {
        # A browser leaves out the first line break of a text area.
        field["name"]: field.get("value", field.text.removeprefix("\n"))
        for field in form.select("input, textarea")
    }
    assert sent.pop("csrfmiddlewaretoken")
    assert (form["action"], sent) == (url, seen | {"reply": typed})
    if "question" in url:
        editing.force_login(User.objects.get(username="bientap"))
        editing.post(form["action"], sent)
        own.refresh_from_db()
        assert own.reply == typed.strip()


def test_one_word_is_shown_too_and_what_nobody_typed_is_not(editing) -> None:
    left_alone(editing, idle=timedelta(minutes=31))
    marks = {"seen_body": "a b", "initial-day": "1 2", "x-TOTAL_FORMS": "10", "_do": "save it"}
    sent = marks | {"reply": "Được", "to": "ban@example.vn", "is_open": "on"}
    url = "/admin/news/article/1/y-kien/"
    answer = editing.post(url, sent, headers={"accept": "text/html"})
    page = BeautifulSoup(answer.text, "html.parser")
    shown = {field["name"]: field["aria-label"] for field in page.select("textarea")}
    assert shown == {"reply": "Chữ bạn đã gõ: reply", "to": "Chữ bạn đã gõ: to"}


@pytest.mark.parametrize("accept", ["*/*", "application/json"])
def test_a_script_that_sends_after_the_sessions_end_is_sent_to_sign_in(editing, accept) -> None:
    left_alone(editing, idle=timedelta(minutes=31))
    answer = editing.post("/admin/bo-soan/word/", {"a": "b"}, headers={"accept": accept})
    assert answer.headers["Location"].startswith("/tai-khoan/login/")


def test_who_comes_for_the_first_time_is_told_of_no_end(client: Client) -> None:
    assert "đã hết" not in client.get("/admin/", follow=True).text
    client.get("/tai-khoan/2fa/webauthn/login/", headers={"accept": "application/json"})
    assert client.cookies
    assert "đã hết" not in client.get("/admin/", follow=True).text


def test_a_session_that_was_ended_elsewhere_is_told_of(editing: Client) -> None:
    Session.objects.all().delete()
    page = Client().get(editing.get("/admin/so-tay/").headers["Location"])
    assert "Phiên làm việc đã hết." in page.text
    assert 'name="next" value="/admin/so-tay/"' in page.text


def test_representatives_are_not_hurried(clerk: Client, me: Representative) -> None:
    assert SEEN not in clerk.session
    assert clerk.get("/doanh-nghiep/cua-toi/").status_code == 200


def test_a_reader_has_no_session(client: Client) -> None:
    assert client.get("/").cookies == {}


def test_a_password_that_came_too_late_is_shown_in_no_page() -> None:
    address = "/admin/portal/user/add/"
    page = {"HTTP_ACCEPT": "text/html"}
    typed = {"username": "nguoi-moi", "first_name": "Nguyễn Văn"}
    assert "Nguyễn Văn" in Client().post(address, typed, **page).text
    answer = Client().post(address, typed | {"password1": "mat-khau-bi-mat"}, **page)
    assert answer.status_code == 302
    assert "bi-mat" not in answer.text


def test_a_long_name_that_a_stranger_sends_keeps_nobody_waiting() -> None:
    # By a pattern that looks for “-initial-” from each place anew, it would take hours.
    name = "-initial-" * 500_000 + "\n"
    answer = Client().post(
        "/admin/portal/user/add/",
        urlencode({name: "Nguyễn Văn"}),
        content_type="application/x-www-form-urlencoded",
        HTTP_ACCEPT="text/html",
    )
    assert answer.status_code == 403
    assert f'<input type="hidden" name="{name}" value="Nguyễn Văn">' in answer.text


@pytest.mark.parametrize(
    ("name", "is_typed"),
    [
        ("first_name", True),
        ("seen", False),
        ("seen_title", False),
        ("_save", False),
        ("initial-title", False),
        ("rows-0-initial-day", False),
        ("rows-TOTAL_FORMS", False),
        ("rows-MAX_NUM_FORMS", False),
        ("rows-0-title", True),
    ],
)
def test_what_a_form_says_of_itself_is_sent_along_unseen(name: str, is_typed: bool) -> None:
    page = {"HTTP_ACCEPT": "text/html"}
    answer = Client().post("/admin/portal/user/add/", {name: "Nguyễn Văn"}, **page)
    assert ("<textarea" in answer.text) is is_typed
