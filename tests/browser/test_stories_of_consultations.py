"""A citizen without script comments on a draft, the office reads and answers, readers see it."""

from datetime import timedelta

import pytest
from django.core import mail
from django.utils import timezone
from playwright.sync_api import expect

from portal.participation.consultations.models import Consultation
from portal.publishing.services import save
from tests.browser.people import open_tile, send, sign_in, take_step
from tests.browser.serving import committed
from tests.portal.participation.consultations import builders

pytestmark = pytest.mark.usefixtures("letters")
BUDGET_SECONDS = 40
PHONE = {"viewport": {"width": 320, "height": 640}, "java_script_enabled": False}
OVERHANG = "() => document.documentElement.scrollWidth - window.innerWidth"
WORDS = "Điều 4 nên ghi rõ thời hạn trả lời."


def close(path: str) -> None:
    """The last day goes by."""
    page = Consultation.objects.get(path=path)
    page.opens_on = timezone.localdate() - timedelta(days=9)
    page.closes_on = timezone.localdate() - timedelta(days=1)
    save(page, by=None)


def test_a_comment_is_sent_read_answered_and_told(someone):
    made: list[Consultation] = []
    committed(lambda: made.append(builders.consultation("Dự thảo của câu chuyện")))
    path = made[0].path
    citizen, staff, reader = someone(**PHONE), someone(), someone(viewport=PHONE["viewport"])

    citizen.goto("/gop-y/")
    citizen.get_by_role("link", name="Dự thảo của câu chuyện").click()
    citizen.get_by_role("link", name="Góp ý cho dự thảo này").click()
    citizen.get_by_label("Họ và tên").fill("Trần Thị Góp")
    citizen.get_by_label("Ý kiến của Anh/Chị").fill(WORDS)
    send(citizen, "Gửi ý kiến")
    expect(citizen.locator("main")).to_contain_text("Hãy ghi địa chỉ thư điện tử")
    expect(citizen.get_by_label("Ý kiến của Anh/Chị")).to_have_value(WORDS)
    citizen.get_by_label("Thư điện tử của Anh/Chị").fill("gop@dan.example")
    send(citizen, "Gửi ý kiến")
    expect(citizen.locator("h1")).to_have_text("Đã nhận ý kiến của Anh/Chị")
    reader.goto(path)
    expect(reader.locator("main")).not_to_contain_text(WORDS)
    assert len(mail.outbox) == 1

    sign_in(staff, "duyet")
    open_tile(staff, "Góp ý dự thảo")
    staff.get_by_role("link", name="Dự thảo của câu chuyện").click()
    staff.get_by_role("link", name="GY-").first.click()
    staff.locator("#id_verdict").select_option("taken")
    staff.locator("#id_answer").fill("Đã ghi thời hạn 5 ngày làm việc.")
    staff.get_by_role("button", name="Đăng", exact=True).click()
    expect(staff.locator(".messagelist .success").first).to_contain_text("nay đã công khai")
    reader.reload()
    expect(reader.locator("main")).to_contain_text(WORDS)
    expect(reader.locator("main")).not_to_contain_text("5 ngày làm việc")

    committed(lambda: close(path))
    sign_in(editor := someone(), "bientap")
    editor.goto(f"/admin/portal/consultation/{made[0].pk}/change/")
    editor.locator("summary", has_text="Kết quả").click()
    editor.locator("#cke_id_outcome .cke_wysiwyg_div").click()
    editor.keyboard.type("Một ý kiến được tiếp thu.")
    editor.locator('[name="_continue"]').click()
    take_step(editor, "submitted")
    staff.goto(f"/admin/portal/consultation/{made[0].pk}/change/")
    take_step(staff, "published")
    reader.reload()
    expect(reader.locator("main")).to_contain_text("Một ý kiến được tiếp thu.")
    expect(reader.locator("main")).to_contain_text("5 ngày làm việc")
    assert reader.evaluate(OVERHANG) <= 0
    citizen.goto(f"{path}gui/")
    expect(citizen.locator("main")).to_contain_text("Thời hạn góp ý đã hết")
