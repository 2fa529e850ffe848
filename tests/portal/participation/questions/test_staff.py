"""Editors and publishers reply, a reporter reads what was given to them, others nothing."""

from datetime import timedelta

import pytest
from bs4 import BeautifulSoup
from django.core import mail
from django.test import Client
from django.utils import timezone

from portal.accounts.models import User
from portal.accounts.roles import Role
from portal.audit.models import AuditEntry
from portal.participation.questions import services
from portal.participation.questions.models import Question
from tests import builders as site
from tests.builders import signed_in
from tests.enterprises import builders as enterprises
from tests.filling import fill
from tests.portal.participation.questions import builders
from tests.portal.participation.questions.builders import ASKER, REPLY, TEXT

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("letters_at_once")]
ADMIN = "/admin/portal/question/"


def page_of(question):
    return f"{ADMIN}{question.pk}/change/"


def do(client, question, what, **typed):
    return client.post(page_of(question), {"_do": what} | typed, follow=True)


@pytest.mark.parametrize("somebody", [site.editor, site.publisher])
def test_who_replies_reads_all_and_sends_the_reply(somebody):
    question, me = builders.question(), somebody()
    page = signed_in(me).get(page_of(question)).text
    assert TEXT in page
    assert ASKER in page
    answer = do(signed_in(me), question, "send", state="answered", reply=REPLY)
    assert "thư đang được gửi" in answer.text
    question.refresh_from_db()
    assert (question.state, question.reply, question.closed_by) == ("answered", REPLY, me)
    assert [letter.to for letter in mail.outbox] == [[ASKER]]


def test_the_page_of_a_question_is_called_by_its_first_words():
    question = builders.question()
    page = signed_in(site.editor()).get(page_of(question)).text
    assert page.count(f"{question.number}: {question.beginning}") == 2
    # A browser's history outlives the question.
    title = page.partition("<title>")[2].partition("</title>")[0]
    assert question.number in title
    assert question.beginning not in title


def test_a_reporter_reads_nothing_until_it_is_given_to_them():
    question, reporter = (
        builders.question(),
        site.person("pv", Role.REPORTER, email="pv@so.example"),
    )
    client = signed_in(reporter)
    assert question.number not in client.get(ADMIN).text
    assert question.number not in client.get("/admin/").text
    assert client.get(page_of(question)).status_code == 404
    assert do(client, question, "save", reply="x").status_code == 404
    do(signed_in(site.editor()), question, "assign", assignee=reporter.pk)
    question.refresh_from_db()
    assert (question.state, question.assignee) == ("assigned", reporter)
    (letter,) = mail.outbox
    assert letter.to == ["pv@so.example"]
    assert not any(secret in letter.body for secret in ("Chờ", ASKER, "Vĩ Dạ"))
    assert question.number in client.get("/admin/").text
    assert TEXT in client.get(page_of(question)).text


def test_a_reporter_drafts_and_does_not_send():
    question, reporter = builders.question(), site.reporter()
    services.assign(question, to=reporter, by=site.editor())
    client = signed_in(reporter)
    page = client.get(page_of(question)).text
    assert 'value="send"' not in page
    assert 'value="assign"' not in page
    assert "bản nháp" in do(client, question, "save", reply=REPLY, seen="").text
    for what in ("send", "assign", "publish", "la"):
        typed = {"state": "answered", "reply": "Xong", "assignee": reporter.pk}
        assert do(client, question, what, **typed).status_code == 404
    question.refresh_from_db()
    assert (question.state, question.reply) == ("assigned", REPLY)
    assert REPLY in signed_in(User.objects.get(username="bientap")).get(page_of(question)).text
    assert not [letter for letter in mail.outbox if letter.to == [ASKER]]


def chosen_on(page):
    form = BeautifulSoup(page.text, "html.parser").select_one("form.question-reply")
    kinds = [radio["value"] for radio in form.select("input[type=radio][checked]")]
    return kinds, form.select_one("input[name=forwarded_to]").get("value", "")


def test_a_draft_that_another_body_answers_is_still_one_when_it_is_sent():
    question, editor = builders.question(), signed_in(site.editor())
    assert chosen_on(editor.get(page_of(question))) == (["answered"], "")
    typed = {"state": "forwarded", "forwarded_to": "Sở Tài chính", "reply": "Việc của họ."}
    saved = do(editor, question, "save", **typed, seen="")
    assert chosen_on(saved) == (["forwarded"], "Sở Tài chính")
    assert "Đã chuyển cơ quan khác: Sở Tài chính" not in saved.text
    assert chosen_on(signed_in(site.publisher()).get(page_of(question))) == chosen_on(saved)
    # A reporter's draft says nothing of it.
    reporter = site.reporter()
    services.assign(question, to=reporter, by=site.editor("bt2"))
    do(signed_in(reporter), question, "save", reply="Việc của Sở ấy.", seen="Việc của họ.")
    assert chosen_on(editor.get(page_of(question))) == (["forwarded"], "Sở Tài chính")
    seen = {"seen": "Việc của Sở ấy.", "seen_body": "Sở Tài chính"}
    do(editor, question, "save", state="answered", reply="Có.", **seen)
    question.refresh_from_db()
    assert (question.reply, question.forwarded_to) == ("Có.", "")


def test_a_draft_is_not_sent_as_an_answer_unless_somebody_says_so():
    question, editor = builders.question(), signed_in(site.editor())
    saved = do(editor, question, "save", state="refused", reply="Không được.", seen="")
    assert chosen_on(saved) == ([], "")
    answer = do(editor, question, "send", reply="Không được.", seen="Không được.")
    assert "Hãy chọn loại trả lời" in answer.text
    question.refresh_from_db()
    assert question.is_open


def test_a_draft_goes_with_the_question_that_is_withdrawn():
    question = builders.question()
    services.save_draft(question, reply="x", seen="", forwarded_to="Sở Tài chính")
    question.refresh_from_db()
    question.erase()
    question.refresh_from_db()
    assert (question.state, question.forwarded_to) == ("withdrawn", "")


def test_once_it_is_closed_the_reporter_reads_it_no_more():
    question, reporter = builders.question(), site.reporter()
    services.assign(question, to=reporter, by=site.editor())
    builders.replied(question)
    assert signed_in(reporter).get(page_of(question)).status_code == 404
    assert question.number not in signed_in(reporter).get(ADMIN).text


def test_for_everybody_else_it_is_not_there():
    question = builders.question()
    nobody = site.person("nguoi-ngoai")
    clerk = enterprises.representative(enterprises.enterprise(), "dn-a").user
    for somebody, of_list in ((nobody, 403), (clerk, 404)):
        for address, status in ((page_of(question), 404), ("/admin/portal/question/", of_list)):
            answer = signed_in(somebody).get(address)
            assert answer.status_code == status, (somebody, address)
            assert TEXT not in answer.text
    assert Client().get(page_of(question)).status_code == 302


@pytest.mark.parametrize(
    "end", ["add/", "{pk}/delete/", "{pk}/history/", "la/change/", "0/change/"]
)
def test_nothing_is_added_rewritten_or_deleted(end):
    question = builders.question()
    address = ADMIN + end.format(pk=question.pk)
    admin = signed_in(site.person("quantri", is_superuser=True))
    assert admin.get(address).status_code == 404
    assert admin.post(address, {"post": "yes"}).status_code == 404
    assert Question.objects.count() == 1


def test_whose_rights_end_at_a_section_reads_what_is_asked_there():
    near, far = builders.shelf("Viễn thông"), builders.shelf("Bưu chính")
    here, there = builders.question(section=near), builders.question(section=far)
    editor = site.editor()
    editor.sections.add(near)
    page = signed_in(editor).get(ADMIN).text
    assert here.number in page
    assert there.number not in page
    assert signed_in(editor).get(page_of(there)).status_code == 404


@pytest.mark.parametrize(
    ("typed", "message"),
    [
        ({"state": "answered", "reply": " "}, "Hãy viết lời trả lời"),
        ({"state": "refused", "reply": ""}, "Hãy viết lời trả lời"),
        ({"state": "forwarded", "reply": "Không phải việc của Sở."}, "Hãy ghi cơ quan nào"),
        ({"state": "received", "reply": "x"}, "errorlist"),
        ({"state": "answered", "reply": "x" * 10_001}, "10001"),
        ({"state": "answered", "reply": "a\0b"}, "null"),
    ],
)
def test_a_reply_that_lacks_something_says_what_and_keeps_the_rest(typed, message):
    question = builders.question()
    answer = do(signed_in(site.editor()), question, "send", **typed)
    assert answer.status_code == 200
    assert message in answer.text.replace("ký tự rỗng", "null")
    question.refresh_from_db()
    assert question.is_open
    assert mail.outbox == []


def test_it_is_closed_once():
    question, client = builders.question(), signed_in(site.publisher())
    builders.replied(question)
    answer = do(client, question, "send", state="refused", reply="Không.")
    assert "đã khép lại câu hỏi này" in answer.text
    question.refresh_from_db()
    assert question.reply == REPLY


@pytest.mark.parametrize("what", ["send", "save"])
def test_a_reply_that_comes_too_late_is_shown_again(what):
    question, client = builders.question(), signed_in(site.publisher())
    builders.replied(question)
    answer = do(client, question, what, state="answered", reply="Tôi viết nửa giờ.")
    assert answer.status_code == 200
    [words] = BeautifulSoup(answer.text, "html.parser").select("textarea[readonly]")
    assert words.text == "Tôi viết nửa giờ."
    question.refresh_from_db()
    assert question.reply == REPLY


def test_who_reads_a_question_no_more_gets_back_what_they_wrote():
    question, reporter = builders.question(), site.reporter()
    services.assign(question, to=reporter, by=site.editor())
    services.assign(question, to=site.reporter("khac"), by=site.editor("bt2"))
    answers = [
        signed_in(reporter).post(f"{ADMIN}{key}/change/", {"_do": "save", "reply": "Nửa giờ."})
        for key in (question.pk, 0)
    ]
    assert [answer.status_code for answer in answers] == [404, 404]
    for answer in answers:
        [words] = BeautifulSoup(answer.text, "html.parser").select("textarea[readonly]")
        assert words.text == "Nửa giờ."
        assert question.number not in answer.text
    question.refresh_from_db()
    assert question.reply == ""


def test_two_who_draft_at_once_lose_nothing():
    question = builders.question()
    first, second = signed_in(site.editor()), signed_in(site.publisher())
    do(first, question, "save", reply="Câu của người thứ nhất.", seen="")
    page = do(second, question, "save", reply="Câu của người thứ hai.", seen="").text
    assert "Câu của người thứ nhất." in page
    assert "Câu của người thứ hai." in page
    question.refresh_from_db()
    assert question.reply == "Câu của người thứ nhất."


def test_a_draft_in_several_lines_is_saved_again_by_who_saw_it():
    question, editor = builders.question(), signed_in(site.editor())
    # A draft of before, as a browser sent it.
    Question.objects.update(reply="Một.\r\nHai.")
    draft = "x\r\n" * 4999 + "x"
    do(editor, question, "save", reply=draft, seen="Một.\r\nHai.")
    question.refresh_from_db()
    assert question.reply == "x\n" * 4999 + "x"
    do(editor, question, "save", reply="Ba.", seen=draft)
    question.refresh_from_db()
    assert question.reply == "Ba."


def test_who_sends_over_a_draft_of_somebody_else_sees_it_first():
    question = builders.question()
    client = signed_in(site.editor())
    do(signed_in(site.publisher()), question, "save", reply="Câu của người thứ nhất.", seen="")
    mine = {"state": "answered", "reply": "Câu của tôi."}
    page = do(client, question, "send", **mine, seen="")
    assert "Câu của người thứ nhất." in page.text
    assert "Câu của tôi." in page.text
    question.refresh_from_db()
    assert (question.reply, question.is_open) == ("Câu của người thứ nhất.", True)
    assert mail.outbox == []
    # What the page holds now is what was seen; pressed again, it goes.
    form = BeautifulSoup(page.text, "html.parser").select_one("form.question-reply")
    seen = form.select_one("input[name=seen]")["value"]
    do(client, question, "send", **mine, seen=seen)
    question.refresh_from_db()
    assert (question.reply, question.is_open) == ("Câu của tôi.", False)


@pytest.mark.parametrize("what", ["save", "send"])
def test_a_body_that_somebody_else_named_is_seen_before_it_goes(what):
    question, client = builders.question(), signed_in(site.editor())
    services.save_draft(question, reply="Kính gửi.", seen="")
    theirs = {"state": "forwarded", "forwarded_to": "Sở Tài chính", "reply": "Kính gửi."}
    do(signed_in(site.publisher()), question, "save", **theirs, seen="Kính gửi.")
    mine = {"state": "answered", "reply": "Kính gửi bà."}
    page = do(client, question, what, **mine, seen="Kính gửi.", seen_body="")
    assert "Cơ quan khác: Sở Tài chính" in page.text
    question.refresh_from_db()
    assert (question.forwarded_to, question.is_open) == ("Sở Tài chính", True)
    form = BeautifulSoup(page.text, "html.parser").select_one("form.question-reply")
    seen = {field["name"]: field["value"] for field in form.select("input[name^=seen]")}
    do(client, question, what, **mine, **seen)
    question.refresh_from_db()
    assert (question.reply, question.forwarded_to) == ("Kính gửi bà.", "")


def test_the_form_as_a_browser_sends_it():
    question = builders.question()
    client = signed_in(site.editor())
    page = client.get(page_of(question)).text
    assert 'name="seen"' in page
    answer = fill(client, page_of(question), _do="assign")
    assert answer.status_code == 302
    question.refresh_from_db()
    assert question.assignee.username == "bientap"
    # To oneself no letter is written.
    assert mail.outbox == []


def test_the_list_finds_by_number_and_by_words_and_shows_late_ones_first():
    late = builders.question("Câu trễ", received_at=timezone.now() - timedelta(days=90))
    new = builders.question("Câu mới", email="khac@x.example")
    done = builders.replied(builders.question("Câu xong"))
    client = signed_in(User.objects.get(username="bientap"))
    page = client.get(ADMIN).text
    assert page.index(late.number) < page.index(new.number) < page.index(done.number)
    assert "(quá hạn)" in page
    for words in (f"HD {new.year} {new.pk}", "Câu mới", "khac@x.example"):
        found = client.get(ADMIN, {"q": words}).text
        assert new.number in found
        assert late.number not in found
    assert client.get(ADMIN, {"q": "9" * 60}).status_code == 200


@pytest.mark.parametrize(
    ("waits", "found"),
    [
        ("mo", {"a", "b", "c"}),
        ("tre", {"a"}),
        ("chua-giao", {"a", "b"}),
        ("toi", {"c"}),
        ("la", {"a", "b", "c", "d"}),
    ],
)
def test_the_list_is_narrowed_by_what_waits(waits, found):
    me = site.editor()
    rows = {
        "a": builders.question(received_at=timezone.now() - timedelta(days=90)),
        "b": builders.question(),
        "c": services.assign(builders.question(), to=me, by=me),
        "d": builders.replied(by=me),
    }
    page = signed_in(me).get(ADMIN, {"cho": waits}).text
    assert {name for name, row in rows.items() if row.number in page} == found


def test_the_desk_says_what_waits_and_what_is_late():
    late = builders.question(received_at=timezone.now() - timedelta(days=90))
    page = signed_in(site.publisher()).get("/admin/").text
    assert page_of(late) in page
    assert "lẽ ra phải trả lời" in page
    # Its first words, so that one knows which it is.
    assert TEXT[:40] in page
    builders.replied(late)
    assert page_of(late) not in signed_in(User.objects.get(username="duyet")).get("/admin/").text


@pytest.mark.parametrize("rows", [1, 3])
def test_list_and_question_ask_the_same_few_queries(django_assert_num_queries, rows):
    me, shelf = site.editor(), builders.shelf()
    for _number in range(rows):
        question = services.assign(builders.question(section=shelf), to=me, by=me)
    client = signed_in(me)
    with django_assert_num_queries(6):
        client.get(ADMIN)
    with django_assert_num_queries(7):
        client.get(page_of(question))


def test_the_record_tells_the_steps_and_nothing_of_who_asked():
    question, editor, publisher = builders.question(), site.editor(), site.publisher()
    services.assign(question, to=publisher, by=editor)
    builders.replied(question, by=publisher)
    services.publish_draft(question, by=editor)
    rows = AuditEntry.objects.filter(subject_label="questions.question")
    assert [row.new.get("state") for row in rows.order_by("number")] == [
        "assigned",
        "answered",
        None,
    ]
    words = str(list(rows.values()))
    assert question.number in words
    assert not any(word in words for word in ("Chờ", "ben-ngu", "000 000", "cấp phép"))


def test_a_number_without_end_names_no_question():
    assert signed_in(site.editor()).get(f"{ADMIN}{'9' * 5000}/change/").status_code == 404
