"""An enterprise asks for support on its desk, takes that back, and reads the answer."""

import re
from dataclasses import replace
from datetime import timedelta

import pytest
from django.core import mail
from django.db import transaction
from django.utils import timezone

from portal.audit.models import AuditEntry
from portal.organisations.models import Organisation
from portal.pagecache import generation
from portal.publishing import workflow
from portal.publishing.dry_run import allow_live_writes
from portal.publishing.models import State
from projects.support import services
from projects.support.services import notify_of_answer
from projects.work.models import Application, ApplicationOutcome, Project, SupportCall
from tests import builders as site
from tests.enterprises import builders
from tests.projects import builders as projects

pytestmark = pytest.mark.django_db

DESK = "/doanh-nghiep/cua-toi/ho-tro/"
HOME = "/doanh-nghiep/cua-toi/"


def today():
    return timezone.localdate()


def call(title="Tên miền và máy chủ", *, opens=-1, closes=1, **fields):
    days = {
        "opens_on": today() + timedelta(days=opens),
        "closes_on": today() + timedelta(days=closes),
    }
    return projects.support_call(title, **days, **fields)


@pytest.fixture
def me():
    return builders.representative(builders.enterprise())


@pytest.fixture
def desk(me):
    return builders.signed_in(me)


def ask(desk, support_call, **fields):
    sent = {"dot": support_call.pk, "text": "Cần hai tên miền."} | fields
    return desk.post(f"{DESK}moi/", sent)


def test_it_ends_no_kept_page_and_is_sent_so_often_a_day(desk, monkeypatch):
    monkeypatch.setattr(services, "A_DAY", replace(services.A_DAY, max_uses=2))
    support_call = call()
    before = generation.current()
    for _turn in range(2):
        ask(desk, support_call)
        desk.post(f"{DESK}{Application.objects.latest('pk').pk}/")
    assert generation.current() == before
    page = ask(desk, support_call, text="Lần thứ ba.").text
    assert "Hôm nay doanh nghiệp đã gửi nhiều lần" in page
    assert "Lần thứ ba." in page
    assert [each.outcome for each in Application.objects.all()] == [
        ApplicationOutcome.TAKEN_BACK
    ] * 2


def application_of(me, **fields):
    support_call = fields.pop("call", None) or call()
    fields = {"applied_on": today()} | fields
    return projects.application(enterprise=me.enterprise, call=support_call, **fields)


def test_the_desk_offers_what_is_open_today(desk):
    hidden = projects.project("Dự án kín", state=State.DRAFT, published_at=None)
    call("Đang mở")
    call("Mở hôm nay", opens=0, closes=0)
    call("Chưa mở", opens=1, closes=2)
    call("Đã đóng", opens=-3, closes=-1)
    call("Của dự án kín", project=hidden)
    page = desk.get(DESK).text
    assert re.findall(r"\?dot=\d+\">([^<]+)</a>", page) == ["Mở hôm nay", "Đang mở"]


def test_asking_is_kept_for_the_department(desk, me):
    support_call = call(papers="Đơn")
    form = desk.get(f"{DESK}moi/?dot={support_call.pk}").text
    assert support_call.conditions in form
    assert "gửi giấy tờ đến Sở, chậm nhất ngày" in form
    answer = ask(desk, support_call)
    row = Application.objects.get()
    assert answer["Location"] == f"{DESK}{row.pk}/"
    assert (row.enterprise, row.call, row.text) == (
        me.enterprise,
        support_call,
        "Cần hai tên miền.",
    )
    assert (row.applied_on, row.outcome) == (today(), ApplicationOutcome.WAITING)
    assert AuditEntry.objects.filter(subject_label="work.application").count() == 1
    page = desk.get(answer["Location"]).text
    assert "Cần hai tên miền." in page
    assert support_call.title not in re.findall(r"\?dot=\d+\">([^<]+)</a>", desk.get(DESK).text)


def test_what_was_asked_for_says_on_what_conditions_also_once_the_call_is_over(desk, me):
    project = projects.project(owner=Organisation.objects.create(name="Sở Công Thương"))
    closed = call(
        opens=-3, closes=-1, project=project, conditions="Dưới 50 người", papers="Đơn tay"
    )
    waiting = application_of(me, call=closed, applied_on=today() - timedelta(2))
    page = desk.get(f"{DESK}{waiting.pk}/").text
    assert "Dưới 50 người" in page
    assert "Đơn tay" in page
    assert f"giấy tờ đến Sở Công Thương, chậm nhất ngày {closed.closes_on:%d/%m/%Y}." in page


def test_asking_twice_makes_one_application(desk):
    support_call = call()
    again = "Cần  hai tên miền."
    assert ask(desk, support_call)["Location"] == ask(desk, support_call, text=again)["Location"]
    assert Application.objects.get().text == "Cần hai tên miền."


def test_what_a_colleague_asks_in_other_words_is_shown_to_be_copied(desk, me):
    support_call = call()
    sent = ask(desk, support_call)["Location"]
    colleague = builders.signed_in(builders.representative(me.enterprise, "dn-hai"))
    answer = ask(colleague, support_call, text="Cần <ba> tên miền.")
    assert answer.status_code == 409
    assert "chưa được gửi" in answer.text
    assert ">Cần &lt;ba&gt; tên miền.</textarea>" in answer.text
    assert f'href="{sent}"' in answer.text
    assert Application.objects.get().text == "Cần hai tên miền."


def test_the_end_of_a_line_is_one_sign_of_those_that_a_text_may_have(desk):
    ask(desk, call(), text="x\r\n" * 2499 + "x")
    assert Application.objects.get().text == "x\n" * 2499 + "x"


def test_fields_that_are_not_the_clerks_change_nothing(desk, me):
    other = builders.enterprise("Công ty B")
    ask(
        desk, call(), enterprise=other.pk, outcome="granted", applied_on="2007-01-01",
        comment="Được", decided_on="2007-01-01",
    )  # fmt: skip
    row = Application.objects.get()
    assert (row.enterprise, row.outcome, row.comment) == (
        me.enterprise,
        ApplicationOutcome.WAITING,
        "",
    )
    assert (row.applied_on, row.decided_on) == (today(), None)


def test_an_empty_form_says_what_to_do(desk):
    answer = ask(desk, call(), text="  ")
    assert answer.status_code == 200
    assert "Hãy viết vài câu" in answer.text
    assert not Application.objects.exists()


@pytest.mark.parametrize("dot", ["x", "0", "9" * 30])
def test_a_call_that_is_not_open_is_not_there(desk, dot):
    to_come = call(opens=1, closes=3)
    for key in (dot, to_come.pk):
        assert desk.get(f"{DESK}moi/?dot={key}").status_code == 404
        assert desk.post(f"{DESK}moi/", {"dot": key, "text": ""}).status_code == 404


def test_what_is_sent_too_late_is_shown_to_be_copied(desk):
    closed = call(opens=-3, closes=-1)
    answer = ask(desk, closed, text="Cần <hai> tên miền.")
    assert answer.status_code == 409
    assert f"nhận hồ sơ đến hết ngày {closed.closes_on:%d/%m/%Y}" in answer.text
    assert ">Cần &lt;hai&gt; tên miền.</textarea>" in answer.text
    assert not Application.objects.exists()
    # Who only comes to look loses nothing.
    assert desk.get(f"{DESK}moi/?dot={closed.pk}").status_code == 404


@pytest.mark.parametrize("days", [{"opens": -3, "closes": -1}, {"opens": 1, "closes": 3}])
def test_what_is_sent_to_a_call_of_a_hidden_project_is_kept_and_names_nothing(desk, days):
    hidden = projects.project("Dự án kín", state=State.DRAFT, published_at=None)
    withdrawn = call(**days, project=hidden)
    answer = ask(desk, withdrawn, text="Cần <hai> tên miền.")
    assert answer.status_code == 409
    assert ">Cần &lt;hai&gt; tên miền.</textarea>" in answer.text
    assert "không còn nhận hồ sơ hoặc chưa nhận" in answer.text
    assert "Dự án kín" not in answer.text
    assert withdrawn.title not in answer.text
    assert not Application.objects.exists()


def test_what_is_sent_to_a_call_that_is_taken_away_is_kept(desk):
    gone = call()
    sent = {"dot": gone.pk, "text": "Cần hai tên miền."}
    gone.delete()
    answer = desk.post(f"{DESK}moi/", sent)
    assert answer.status_code == 409
    assert ">Cần hai tên miền.</textarea>" in answer.text


def test_what_was_typed_when_the_session_ended_is_there_again(desk, client):
    support_call = call()
    page = desk.get(f"{DESK}moi/?dot={support_call.pk}").text
    mark = re.search(r'name="(_\w+)" value="([^"]+)">\s*<input type="hidden" name="dot"', page)
    answer = ask(client, support_call, **{mark[1]: mark[2]})
    assert answer["Location"].startswith("/tai-khoan/login/")
    again = desk.get(f"{DESK}moi/?khoi-phuc=1").text
    assert "Cần hai tên miền." in again
    assert support_call.title in again
    # Though the last day is over by then.
    SupportCall.objects.update(opens_on=today() - timedelta(3), closes_on=today() - timedelta(1))
    late = desk.get(f"{DESK}moi/?khoi-phuc=1")
    assert late.status_code == 200
    assert "Cần hai tên miền.</textarea>" in late.text
    assert "hãy sao chép lại" in late.text


def test_it_is_taken_back_while_it_waits(desk, me):
    row = application_of(me)
    desk.post(f"{DESK}{row.pk}/")
    row.refresh_from_db()
    assert row.outcome == ApplicationOutcome.TAKEN_BACK
    assert ask(desk, row.call)["Location"] != f"{DESK}{row.pk}/"


def test_taking_back_twice_is_once(desk, me):
    row = application_of(me)
    assert "không gửi lại được" not in desk.get(f"{DESK}{row.pk}/").text
    desk.post(f"{DESK}{row.pk}/")
    page = desk.post(f"{DESK}{row.pk}/", follow=True).text
    assert "đã có quyết định" not in page
    assert "Có thể đề nghị lại trong lúc đợt còn mở" in page


def test_once_the_call_is_over_it_is_said_that_what_is_taken_back_is_gone(desk, me):
    row = application_of(me, call=call(opens=-3, closes=-1), applied_on=today() - timedelta(2))
    assert "rút lại rồi thì không gửi lại được" in desk.get(f"{DESK}{row.pk}/").text
    page = desk.post(f"{DESK}{row.pk}/", follow=True).text
    assert "Đợt này hiện không nhận hồ sơ nên không đề nghị lại được" in page
    assert "Có thể đề nghị lại" not in page


def test_what_is_decided_is_not_taken_back(desk, me):
    row = application_of(me, outcome="granted", decided_on=today())
    page = desk.post(f"{DESK}{row.pk}/", follow=True).text
    assert "đã có quyết định" in page
    row.refresh_from_db()
    assert row.outcome == ApplicationOutcome.GRANTED


def test_the_answer_stands_on_the_desk_and_comes_by_mail(desk, me, client, letters_at_once):
    row = application_of(me, text="Cần tên miền")
    client.force_login(site.editor())
    answered = {
        "call": row.call_id, "enterprise": row.enterprise_id, "text": row.text,
        "applied_on": f"{today():%d/%m/%Y}", "decided_on": f"{today():%d/%m/%Y}",
        "outcome": "refused", "comment": "Hết kinh phí năm nay.",
    }  # fmt: skip
    address = f"/admin/projects/application/{row.pk}/change/"
    assert client.post(address, answered).status_code == 302
    client.post(address, answered)
    (letter,) = mail.outbox
    assert letter.to == [me.user.email]
    assert "Hết kinh phí năm nay." in letter.body
    assert f"{DESK}{row.pk}/" in letter.body
    page = desk.get(f"{DESK}{row.pk}/").text
    assert "Hết kinh phí năm nay." in page
    assert "không được chấp nhận" in page


@pytest.mark.parametrize(
    ("moments", "is_named"),
    [({"expires_at": -1}, True), ({"published_at": 1, "expires_at": 2}, False)],
)
def test_what_was_asked_for_keeps_its_words_once_the_page_has_ended(desk, me, moments, is_named):
    row = application_of(me)
    SupportCall.objects.update(conditions="Có trụ sở ở Huế", papers="Giấy đăng ký")
    at = {name: timezone.now() + timedelta(hours=hours) for name, hours in moments.items()}
    with transaction.atomic(), allow_live_writes():
        Project.objects.filter(pk=row.call.project_id).update(**at)
    assert not Project.objects.get().is_public
    pages = [desk.get(address).text for address in (HOME, DESK, f"{DESK}{row.pk}/")]
    assert all((row.call.title in page) == is_named for page in pages)
    for words in ("Có trụ sở ở Huế", "Giấy đăng ký"):
        assert (words in pages[2]) == is_named


def test_what_is_rewritten_of_a_withdrawn_project_is_for_no_enterprise(
    desk, me, client, letters_at_once
):
    row = application_of(me, text="Cần tên miền")
    project = row.call.project
    workflow.transition(project, to=State.WITHDRAWN, by=site.publisher(), comment="Xem lại")
    with transaction.atomic(), allow_live_writes():
        fields = {"title": "Đợt viết lại", "conditions": "Điều kiện mới", "papers": "Giấy mới"}
        SupportCall.objects.filter(pk=row.call_id).update(**fields)
        Project.objects.filter(pk=project.pk).update(title="Dự án viết lại")
    row.outcome, row.comment = ApplicationOutcome.REFUSED, "Hết kinh phí."
    notify_of_answer(Application.objects.get(pk=row.pk))
    pages = [desk.get(address).text for address in (HOME, DESK, f"{DESK}{row.pk}/")]
    assert all("Một đợt hỗ trợ hiện không có trên trang" in page for page in pages)
    assert "Cần tên miền" in pages[2]
    (letter,) = mail.outbox
    texts = [*pages, letter.subject, letter.body]
    rewritten = (*fields.values(), "Dự án viết lại")
    assert not [words for words in rewritten if any(words in each for each in texts)]


def test_the_pages_ask_the_same_few_queries(desk, me, django_assert_num_queries):
    def add(number):
        call(f"Mở {number}")
        application_of(me, call=call(f"Đã xin {number}"))

    add(1)
    # What all pages show alike is kept from the first one on.
    desk.get(DESK)
    with django_assert_num_queries(5):
        desk.get(DESK)
    add(2)
    add(3)
    with django_assert_num_queries(5):
        assert desk.get(DESK).text.count("ledger-kind") == 6


def test_the_panels_tell_what_is_known(desk, me):
    application_of(me, call=call("Xin tên miền"))
    application_of(builders.representative(builders.enterprise("Công ty B"), "dn-b"))
    opened = projects.project("Dự án mở")
    projects.participation(opened, enterprise=me.enterprise, role="partner")
    hidden = projects.project("Dự án kín", state=State.DRAFT, published_at=None)
    projects.participation(hidden, enterprise=me.enterprise, role="partner")
    page = desk.get(HOME).text
    assert "Xin tên miền" in page
    assert "Dự án mở" in page
    assert "Dự án kín" not in page
    assert page.count(DESK) == 2
