"""A question from a cheap telephone to a public page, each person in a browser of their own."""

import re

import pytest
from django.conf import settings
from django.core import mail
from playwright.sync_api import Page, expect

from portal.participation.questions.models import Answer, Question
from tests.browser.people import be_in_session, change_token, send, session_of, sign_in, take_step

pytestmark = pytest.mark.usefixtures("letters")
BUDGET_SECONDS = 40
SMALL = {"width": 320, "height": 640}
ASKER = "nguoi-hoi@thu.example"
NAME = "Trần Thị Chờ"
PHONE = "0905 123 456"
ASKED = "Tôi là Trần Thị Chờ, số 0905 123 456. Trạm phát sóng ở Vĩ Dạ có được cấp phép không?"
REPLY = "Kính gửi bà Trần Thị Chờ,\n\nTrạm phát sóng ở Vĩ Dạ đã được cấp phép."
UNIT = "Phòng Viễn thông"


def link_in_newest_letter() -> str:
    letter = next(each for each in reversed(mail.outbox) if each.to == [ASKER])
    return re.search(r"(/hoi-dap/theo-doi/\S+/)", letter.body)[1]


def fits(page: Page) -> None:
    """Nothing stands beyond the edge of the telephone, once the page has its styles."""
    page.wait_for_load_state()
    beyond = page.evaluate(
        """[...document.querySelectorAll("main *")]
        .filter(each => each.getBoundingClientRect().right > innerWidth + 1)
        .map(each => each.outerHTML.slice(0, 80))"""
    )
    assert beyond == []


def ask(citizen: Page) -> str:
    """The way there from the list of answers; the number on the page that follows."""
    citizen.goto("/hoi-dap/")
    fits(citizen)
    citizen.locator("main").get_by_role("link", name="Gửi câu hỏi").first.click()
    expect(citizen).to_have_url(re.compile("/lien-he/#hoi$"))
    fits(citizen)
    citizen.get_by_label("Lĩnh vực").select_option(label="Viễn thông và Internet")
    citizen.get_by_label("Câu hỏi của Anh/Chị").fill(ASKED)
    citizen.get_by_label("Họ và tên").fill(NAME)
    citizen.get_by_label("Thư điện tử của Anh/Chị").fill("nguoi-hoi@")
    citizen.get_by_label("Điện thoại của Anh/Chị").fill(PHONE)
    send(citizen, "Gửi câu hỏi")
    # What was wrong is said, and nothing that was right is lost.
    expect(citizen.get_by_role("alert")).to_contain_text("thư điện tử")
    expect(citizen.get_by_label("Câu hỏi của Anh/Chị")).to_have_value(ASKED)
    citizen.get_by_label("Thư điện tử của Anh/Chị").fill(ASKER)
    send(citizen, "Gửi câu hỏi")
    fits(citizen)
    return citizen.locator(".receipt").inner_text()


def see_state(citizen: Page, number: str) -> None:
    """By number and e-mail, through the letter."""
    citizen.goto("/hoi-dap/tra-cuu/")
    fits(citizen)
    citizen.get_by_label("Số tiếp nhận").fill(number)
    citizen.get_by_label("bốn số cuối").fill("3456")
    send(citizen, "Tra cứu")
    # By telephone at once, without a word of the question; all of it by the letter.
    expect(citizen.get_by_role("heading", level=1)).to_contain_text(number)
    expect(citizen.locator("main")).not_to_contain_text(ASKED)
    fits(citizen)
    citizen.goto("/hoi-dap/tra-cuu/")
    citizen.get_by_label("Số tiếp nhận").fill(number)
    citizen.get_by_label("Địa chỉ thư").fill(ASKER)
    send(citizen, "Tra cứu")
    citizen.goto(link_in_newest_letter())
    fits(citizen)


def reply(editor: Page, number: str) -> None:
    """From the panel of the work desk."""
    editor.goto("/admin/")
    line = editor.locator("#desk-questions + ul li").filter(has_text=number)
    line.get_by_role("link").click()
    expect(editor.locator("#content-main")).to_contain_text(ASKED)
    editor.locator("#id_reply").fill(REPLY)
    # The session ends meanwhile: what was written waits in the page, and is sent from there.
    editor.context.clear_cookies(name=settings.SESSION_COOKIE_NAME)
    editor.get_by_role("button", name="Gửi lời trả lời này").click()
    expect(editor.get_by_label("Chữ bạn đã gõ")).to_have_value(REPLY)
    be_in_session(editor, session_of("bientap"))
    change_token(editor)
    editor.get_by_role("button", name="Gửi lại").click()
    expect(editor.locator(".messagelist .success")).to_contain_text("thư đang được gửi")


def make_a_page(editor: Page) -> None:
    """With a button; what the machine cannot know is written by hand."""
    editor.get_by_role("button", name="Lập thành trang").click()
    expect(editor.locator("#id_question")).to_have_value(re.compile("cấp phép"))
    assert NAME not in editor.content()
    editor.locator("#id_title").fill("Trạm phát sóng ở Vĩ Dạ có được cấp phép không?")
    editor.locator("#id_question").fill("Trạm phát sóng ở Vĩ Dạ có được cấp phép không?")
    editor.locator("#id_answered_by").fill(UNIT)
    take_step(editor, "submitted")


def test_a_citizen_asks_and_others_read_the_answer_without_who_asked(someone, watches):
    citizen = someone(java_script_enabled=False, viewport=SMALL)
    number = ask(citizen)
    assert Question.objects.get(email=ASKER).number == number
    see_state(citizen, number)
    expect(citizen.locator("main")).to_contain_text("Đã tiếp nhận")

    editor, publisher, reader = someone(), someone(), someone(java_script_enabled=False)
    sign_in(editor, "bientap")
    watches[1].expect("status of 403")
    reply(editor, number)
    citizen.goto(link_in_newest_letter())
    expect(citizen.locator("main")).to_contain_text("đã được cấp phép")

    make_a_page(editor)
    page = Answer.objects.get(answered_by=UNIT)
    watches[3].expect("status of 404")
    assert reader.goto(page.path).status == 404
    sign_in(publisher, "duyet")
    publisher.goto(f"/admin/portal/answer/{page.pk}/change/")
    take_step(publisher, "published")

    assert reader.goto(page.path).status == 200
    expect(reader.locator("main")).to_contain_text(UNIT)
    for path in (page.path, "/hoi-dap/", "/tim-kiem/?q=tram+phat+song+vi+da"):
        reader.goto(path)
        expect(reader.locator("main")).to_contain_text("Trạm phát sóng ở Vĩ Dạ")
        text = reader.content()
        assert not any(secret in text for secret in (NAME, PHONE, ASKER))
    see_state(citizen, number)
    expect(citizen.locator("main").get_by_role("link", name="Trạm phát sóng")).to_be_visible()
