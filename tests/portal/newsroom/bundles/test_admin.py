"""The bundles in the admin: who sees and does what, and what the pages tell."""

from datetime import timedelta

import pytest
from bs4 import BeautifulSoup
from django.urls import reverse
from django.utils import timezone

from portal.audit.models import AuditEntry
from portal.newsroom.bundles import collecting
from portal.publishing import due
from portal.publishing.models import Bundle, BundleState, State
from portal.publishing.scheduling import in_words
from tests import builders
from tests.portal.newsroom.bundles.making import bundle, changed, ready

pytestmark = pytest.mark.django_db


def at(made, view="change"):
    name = "publishing_bundle_change" if view == "change" else f"bundle_{view}"
    return reverse(f"admin:{name}", args=[made.pk])


def buttons(answer, name):
    """What the buttons of that name are called, one after the other."""
    found = BeautifulSoup(answer.content, "html.parser").select(f'button[name="{name}"]')
    return [each.get("aria-label", " ".join(each.get_text().split())) for each in found]


def test_an_editor_begins_a_bundle_and_puts_a_page_in(client, editor):
    page = ready("Khai mạc hội nghị", state=State.SUBMITTED)
    client.force_login(editor)
    typed = {"name": "Hội nghị", "note": "", "publish_at_0": "", "publish_at_1": ""}
    client.post(reverse("admin:publishing_bundle_add"), typed)
    made = Bundle.objects.get()
    assert made.created_by == editor
    assert "Khai mạc hội nghị" in client.get(at(made), {"tim": "khai mac"}).text
    client.post(at(made, "members"), {"_add": page.pk})
    assert made.members.get().publication_id == page.pk
    shown = client.get(at(made)).text
    assert "Chưa được duyệt." in shown
    assert "Khai mạc hội nghị" in shown
    client.post(at(made, "members"), {"_out": page.pk})
    assert not made.members.exists()
    entries = AuditEntry.objects.filter(subject_label="publishing.bundle").order_by("number")
    assert [entry.new.get("added") or entry.old.get("taken_out") for entry in entries][1:] == [
        "Khai mạc hội nghị",
        "Khai mạc hội nghị",
    ]


def test_a_moment_that_has_passed_is_refused_in_the_form(client, editor):
    client.force_login(editor)
    typed = {"name": "Đợt", "note": "", "publish_at_0": "01/02/2007", "publish_at_1": "08:00"}
    assert "đã qua" in client.post(reverse("admin:publishing_bundle_add"), typed).text
    assert not Bundle.objects.exists()


def test_what_is_refused_in_the_form_leaves_its_pages_in_sight(client, editor):
    made = bundle(ready("Khai mạc hội nghị", by=editor), by=editor)
    client.force_login(editor)
    typed = {"name": "Đợt", "note": "", "publish_at_0": "01/02/2007", "publish_at_1": "08:00"}
    shown = client.post(at(made), typed).text
    assert "đã qua" in shown
    assert "Khai mạc hội nghị" in shown


def test_only_what_can_wait_and_is_free_is_offered(client, editor):
    bundle(ready("Viễn thông đã gom", by=editor), by=editor, name="Khác")
    builders.article("Viễn thông đã đăng")
    changed("Viễn thông có thay đổi", by=editor, approved_by=None, summary="Mới.")
    ready("Viễn thông đã gỡ", state=State.WITHDRAWN)
    ready("Viễn thông bản nháp", state=State.DRAFT)
    client.force_login(editor)
    shown = client.get(at(bundle(by=editor)), {"tim": "vien thong"})
    offered = [f"Thêm vào: Viễn thông {title}" for title in ("bản nháp", "có thay đổi")]
    assert sorted(buttons(shown, "_add")) == offered


def test_a_button_is_called_what_stands_on_it(client, editor):
    made = bundle(ready("Khai mạc hội nghị", by=editor), by=editor)
    client.force_login(editor)
    assert buttons(client.get(at(made)), "_out") == ["Bỏ ra: Khai mạc hội nghị"]


@pytest.mark.parametrize("members", [1, 3])
def test_a_bundle_asks_as_often_for_three_pages_as_for_one(
    client, editor, publisher, members, django_assert_num_queries
):
    link = '<p><a href="/tin-tuc/bai-0/">Bài số không</a></p>'
    pages = [ready(f"Bài {number}", by=editor, body=link) for number in range(members)]
    changes = [
        changed(f"Cũ {number}", by=editor, approved_by=publisher, summary="Mới.")
        for number in range(members)
    ]
    made = bundle(*pages, *changes, by=editor)
    client.force_login(publisher)
    client.get(at(made))
    with django_assert_num_queries(12):
        client.get(at(made))


@pytest.mark.parametrize("who", [builders.reporter, builders.editor, builders.publisher])
def test_the_list_opens_with_few_queries(client, who, django_assert_max_num_queries):
    person = who("nguoi")
    for number in range(3):
        bundle(by=person, name=f"Đợt {number}")
    client.force_login(person)
    client.get(reverse("admin:publishing_bundle_changelist"))
    with django_assert_max_num_queries(10):
        assert "Đợt 2" in client.get(reverse("admin:publishing_bundle_changelist")).text


def test_open_bundles_stand_on_the_desk_of_who_may_see_them(client, editor, publisher):
    bundle(ready("Bài", by=editor), by=editor, name="Đợt hội nghị")
    collecting.give_up(bundle(by=editor, name="Đợt bỏ dở"), by=editor)
    for person, sees in ((publisher, True), (builders.reporter(), False)):
        client.force_login(person)
        shown = client.get("/admin/viec/dot-dang/").text
        assert ("Đợt hội nghị" in shown) is sees
        assert "Đợt bỏ dở" not in shown
    assert reverse("admin:replacing") not in shown


def test_where_more_bundles_wait_than_are_listed_it_is_said(client, editor, monkeypatch):
    bundle(by=editor, name="Đợt hội nghị")
    client.force_login(editor)
    assert "Danh sách dừng ở đây" not in client.get("/admin/viec/dot-dang/").text
    monkeypatch.setattr("portal.newsroom.panels.MAX_ROWS", 1)
    assert "Danh sách dừng ở đây" in client.get("/admin/viec/dot-dang/").text


def test_a_publisher_approves_checks_and_releases(client, editor, publisher):
    page = ready("Khai mạc", by=editor, state=State.SUBMITTED)
    made = bundle(page, by=editor)
    client.force_login(publisher)
    hindered = client.get(at(made, "release"))
    assert "Chưa được duyệt" in hindered.text
    assert client.post(at(made, "release")).status_code == 409
    assert client.get(page.path).status_code == 404
    assert "Đã duyệt 1 trang" in client.post(at(made, "approve"), follow=True).text
    assert "không còn vướng gì" in client.get(at(made, "release")).text
    assert client.get(page.path).status_code == 404
    after = client.post(at(made, "release"), follow=True).text
    assert "người đọc thấy toàn bộ" in after
    assert client.get(page.path).status_code == 200


def test_the_page_of_the_bundle_tells_what_could_not_be_approved(
    client, editor, publisher, monkeypatch
):
    monkeypatch.setattr("portal.newsroom.bundles.admin.MAX_NAMED", 1)
    fine = ready("Khai mạc", by=editor, state=State.SUBMITTED)
    own = [ready(f"Tự viết {n}", by=publisher, state=State.SUBMITTED) for n in range(2)]
    made = bundle(fine, *own, by=editor)
    client.force_login(publisher)
    answer = client.post(at(made, "approve"), follow=True)
    # Loading it again approves nothing.
    assert answer.redirect_chain == [(at(made), 302)]
    messages = [each.message for each in answer.context["messages"]]
    assert messages[0] == "Đã duyệt 1 trang."
    assert messages[1].startswith("Chưa duyệt được “Tự viết 0”: Bạn đã viết một phần bài này")
    assert messages[2] == "Còn 1 trang nữa chưa duyệt được; danh sách cho biết vướng gì."
    assert len(messages) == 3


def test_a_released_bundle_changes_no_more(client, editor, publisher):
    page = ready("Khai mạc", by=editor)
    made = bundle(page, by=editor, publish_at=timezone.now() + timedelta(days=1))
    client.force_login(publisher)
    assert "tự hiện" in client.post(at(made, "release"), follow=True).text
    typed = {"name": "Tên khác", "note": "", "publish_at_0": "", "publish_at_1": ""}
    assert client.post(at(made), typed).status_code == 403
    assert "đã đóng" in client.post(at(made, "members"), {"_out": page.pk}, follow=True).text
    assert "đã đóng" in client.post(at(made, "give_up"), follow=True).text
    assert client.post(at(made, "release")).status_code == 409
    made.refresh_from_db()
    assert (made.name, made.state) == ("Đợt tháng hai", BundleState.RELEASED)


def test_a_bundle_that_is_given_up_leaves_its_pages(client, editor):
    page = ready("Khai mạc", by=editor)
    made = bundle(page, by=editor)
    client.force_login(editor)
    assert "vẫn như cũ" in client.post(at(made, "give_up"), follow=True).text
    page.refresh_from_db()
    assert page.state == State.APPROVED


def test_reporters_see_their_own_bundles_and_no_texts_of_others(client, editor):
    reporter = builders.reporter()
    own = bundle(ready("Bài của tôi", by=reporter), by=reporter)
    secret = ready("Chuyện kín", by=editor, state=State.DRAFT)
    collecting.add(own, secret, by=editor)
    others = bundle(by=editor, name="Của người khác")
    client.force_login(reporter)
    shown = client.get(at(own), {"tim": "chuyen kin"}).text
    assert "Bài của tôi" in shown
    assert "Chuyện kín" not in shown
    assert "Chuyện kín" not in client.get(at(own, "preview")).text
    assert client.post(at(own, "members"), {"_add": secret.pk}).status_code == 404
    assert client.get(at(others, "preview")).status_code == 404
    assert client.post(at(others, "members"), {"_add": secret.pk}).status_code == 404
    assert client.get(at(own, "release")).status_code == 403
    assert client.post(at(own, "approve")).status_code == 403


def test_taking_out_tells_a_reporter_of_no_page_that_is_not_theirs_to_read(client, editor):
    reporter = builders.reporter()
    own, secret = bundle(by=reporter), ready("Chuyện kín", by=editor)
    client.force_login(reporter)
    for key in (secret.pk, secret.pk + 1):
        assert client.post(at(own, "members"), {"_out": key}).status_code == 404
    collecting.add(own, secret, by=editor)
    answer = client.post(at(own, "members"), {"_out": secret.pk}, follow=True)
    assert "Đã bỏ trang ấy khỏi đợt đăng" in answer.text
    assert "Chuyện kín" not in answer.text
    assert not own.members.exists()


def test_a_page_that_is_not_free_tells_a_reporter_neither_bundle_nor_moment(
    client, editor, publisher
):
    bundled = changed("Giới thiệu", by=editor, approved_by=None, title="Mới")
    later = changed("Lịch", by=editor, approved_by=publisher, title="Mới")
    due.set_moment(later, timezone.now() + timedelta(days=1), by=publisher)
    moment = in_words(later.change_sets.get().publish_at)
    bundle(bundled, by=publisher, name="Sáp nhập hai sở")
    reporter = builders.reporter()
    for person, is_shown in ((reporter, False), (editor, True)):
        own = bundle(by=person)
        client.force_login(person)
        taken = client.post(at(own, "members"), {"_add": bundled.pk}, follow=True).text
        waits = client.post(at(own, "members"), {"_add": later.pk}, follow=True).text
        assert ("đã nằm trong một đợt đăng khác" in taken, "Sáp nhập" in taken) == (
            not is_shown,
            is_shown,
        )
        assert "tự có hiệu lực" in waits
        assert (moment in waits) is is_shown


def test_the_preview_shows_every_page(client, editor):
    page = ready("Khai mạc", by=editor)
    live = changed("Cũ", by=editor, approved_by=None, title="Mới")
    client.force_login(editor)
    shown = client.get(at(bundle(page, live, by=editor), "preview")).text
    for each in (page, live):
        assert f'src="/admin/news/article/{each.pk}/xem-truoc/trang/"' in shown


def test_readers_see_nothing_of_an_open_bundle(client, editor, publisher):
    page = ready("Chuakhaimac", by=editor)
    live = changed("Cũ", by=editor, approved_by=publisher, title="Chuakhaimac hai")
    bundle(page, live, by=editor)
    addresses = (
        "/",
        "/tin-tuc/",
        "/tin-tuc/rss.xml",
        "/tin-tuc/atom.xml",
        "/sitemap.xml",
        live.path,
    )
    assert [each for each in addresses if "huakhaimac" in client.get(each).text] == []
    assert "Không tìm thấy" in client.get("/tim-kiem/", {"q": "chuakhaimac"}).text
