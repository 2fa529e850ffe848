"""Stories of the newsroom, each told by several people in browsers of their own."""

import io
import time
from datetime import timedelta

import pytest
from django.core.management import CommandError, call_command
from django.utils import timezone
from playwright.sync_api import expect

from news.articles.models import Article
from portal.audit.models import AuditEntry
from portal.publishing.models import ForcedPublication
from tests.browser.people import (
    Editor,
    give_word,
    open_tile,
    sign_in,
    take_step,
    write,
)
from tests.portal.audit.rows import tamper

pytestmark = pytest.mark.long
BUDGET_SECONDS = 60


@pytest.fixture
def later(monkeypatch):
    """Moves the clock of the site, which is served from a thread of this process.

    Kept pages go by the system's clock, all else by Django's.
    """
    now, seconds = timezone.now, time.time

    def move(by: timedelta) -> None:
        monkeypatch.setattr(timezone, "now", lambda: now() + by)
        monkeypatch.setattr(time, "time", lambda: seconds() + by.total_seconds())

    return move


def test_a_text_goes_back_and_forth_is_scheduled_and_appears_at_its_moment(someone, watches, later):
    reporter, editor, publisher, reader = someone(), someone(), someone(), someone()
    title, address = "Trạm thu phát sóng mới", "/tin-tuc/tram-thu-phat-song-moi/"
    watches[3].expect("status of 404")
    sign_in(reporter, "phongvien")
    write(reporter, title, "Huyện có thêm trạm mới.")
    take_step(reporter, "submitted")
    work = f"/admin/news/article/{Article.objects.get(title=title).pk}/change/"

    sign_in(editor, "bientap")
    editor.goto(work)
    give_word(editor, "Ghi rõ số trạm")
    take_step(editor, "changes_asked")

    reporter.goto("/admin/")
    expect(reporter.locator("#content")).to_contain_text("Ghi rõ số trạm")
    reporter.get_by_role("link", name=title).first.click()
    answer = Editor(reporter)
    answer.text.click()
    answer.press("Control+End")
    answer.type(" Tất cả là 12 trạm.")
    give_word(reporter, "Đã ghi: 12 trạm")
    take_step(reporter, "submitted")

    sign_in(publisher, "duyet")
    publisher.goto("/admin/")
    publisher.get_by_role("link", name=title).first.click()
    publisher.get_by_text("Hẹn giờ…").click()
    # The field knows minutes: it is at least one more.
    moment = timezone.localtime() + timedelta(minutes=2)
    publisher.locator("#id_effect").fill(moment.strftime("%Y-%m-%dT%H:%M"))
    take_step(publisher, "published")

    assert reader.goto(address).status == 404
    expect(reader.locator("body")).not_to_contain_text(title)
    reader.goto("/tin-tuc/")
    expect(reader.locator("main")).not_to_contain_text(title)
    later(timedelta(seconds=121))
    assert reader.goto(address).status == 200
    expect(reader.locator(".prose")).to_contain_text("Huyện có thêm trạm mới. Tất cả là 12 trạm.")
    reader.goto("/tin-tuc/")
    expect(reader.locator("main")).to_contain_text(title)


def test_two_editors_collide_and_both_texts_survive(someone):
    first, second = someone(), someone()
    title = "Bài hai người cùng sửa"
    sign_in(first, "bientap")
    write(first, title, "Đoạn chung.")
    first.locator('[name="_continue"]').click()
    expect(first.locator(".messagelist .success").first).to_be_visible()
    sign_in(second, "duyet")
    second.goto(first.url)
    for page, summary in ((first, "Tóm tắt của người thứ nhất"), (second, "Của người thứ hai")):
        page.locator("#id_summary").fill(summary)
    first.locator("#id_title").fill(f"{title} hôm nay")
    first.locator('[name="_continue"]').click()
    expect(first.locator(".messagelist .success").first).to_be_visible()

    second.locator('[name="_continue"]').click()
    merge = second.locator(".newsroom-merge")
    expect(merge).to_contain_text("Tóm tắt của người thứ nhất")
    expect(merge).to_contain_text("Của người thứ hai")
    expect(merge).to_contain_text(f"{title} hôm nay")
    expect(second.locator("#id_summary")).to_have_value("Của người thứ hai")
    article = Article.objects.get(title=f"{title} hôm nay")
    assert article.summary == "Tóm tắt của người thứ nhất"

    second.locator('[name="_continue"]').click()
    expect(second.locator(".messagelist .success").first).to_be_visible()
    article.refresh_from_db()
    assert (article.title, article.summary) == (f"{title} hôm nay", "Của người thứ hai")
    kept = [row.data["fields"]["summary"] for row in article.revisions.order_by("number")]
    assert kept[-2:] == ["Tóm tắt của người thứ nhất", "Của người thứ hai"]


def test_a_forced_publication_stays_marked_until_another_has_read_it(someone):
    publisher, other, reader = someone(), someone(), someone()
    title, address = "Mất liên lạc do bão", "/tin-tuc/mat-lien-lac-do-bao/"
    sign_in(publisher, "duyet")
    write(publisher, title, "Đường truyền về huyện bị đứt.")
    publisher.locator('[name="_continue"]').click()
    expect(publisher.locator(".messagelist .success")).to_be_visible()
    work = publisher.url
    expect(publisher.locator('button[name="_step"][value="published"]')).not_to_be_visible()
    publisher.get_by_text("Khẩn cấp: tự đăng bài của tôi").click()
    publisher.locator("#id_force").fill("Bão đang vào, không có ai trực")
    take_step(publisher, "published")
    assert reader.goto(address).status == 200
    open_tile(publisher, "Đăng khẩn, chờ người thứ hai đọc")
    mine = publisher.locator("section", has=publisher.locator("#desk-forced"))
    expect(mine).to_contain_text("Bão đang vào, không có ai trực")
    expect(mine.get_by_role("button")).to_have_count(0)
    publisher.goto(work)
    mark = publisher.locator(".newsroom-forced:visible")
    expect(mark).to_contain_text("Bão đang vào, không có ai trực")

    sign_in(other, "quantri")
    open_tile(other, "Đăng khẩn, chờ người thứ hai đọc")
    other.get_by_role("button", name=f"Tôi đã đọc “{title}”").click()
    expect(other.locator("#desk-forced")).to_have_count(0)
    publisher.reload()
    expect(mark).to_have_count(0)
    assert ForcedPublication.objects.get(publication__title=title).read_by.username == "quantri"


def test_the_record_of_a_step_is_changed_in_the_database_and_the_check_names_its_row(page):
    title = "Bài có dấu vết"
    sign_in(page, "bientap")
    write(page, title, "Ai làm gì thì sổ ghi lại.")
    take_step(page, "submitted")
    page.context.close()
    call_command("verify_audit", stdout=io.StringIO(), stderr=io.StringIO())

    row = AuditEntry.objects.filter(subject_text__contains=title).latest("number")
    assert "(bientap)" in row.actor_name
    # In the test's own transaction, so that the record of the served site is whole again later.
    tamper("UPDATE audit_auditentry SET actor_name = 'duyet' WHERE number = %s", [row.number])
    output = io.StringIO()
    with pytest.raises(CommandError):
        call_command("verify_audit", stdout=io.StringIO(), stderr=output)
    assert output.getvalue().splitlines() == [f"Dòng {row.number} đã bị sửa hoặc bị đổi số."]
