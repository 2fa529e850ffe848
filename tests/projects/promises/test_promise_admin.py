"""Promises in the admin: who prepares, who shows, and what is refused in which words."""

from datetime import date, timedelta

import pytest
from bs4 import BeautifulSoup
from django.db import transaction
from django.urls import reverse
from django.utils import timezone

from portal.audit.models import Action, AuditEntry
from portal.pagecache import generation
from portal.publishing.dry_run import allow_live_writes
from portal.publishing.models import Publication, State
from projects.kit.models import TaskState
from projects.promises.models import Promise
from tests import builders as site
from tests.projects import builders

pytestmark = pytest.mark.django_db
ADD = "/admin/projects/promise/add/"
LIST = "/admin/projects/promise/"


def sent(page, **fields) -> dict[str, str]:
    """What a browser sends of the form."""
    filled = {
        "article": page.path, "quote": builders.QUOTE, "title": "Xây dựng Website",
        "kind": "will_do", "said_on": "30/01/2007", "state": "unknown", "position": "0",
        "is_public": "on",
    }  # fmt: skip
    return filled | {name: str(value) for name, value in fields.items()}


def errors(client, data, address: str = ADD) -> list[str]:
    response = client.post(address, data)
    assert response.status_code == 200
    page = BeautifulSoup(response.text, "html.parser")
    return [each.get_text() for each in page.select(".errorlist li")]


def change(promise) -> str:
    return reverse("admin:promises_promise_change", args=[promise.pk])


def test_a_publisher_enters_a_promise_and_readers_see_it_at_once(client, report):
    client.force_login(site.publisher())
    before = generation.current()
    assert client.post(ADD, sent(report)).status_code == 302
    promise = Promise.objects.get()
    assert (promise.article_id, promise.said_on) == (report.pk, date(2007, 1, 30))
    assert generation.current() > before
    client.logout()
    assert "Xây dựng Website" in client.get("/quy-hoach/cam-ket/").text


def test_what_an_editor_prepares_waits_for_a_publisher(client, report):
    client.force_login(site.editor())
    assert client.post(ADD, sent(report)).status_code == 302
    promise = Promise.objects.get()
    assert not promise.is_public
    changed = sent(report, title="Làm Website")
    assert client.post(change(promise), changed).status_code == 302
    promise.refresh_from_db()
    assert (promise.title, promise.is_public) == ("Làm Website", False)
    client.force_login(site.publisher())
    assert client.post(change(promise), changed).status_code == 302
    promise.refresh_from_db()
    assert promise.is_public


@pytest.mark.parametrize("role", [site.reporter, site.editor])
def test_what_readers_see_is_changed_by_a_publisher_only(client, report, role):
    promise = builders.promise(article=report)
    client.force_login(role())
    assert client.get(change(promise)).status_code == 200
    assert client.post(change(promise), sent(report, title="Khác")).status_code == 403
    promise.refresh_from_db()
    assert promise.title == "Xây dựng Website"


def test_a_reporter_enters_none_and_sees_none_that_is_prepared(client, report):
    promise = builders.promise("Đang soạn", article=report, is_public=False)
    client.force_login(site.reporter())
    assert client.post(ADD, sent(report)).status_code == 403
    assert "Đang soạn" not in client.get(LIST).text
    assert client.get(change(promise)).status_code == 302


def test_rights_that_end_at_a_section_end_here_too(client):
    own, other = site.section("Của tôi"), site.section("Của người khác")
    body = f"<p>{builders.QUOTE}.</p>"
    report = site.article("Báo cáo", body=body, section=other)
    promise = builders.promise(article=report)
    user = site.publisher()
    user.sections.add(own)
    client.force_login(user)
    assert errors(client, sent(report)) == ["Trang nằm trong chuyên mục ngoài quyền của bạn."]
    assert client.post(change(promise), sent(report)).status_code == 403
    mine = site.article("Bài của tôi", body=body, section=own)
    assert client.post(ADD, sent(mine)).status_code == 302


def test_every_change_is_written_down_with_old_and_new(client, report):
    promise = builders.promise(article=report)
    news = site.article("Website đã chạy")
    client.force_login(site.publisher())
    data = sent(report, state="done", proof=news.path, done_on="02/07/2007")
    assert client.post(change(promise), data).status_code == 302
    entry = AuditEntry.objects.filter(subject_label="promises.promise").latest("number")
    assert (entry.action, entry.actor_name) == (Action.CHANGED, "duyet")
    assert (entry.old["state"], entry.new["state"]) == ("unknown", "done")
    assert entry.new["done_on"] == "2007-07-02"


def test_words_that_the_page_does_not_hold_are_refused(client, report):
    client.force_login(site.publisher())
    assert errors(client, sent(report, quote="Sở sẽ bay lên trời")) == [
        "Trang “Báo cáo” không có những lời này. Hãy chép nguyên văn từ trang đó."
    ]
    assert client.post(ADD, sent(report, quote=f"  {builders.QUOTE}\n")).status_code == 302


def test_a_promise_outlives_a_correction_that_cuts_its_words(client, report):
    promise = builders.promise(article=report)
    with transaction.atomic(), allow_live_writes():
        Publication.objects.filter(pk=report.pk).update(body="<p>Đã sửa.</p>")
    client.force_login(site.publisher())
    assert client.post(change(promise), sent(report, title="Làm Website")).status_code == 302
    assert len(errors(client, sent(report, quote="lời khác"), change(promise))) == 1


@pytest.mark.parametrize(
    ("fields", "message"),
    [
        ({"state": "done"}, "Hãy nêu trang cho biết kết quả"),
        ({"state": "open"}, "Hãy nêu trang cho biết kết quả"),
        ({"done_on": "02/07/2007"}, "trạng thái phải là “đã xong”"),
        ({"said_on": "30/01/2199"}, "Ngày này chưa tới; hãy ghi ngày hôm nay"),
        ({"article": "/tin-tuc/khong-co/"}, "Không có trang nào của cổng ở địa chỉ này."),
        ({"article": "https://noi-khac.example/"}, "Không có trang nào của cổng ở địa chỉ này."),
        ({"article": "99999999999999999999"}, "Không có trang nào của cổng ở địa chỉ này."),
        ({"article": "/tin-tuc/\x00/"}, ""),
    ],
)
def test_what_cannot_be_is_refused_in_words(client, report, fields, message):
    client.force_login(site.publisher())
    found = errors(client, sent(report, **fields))
    assert len(found) == 1
    assert message in found[0]
    assert not Promise.objects.exists()


@pytest.mark.parametrize(
    ("day", "message"),
    [
        ("30/01/2199", "Ngày này chưa tới"),
        ("29/01/2007", "Việc không thể xong trước ngày được nêu"),
    ],
)
def test_nothing_is_done_on_a_day_to_come_or_before_it_was_said(client, report, day, message):
    client.force_login(site.publisher())
    data = sent(report, state="done", proof=site.article("Đã chạy").path)
    [found] = errors(client, data | {"done_on": day})
    assert message in found
    assert client.post(ADD, data | {"done_on": "30/01/2007"}).status_code == 302


def test_days_that_were_stored_before_the_rule_hinder_no_other_change(client, report):
    client.force_login(site.publisher())
    data = sent(report, state="done", proof=site.article("Đã chạy").path, done_on="30/01/2007")
    assert client.post(ADD, data).status_code == 302
    Promise.objects.update(done_on="2006-12-31")
    promise = Promise.objects.get()
    data |= {"done_on": "31/12/2006", "title": "Gọi tên khác"}
    assert client.post(change(promise), data).status_code == 302
    assert Promise.objects.get().title == "Gọi tên khác"
    refused = client.post(change(promise), data | {"done_on": "30/12/2006"})
    assert "Việc không thể xong trước ngày được nêu" in refused.text


def test_a_page_is_no_proof_of_itself(client, report):
    client.force_login(site.publisher())
    data = sent(report, state="done", proof=report.path)
    assert errors(client, data) == ["Trang nêu cam kết không thể làm minh chứng."]


@pytest.mark.parametrize("written", ["{path}", "{site}{path}", "{path}#:~:text=Sở", "{pk}"])
def test_a_page_is_found_by_whatever_of_it_is_pasted(client, report, settings, written):
    client.force_login(site.publisher())
    pasted = written.format(path=report.path, site=settings.SITE_URL, pk=report.pk)
    assert client.post(ADD, sent(report, article=pasted)).status_code == 302
    promise = Promise.objects.get()
    assert promise.article_id == report.pk
    page = BeautifulSoup(client.get(change(promise)).text, "html.parser")
    assert page.select_one("#id_article")["value"] == report.path
    assert "Báo cáo" in page.select_one(".field-article").get_text()


def test_a_promise_is_prepared_from_its_article(client, report):
    client.force_login(site.publisher())
    page = client.get(f"{ADD}?article={report.pk}").text
    assert f'value="{report.path}"' in page


def test_what_readers_see_is_not_deleted(client, report):
    shown = builders.promise(article=report)
    prepared = builders.promise(article=report, is_public=False)
    client.force_login(site.publisher())
    for promise, status in ((shown, 403), (prepared, 302)):
        address = reverse("admin:promises_promise_delete", args=[promise.pk])
        assert client.post(address, {"post": "yes"}).status_code == status
    assert list(Promise.objects.all()) == [shown]


def test_the_list_tells_who_is_late(client, report):
    yesterday = timezone.localdate() - timedelta(days=1)
    news = site.article("Tin")
    builders.promise(article=report, state=TaskState.OPEN, due_on=yesterday, proof=news)
    client.force_login(site.editor())
    rows = BeautifulSoup(client.get(LIST).text, "html.parser").select_one("#result_list tbody")
    assert "quá hạn" in rows.get_text()


def test_a_draft_as_article_is_no_way_to_show_a_promise(client):
    report = site.article("Nháp", body=f"<p>{builders.QUOTE}</p>", state=State.DRAFT)
    client.force_login(site.publisher())
    assert client.post(ADD, sent(report)).status_code == 302
    client.logout()
    assert "Xây dựng Website" not in client.get("/quy-hoach/cam-ket/").text


@pytest.mark.parametrize("rows", [1, 3])
def test_the_form_asks_few_queries(client, report, rows, django_assert_max_num_queries):
    for number in range(rows):
        promise = builders.promise(f"Việc {number}", article=report)
    client.force_login(site.publisher())
    client.get(change(promise))
    with django_assert_max_num_queries(10):
        client.get(change(promise))


@pytest.mark.parametrize(
    ("who", "is_public", "message"),
    [
        (site.reporter, True, "ở đây bạn xem những gì người đọc thấy"),
        (site.editor, True, "chỉ người duyệt mới sửa được"),
        (site.editor, False, "người duyệt cho người đọc thấy"),
        (site.publisher, True, ""),
    ],
)
def test_a_form_that_is_only_read_says_why(client, report, who, is_public, message):
    promise = builders.promise("Xây dựng Website", article=report, is_public=is_public)
    client.force_login(who())
    page = client.get(f"{LIST}{promise.pk}/change/")
    assert page.status_code == 200
    if message:
        assert message in page.text
    else:
        assert "newsroom-note" not in page.text


def test_who_works_in_other_sections_is_told_so(client, report):
    promise = builders.promise("Xây dựng Website", article=report)
    person = site.publisher()
    person.sections.add(site.section("Mục khác"))
    client.force_login(person)
    page = client.get(f"{LIST}{promise.pk}/change/").text
    assert "Trang nằm trong chuyên mục ngoài quyền của bạn." in page


def test_a_new_promise_does_not_say_that_readers_see_it_where_they_will_not(client):
    client.force_login(site.editor())
    assert "Cho người đọc thấy" not in client.get(ADD).text
    client.force_login(site.publisher())
    assert "Cho người đọc thấy" in client.get(ADD).text
