"""The staff reads comments, shows or refuses them, and answers each in words."""

from datetime import timedelta

import pytest
from django.core import mail
from django.utils import timezone

from portal.audit.models import AuditEntry
from portal.pagecache import generation
from portal.participation.consultations import services
from portal.participation.consultations.models import ConsultationComment
from portal.participation.consultations.personal import erase_completely
from portal.publishing.models import State
from tests import builders as site
from tests.filling import fill
from tests.portal.participation.consultations import builders

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("letters_at_once")]
LIST = "/admin/portal/consultationcomment/"


@pytest.fixture
def publisher(client):
    return sign_in(client, site.publisher())


def sign_in(client, user):
    client.force_login(user)
    return user


def address_of(comment):
    return f"{LIST}{comment.pk}/change/"


def decide(client, comment, **typed):
    answer = fill(client, address_of(comment), **typed)
    comment.refresh_from_db()
    return answer


def test_a_publisher_shows_a_comment_and_its_sender_is_told(client, publisher):
    comment = builders.comment(builders.consultation())
    before = generation.current()
    assert decide(client, comment, state="shown").status_code == 302
    assert (comment.state, comment.decided_by) == ("shown", publisher)
    assert generation.current() > before
    (letter,) = mail.outbox
    assert letter.to == [comment.email]
    assert comment.number in letter.subject


def test_a_comment_that_came_while_the_clock_was_ahead_is_shown(client, publisher):
    ahead = timezone.now() + timedelta(days=365)
    comment = builders.comment(builders.consultation(), received_at=ahead)
    assert decide(client, comment, state="shown").status_code == 302
    assert (comment.state, comment.decided_at) == ("shown", ahead)


@pytest.mark.parametrize("language", ["vi", "en"])
def test_a_letter_leads_to_no_page_that_readers_do_not_see(client, publisher, language):
    page = builders.consultation(state=State.DRAFT, published_at=None)
    shown, refused = (builders.comment(page, language=language) for _ in range(2))
    decide(client, shown, state="shown")
    decide(client, refused, state="refused", reason="Không nói về dự thảo.")
    first, second = mail.outbox
    if language == "vi":
        assert first.subject.endswith(f"Ý kiến {shown.number} sẽ được đăng")
        assert "ý kiến sẽ được đăng cùng trang ấy" in first.body
    day = f"{page.closes_on:%d/%m/%Y}" if language == "vi" else f"{page.closes_on:%B %Y}"
    # However far its mending has come, nothing of that is told.
    for letter in (first, second):
        assert not [each for each in (page.path, page.title, day) if each in letter.body]


def test_a_refusal_says_why_and_the_sender_reads_it(client, publisher):
    comment = builders.comment(builders.consultation())
    answer = decide(client, comment, state="refused")
    assert answer.status_code == 200
    assert "Hãy ghi lý do không đăng" in answer.text
    decide(client, comment, state="refused", reason="Không nói về dự thảo.")
    assert comment.state == "refused"
    assert "Không nói về dự thảo." in mail.outbox[0].body
    assert comment.text not in mail.outbox[0].body


def test_another_reason_of_a_refusal_is_told_to_the_sender(client, publisher):
    comment = builders.refused(builders.consultation(), reason="Viết bậy.")
    answer = decide(client, comment, reason="Có tên người khác.")
    text = client.get(answer["Location"]).text
    assert f"Ý kiến {comment.number} không được đăng" in text
    assert f"Gửi thư tới {comment.email}" in text
    (letter,) = mail.outbox
    assert "Có tên người khác." in letter.body
    assert comment.decided_by == publisher


def test_the_same_reason_in_other_lines_is_not_told_anew(client, publisher):
    comment = builders.refused(builders.consultation(), reason="Có tên  người khác.")
    form = client.get(address_of(comment)).text
    assert "sửa câu chữ thì người gửi được báo lại" in form
    decide(client, comment, reason="Có tên\nngười khác.")
    assert comment.reason.split() == ["Có", "tên", "người", "khác."]
    assert mail.outbox == []


@pytest.mark.parametrize("made", [builders.refused, builders.comment])
def test_what_is_saved_of_a_comment_that_readers_do_not_see_promises_nothing(
    client, publisher, made
):
    comment = made(builders.done())
    text = client.get(decide(client, comment)["Location"]).text
    assert "Người đọc không thấy ý kiến này, và không có thư nào gửi đi." in text
    assert mail.outbox == []


def test_the_list_finds_a_comment_by_the_number_that_its_sender_reads_out(client, publisher):
    page = builders.consultation()
    comment = builders.comment(page, "Lời thứ nhất")
    builders.comment(page, f"Ở Điều {comment.pk} còn thiếu.")
    for typed in (comment.number, f"gy {comment.pk}", str(comment.pk)):
        text = client.get(LIST, {"q": typed}).text
        assert "Lời thứ nhất" in text
        assert "còn thiếu" not in text
    assert "còn thiếu" in client.get(LIST, {"q": f"điều {comment.pk}"}).text
    publisher.sections.add(site.section())
    assert "Lời thứ nhất" not in client.get(LIST, {"q": comment.number}).text


def test_two_buttons_decide_and_the_message_says_what_readers_see(client, publisher):
    page = builders.consultation()
    first, second = builders.comment(page), builders.comment(page)
    seen = {"seen": first.changed_at.isoformat(), "state": "waiting"}
    answer = client.post(address_of(first), seen | {"_decide": "shown"}, follow=True)
    first.refresh_from_db()
    assert first.state == "shown"
    assert f"Ý kiến {first.number} nay đã công khai" in answer.text
    assert f"Gửi thư tới {first.email}" in answer.text
    assert [letter.to for letter in mail.outbox] == [[first.email]]
    seen = {"seen": second.changed_at.isoformat(), "state": "waiting", "_decide": "refused"}
    assert client.post(address_of(second), seen).status_code == 200, "without a reason"
    answer = client.post(address_of(second), seen | {"reason": "Lạc đề."}, follow=True)
    assert f"Ý kiến {second.number} không được đăng" in answer.text
    form = client.get(address_of(second)).text
    assert 'value="shown">' in form
    assert 'value="refused">' not in form.partition("newsroom-buttons")[2]


@pytest.mark.parametrize(
    ("typed", "message"),
    [
        ({"verdict": "explained"}, "Hãy ghi vì sao không tiếp thu"),
        ({"answer": "Đã sửa."}, "Hãy chọn cả kết quả xử lý"),
        ({"state": "refused", "reason": "X", "verdict": "taken"}, "Chỉ ý kiến được đăng"),
    ],
    ids=["no words", "no verdict", "answered and refused"],
)
def test_an_answer_has_a_verdict_and_words(client, publisher, typed, message):
    comment = builders.shown(builders.consultation())
    answer = decide(client, comment, **typed)
    assert answer.status_code == 200
    assert message in answer.text
    assert (comment.verdict, comment.answer) == ("", "")


def test_an_editor_has_a_button_for_the_answer_and_reads_the_state_once(client):
    sign_in(client, site.editor())
    page = client.get(address_of(builders.comment(builders.consultation()))).text
    assert 'name="_save">Lưu câu trả lời</button>' in page
    assert page.count("chờ cán bộ đọc") == 1


def test_an_editor_answers_and_lets_nobody_see_anything(client):
    sign_in(client, site.editor())
    page = builders.closed()
    comment, waiting = builders.shown(page), builders.comment(page)
    decide(client, comment, verdict="taken", answer="Đã sửa Điều 3.")
    assert comment.answer == "Đã sửa Điều 3."
    client.post(address_of(waiting), {"state": "shown", "seen": waiting.changed_at.isoformat()})
    waiting.refresh_from_db()
    assert waiting.state == "waiting"
    client.post(LIST, {"action": "show_to_readers", "_selected_action": [waiting.pk]})
    waiting.refresh_from_db()
    assert waiting.state == "waiting"
    # An answer to what is not shown is refused in words, not with an error of the server.
    answer = fill(client, address_of(waiting), verdict="taken")
    assert answer.status_code == 200
    assert "Chỉ ý kiến được đăng" in answer.text


def test_once_readers_have_the_answers_it_takes_a_publisher_to_change_them(client):
    sign_in(client, site.editor())
    comment = builders.shown(builders.done(), verdict="taken")
    page = client.get(address_of(comment)).text
    assert 'name="answer"' not in page
    sign_in(client, site.publisher())
    decide(client, comment, verdict="partly", answer="Một phần.")
    assert comment.verdict == "partly"


def test_reporters_see_no_comment_and_no_name(client):
    comment = builders.comment(builders.consultation(), name="Lê Văn Kín")
    sign_in(client, site.reporter())
    for address in (LIST, address_of(comment), f"{LIST}xuat.csv", f"{LIST}xuat.xlsx"):
        assert client.get(address).status_code == 403, address
    assert "Lê Văn Kín" not in client.get("/admin/").text


def test_rights_that_are_limited_to_sections_end_there(client, publisher):
    """Whose rights do not reach a draft reads nobody's name and decides on no comment."""
    comment = builders.comment(builders.consultation(), name="Lê Văn Kín")
    assert "Dự thảo Quy chế" in client.get("/admin/").text
    publisher.sections.add(site.section())
    sheet = b"".join(client.get(f"{LIST}xuat.csv").streaming_content).decode()
    assert "Lê Văn Kín" not in sheet + client.get(LIST).text
    assert "Dự thảo Quy chế" not in client.get("/admin/").text
    for action in ("show_to_readers", "take_names_off"):
        client.post(LIST, {"action": action, "_selected_action": [comment.pk]})
    # The admin's way to say that there is none.
    assert client.post(address_of(comment), {"state": "shown"})["Location"] == "/admin/"
    comment.refresh_from_db()
    assert (comment.state, comment.name) == ("waiting", "Lê Văn Kín")


def test_two_who_decide_at_once_lose_nothing(client, publisher):
    comment = builders.comment(builders.consultation())
    opened = {"seen": comment.changed_at.isoformat(), "state": "shown"}
    other = site.publisher("duyet-2")
    ConsultationComment.objects.filter(pk=comment.pk).update(
        state="refused", reason="Trùng.", decided_by=other, decided_at=timezone.now(),
        changed_at=timezone.now() + timedelta(seconds=1),
    )  # fmt: skip
    typed = opened | {"verdict": "taken", "answer": "Đã sửa.", "reason": ""}
    answer = client.post(address_of(comment), typed)
    text = answer.text
    assert answer.status_code == 200
    assert "Trùng." in text
    assert "Đã sửa." in text
    comment.refresh_from_db()
    assert comment.state == "refused"
    # Sent again from the page as it is now, it counts.
    now = comment.changed_at.isoformat()
    assert client.post(address_of(comment), typed | {"seen": now}).status_code == 302
    comment.refresh_from_db()
    assert (comment.state, comment.answer) == ("shown", "Đã sửa.")


def test_what_was_read_is_not_put_back_unread(client, publisher):
    comment = builders.shown(builders.consultation())
    typed = {"seen": comment.changed_at.isoformat(), "state": "waiting"}
    assert client.post(address_of(comment), typed).status_code == 200
    comment.refresh_from_db()
    assert comment.state == "shown"


def test_many_are_shown_at_once(client, publisher):
    page = builders.consultation()
    waiting = [builders.comment(page) for _ in range(3)]
    no = builders.refused(page)
    keys = [comment.pk for comment in [*waiting, no]]
    client.post(LIST, {"action": "show_to_readers", "_selected_action": keys})
    states = ConsultationComment.objects.order_by("pk").values_list("state", flat=True)
    assert list(states) == ["shown", "shown", "shown", "refused"]


def test_what_happens_while_many_are_shown_is_not_undone(publisher):
    """They were listed some moments before, and much can have been decided since."""
    page = builders.consultation()
    refused, erased = builders.comment(page), builders.comment(page, email="khac@dan.example")
    listed = list(ConsultationComment.objects.select_related("consultation"))
    now = {"decided_by": publisher, "decided_at": timezone.now()}
    ConsultationComment.objects.filter(pk=refused.pk).update(state="refused", reason="X.", **now)
    erase_completely(ConsultationComment.objects.filter(pk=erased.pk), by=None)
    assert services.show_comments(listed, by=publisher) == [erased]
    refused.refresh_from_db()
    erased.refresh_from_db()
    assert (refused.state, refused.reason) == ("refused", "X.")
    assert (erased.state, erased.email, erased.name) == ("shown", "", "")
    assert mail.outbox == []


def test_a_decision_brings_back_nothing_that_was_erased_meanwhile(publisher):
    comment = builders.comment(builders.consultation())
    opened = ConsultationComment.objects.select_related("consultation").get(pk=comment.pk)
    erase_completely(ConsultationComment.objects.filter(pk=comment.pk), by=None)
    opened.state = "shown"
    services.save_decision(opened, by=publisher)
    comment.refresh_from_db()
    assert (comment.state, comment.email, comment.name) == ("shown", "", "")
    assert comment.erased_at is not None
    assert mail.outbox == []


def test_the_record_holds_no_person_and_none_of_their_words(client, publisher):
    comment = builders.comment(builders.consultation(), "Lời của tôi", name="Lê Văn Kín")
    decide(client, comment, state="refused", reason="Trùng ý kiến khác.")
    entries = " ".join(
        f"{row.subject_text} {row.old} {row.new}" for row in AuditEntry.objects.all()
    )
    assert "Trùng ý kiến khác." in entries
    for secret in ("Lời của tôi", "Lê Văn Kín", "gop@dan.example"):
        assert secret not in entries


def test_nobody_adds_or_deletes_a_comment(client, publisher):
    comment = builders.comment(builders.consultation())
    assert client.get(f"{LIST}add/").status_code == 403
    assert client.post(f"{LIST}{comment.pk}/delete/", {"post": "yes"}).status_code == 403
    assert ConsultationComment.objects.exists()


@pytest.mark.parametrize("who", [site.editor, site.publisher])
def test_how_a_comment_stands_is_said_once(client, who):
    sign_in(client, who())
    waiting = builders.comment(builders.consultation())
    shown = client.get(address_of(waiting)).text
    assert shown.count("chờ cán bộ đọc") == 1
    # Of what nobody has decided there is nobody who did, and no day.
    assert "Người quyết định" not in shown
    assert "icon-no" not in shown
    decided = builders.comment(builders.consultation(), state="refused", reason="Trùng.")
    shown = client.get(address_of(decided)).text
    assert shown.count(">không đăng<") == 1
    assert "Người quyết định" in shown
    assert "Trùng." in shown
