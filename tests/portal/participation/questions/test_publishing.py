"""A question becomes a page without who asked, and goes past a second pair of eyes as any page."""

import pytest
from django.core.exceptions import ValidationError
from django.test import Client

from portal.editing import publish_checks
from portal.editing.checks import texts
from portal.participation.questions import services
from portal.participation.questions.models import Answer, QuestionState
from portal.participation.questions.redaction import Asker, redact, traces
from portal.publishing import revisions, workflow
from portal.publishing.errors import OwnText
from portal.publishing.models import Publication, Revision, State
from tests import builders as site
from tests.portal.participation.questions import builders

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("letters_at_once")]
NAME = "Trần Thị Chờ"
ASKED = (
    "Tôi là trần thị chờ (Tran Thi Cho), CCCD 046099001234, điện thoại 0905 123 456 hoặc "
    "(0234) 3 820 000, thư cho@ben-ngu.example. "
    "Trạm phát sóng theo Quyết định 12/2007/QĐ-UBND có được cấp phép không?"
)
SAID = "Kính gửi bà Trần Thị Chờ,\n\nTrạm đã được cấp phép."


@pytest.mark.parametrize(
    ("text", "left"),
    [
        ("Thư cho@ben-ngu.example nhé", "Thư [địa chỉ thư điện tử] nhé"),
        ("Thư cho (at) ben-ngu.example.", "Thư [địa chỉ thư điện tử]."),
        ("Thư cho [a còng] ben-ngu.example", "Thư [địa chỉ thư điện tử]"),
        ("Thư cho@hue.example+cho@ben-ngu.example", "Thư [địa chỉ thư điện tử]"),
        ("Gọi 0905.123.456 hay +84 905 123 456", "Gọi [số điện thoại] hay [số điện thoại]"),
        ("Gọi (0234) 3 820 000", "Gọi [số điện thoại]"),
        ("Số 046099001234", "Số [số điện thoại]"),
        ("CMND 191234567", "CMND [số chứng minh nhân dân]"),
        ("Tôi, TRẦN THỊ CHỜ, hỏi", "Tôi, [tên], hỏi"),
        ("ĐT 0914123456/0905123456", "ĐT [số điện thoại]/[số điện thoại]"),
        ("Nguyễn Văn Nam-0914123456", "Nguyễn Văn Nam-[số điện thoại]"),
        ("0914123456-0905123456", "[số điện thoại]-[số điện thoại]"),
        ("0914.123.456/0234.3823.650 gặp", "[số điện thoại]/[số điện thoại] gặp"),
        ("Liên hệ anh Nam.0914123456", "Liên hệ anh Nam.[số điện thoại]"),
        ("Gọi 0914123456- cảm ơn", "Gọi [số điện thoại]- cảm ơn"),
        ("Gọi 0914123456gặp Nam", "Gọi [số điện thoại]gặp Nam"),
        ("sđt:0914123456,0905.123.456", "sđt:[số điện thoại],[số điện thoại]"),
        ("Theo 12/2007/QĐ-UBND ngày 30/01/2007, 1.000.000.000 đồng", None),
        ("Kinh phí 1.050.000.000 hay 1,050,000,000 đồng", None),
        ("Kinh phí 1.050.000.000,50 hay 12.000.000.000,5 đồng", None),
        ("Hợp đồng 1.000.000.000,00 đồng", None),
        ("Chờ mãi chưa thấy", None),
        ("", None),
    ],
)
def test_what_tells_of_a_person_is_taken_out(text, left):
    assert redact(text, Asker(NAME)) == (text if left is None else left)


def test_a_name_of_one_word_is_taken_out_as_it_is_written():
    assert redact("Tôi là Hoa, hỏi về hoa.", Asker("Hoa")) == "Tôi là [tên], hỏi về hoa."
    assert traces("Tôi hỏi", Asker()) == []


@pytest.mark.parametrize("written", ["0905_123_456", "+84 905: 123: 456", "090*512*3456"])
def test_what_the_question_knows_of_its_asker_goes_however_it_is_written(written):
    asker = Asker(email="o'cho@ben-ngu.example", phone="0905123456")
    assert redact(f"Gọi {written} nhé", asker) == "Gọi [số điện thoại] nhé"
    assert redact("Thư O'Cho@ben-ngu.example nhé", asker) == "Thư [địa chỉ thư điện tử] nhé"


@pytest.mark.parametrize("text", ["0" * 9000, "a@" * 5000, "(" * 9000, "x" * 9000, "1 " * 4000])
def test_long_rubbish_takes_no_time(text):
    redact(text, Asker(NAME, phone="0905123456"))


def test_a_number_is_taken_out_whatever_stands_between_its_digits():
    for between in ("\u00a0", "\u2009", "–", "\u2011", "/", " - ", "…", "...", ",", ") "):
        written = between.join(("0914", "123", "456"))
        assert redact(f"Gọi {written} nhé", Asker()) == "Gọi [số điện thoại] nhé", between
    for text in ("Ngày 05/03/2007, 10 giờ", "Giá 0,5 0,7 triệu", "Năm 03/2006, 04/2007"):
        assert redact(text, Asker()) == text


@pytest.mark.usefixtures("deadline")
@pytest.mark.parametrize("part", ["a", "a.", "a+", "1", "a@", "0,000"])
def test_an_answer_of_one_word_comes_back(part):
    traces(part * (1_000_000 // len(part)), Asker(phone="0111111111"))


def test_the_draft_holds_nothing_of_who_asked():
    question = builders.replied(builders.question(ASKED), reply=SAID)
    page = services.publish_draft(question, by=site.editor("bt"))
    kept = str(Publication.objects.filter(pk=page.pk).values())
    kept += str(Answer.objects.filter(pk=page.pk).values("question"))
    kept += str(list(Revision.objects.filter(publication=page).values_list("data", flat=True)))
    for secret in ("chờ", "Chờ", "Tran Thi Cho", "046099001234", "0905", "3 820 000", "ben-ngu"):
        assert secret not in kept
    assert "12/2007/QĐ-UBND" in page.question
    assert (page.state, page.asked_on) == (State.DRAFT, question.received_at.astimezone().date())
    assert "<p>Trạm đã được cấp phép.</p>" in page.body
    assert services.publish_draft(question, by=site.editor("bt2")).pk == page.pk
    assert Answer.objects.count() == 1


@pytest.mark.parametrize(
    ("text", "title"),
    [
        (ASKED, "Trạm phát sóng theo Quyết định 12/2007/QĐ-UBND có được cấp phép không?"),
        ("Tôi muốn biết giá.", "Tôi muốn biết giá."),
        ("Gọi 0905 123 456 được không?", "Gọi [số điện thoại] được không?"),
        ("Có phải " + "rất " * 60 + "dài?", "Có phải " + "rất " * 27 + "rất…"),
    ],
)
def test_the_title_is_the_sentence_that_asks(text, title):
    question = builders.replied(builders.question(text))
    assert services.publish_draft(question, by=site.editor("bt")).title == title


@pytest.mark.parametrize("rest", ["0905 123 456 được không?", "nghiêng-nghiêng nhé", "nữa" * 9])
def test_a_long_question_is_cut_between_words_and_whoever_reads_it_is_told(client, rest):
    client.force_login(site.editor("bt"))
    question = builders.replied(builders.question("từ " * 996 + rest))
    address = f"/admin/portal/question/{question.pk}/change/"
    text = client.post(address, {"_do": "publish"}, follow=True).text
    assert Answer.objects.get().question == "từ " * 996 + "…"
    assert "phần cuối bị bỏ" in text


@pytest.mark.parametrize(("word", "behind"), [("hỏi ", " được không?"), ("xem ", ", nhé, nhé")])
def test_what_stands_for_a_trace_is_cut_whole_or_not_at_all(word, behind):
    # “[số điện thoại]” ends at the cut, or a sign before it.
    begin = ("từ " * 993 + word)[-2983 + behind.startswith(",") :]
    question = builders.replied(builders.question(f"{begin}0905 123 456{behind}"))
    published = services.publish_draft(question, by=site.editor("bt"))
    assert published.question == f"{begin}…"


def test_a_question_that_a_page_takes_is_not_cut(client):
    client.force_login(site.editor("bt"))
    words = ("từ " * 1000).strip()
    question = builders.replied(builders.question(words))
    address = f"/admin/portal/question/{question.pk}/change/"
    assert "bị bỏ" not in client.post(address, {"_do": "publish"}, follow=True).text
    assert Answer.objects.get().question == words


@pytest.mark.parametrize("state", [QuestionState.REFUSED, QuestionState.FORWARDED])
def test_only_what_was_answered_becomes_a_page(state):
    question = builders.replied(state=state, forwarded_to="Sở Tài chính")
    with pytest.raises(ValidationError, match="đã trả lời"):
        services.publish_draft(question, by=site.editor("bt"))
    with pytest.raises(ValidationError, match="đã trả lời"):
        services.publish_draft(builders.question(), by=site.editor("bt2"))


def test_hostile_words_are_words():
    question = builders.question("<script>alert(1)</script>")
    page = services.publish_draft(
        builders.replied(question, reply="<img src=x onerror=alert(1)>"), by=site.publisher()
    )
    workflow.transition(page, to=State.PUBLISHED, by=None)
    shown = Client().get(page.path).text
    assert "<script>alert" not in shown
    assert "<img src=x" not in shown


def test_who_wrote_it_does_not_publish_it():
    page = services.publish_draft(builders.replied(), by=site.publisher())
    workflow.transition(page, to=State.SUBMITTED, by=page.created_by)
    with pytest.raises(OwnText):
        publish_checks.transition(page, to=State.PUBLISHED, by=page.created_by)
    publish_checks.transition(page, to=State.PUBLISHED, by=site.publisher("duyet-2"))
    assert Client().get(page.path).status_code == 200


def found_in(page):
    return [(each.field, each.message) for each in publish_checks.check(page) if not each.blocks]


def test_a_check_warns_of_what_is_left():
    question = builders.replied(builders.question(ASKED))
    page = services.publish_draft(question, by=site.editor("bt"))
    assert found_in(page) == []
    page.question = "Bà Trần Thị Chờ hỏi, điện thoại 0234 3 820 000."
    page.body = "<p>Bà <b>Trần</b> Thị Chờ, cho@ben-ngu.example, 0905 123 456.</p>"
    page.save()
    warned = found_in(page)
    assert [field for field, _message in warned].count("question") == 2
    # The mobile number in the text is asked about on every page, and so once here.
    assert [field for field, _message in warned].count("body") == 3
    assert not any("Chờ" in message or "ben-ngu" in message for _field, message in warned)
    # Also where the row is read as a page of any kind.
    assert found_in(Publication.objects.get(pk=page.pk)) == warned


def test_a_check_knows_the_askers_own_number():
    page = services.publish_draft(builders.replied(), by=site.editor("bt"))
    page.question = "Gọi 0234_300_0000."
    page.save()
    assert [field for field, _message in found_in(page)] == ["question"]


def test_a_check_reads_a_change_that_waits():
    page = builders.answer()
    data = revisions.snapshot(page)
    assert found_in(page) == []
    fields = data["fields"] | {"question": "Gọi 0234 3 820 000"}
    (found,) = texts.check_texts([(page, fields)], {}, parts={}, scans={})
    assert [each.field for each in found if not each.blocks] == ["question"]


@pytest.mark.parametrize("rows", [1, 3])
def test_a_check_asks_as_often_for_many_answers_as_for_one(django_assert_num_queries, rows):
    pages = [builders.answer(f"Câu {number}") for number in range(rows)]
    with django_assert_num_queries(3):
        publish_checks.check_together(pages, {})


def test_an_editor_makes_the_page_with_a_button(client):
    editor = site.editor("bt")
    question = builders.replied(builders.question(ASKED))
    client.force_login(editor)
    address = f"/admin/portal/question/{question.pk}/change/"
    assert "Lập thành trang" in client.get(address).text
    answer = client.post(address, {"_do": "publish"})
    page = Answer.objects.get()
    assert answer["Location"] == f"/admin/portal/answer/{page.pk}/change/"
    form = client.get(answer["Location"]).text
    assert page.question.split("\n")[0][:20] in form
    assert "Lập thành trang" not in client.get(address).text
