"""After each step of each kind: message, badge, list and what a reader gets say the same."""

import re
from datetime import timedelta

import pytest
from bs4 import BeautifulSoup
from django.conf import settings
from django.test import Client
from django.utils import timezone
from django.utils.html import escape

from portal.addresses.models import WithdrawalNotice
from portal.editing import bin as the_bin
from portal.editing.page_field import PageField
from portal.newsroom.bin_purge import hindrance
from portal.publishing import changes, services, workflow
from portal.publishing.models import State
from portal.publishing.models.kinds import admin_address, kind_named
from portal.publishing.scheduling import in_words
from portal.publishing.steps import STEPS
from tests import builders
from tests.filling import fill
from tests.one_of_each import MAKERS, page_of
from tests.portal.editing.typing import typed
from tests.portal.obligations.builders import duty
from tests.projects.builders import main_series
from tests.sampling import params

pytestmark = pytest.mark.django_db
OLD, NEW = "Mạng thông tin của tỉnh", "Mạng thông tin đã sửa"
# How a page or a change comes to where a step begins.
WAYS = {
    State.DRAFT: (),
    State.SUBMITTED: (State.SUBMITTED,),
    State.CHANGES_ASKED: (State.SUBMITTED, State.CHANGES_ASKED),
    State.APPROVED: (State.SUBMITTED, State.APPROVED),
    State.PUBLISHED: (State.PUBLISHED,),
    State.WITHDRAWN: (State.PUBLISHED, State.WITHDRAWN),
}
# What a message may say of readers, and what they get then: the status, and the text of when.
CLAIMS = {
    "Người đọc đang thấy trang này.": (200, None),
    "Người đọc đang thấy nội dung mới.": (200, NEW),
    "Người đọc vẫn thấy nội dung cũ.": (200, OLD),
    "Người đọc vẫn thấy trang như cũ.": (200, OLD),
    "Người đọc chưa thấy.": (404, None),
    "Người đọc không còn thấy: mở địa chỉ của trang sẽ gặp “không tìm thấy”.": (404, None),
    "Người đọc không còn thấy: mở địa chỉ của trang sẽ đọc được lý do gỡ.": (410, None),
    "Người đọc không thấy: cổng không hiện nội dung minh họa.": (404, None),
    "Hiện người đọc không thấy: trang này chỉ hiện cùng trang mà nó thuộc về.": (404, None),
    "Người đọc sẽ thấy từ ": (404, None),
}
WALKS = [
    (kind, step.subject, str(source), str(step.target))
    for kind in MAKERS
    for step in STEPS
    # From each place for one kind; what kinds have of their own does not hang on it.
    for source in sorted(step.sources)[: None if kind == "article" else 1]
    # The bin has a page of its own, and so have those in it.
    if State.BINNED not in (source, step.target)
]


def page_in_state(kind, subject, source):
    """A page of the kind that stands there, or whose change does, written by a reporter."""
    bare = {"state": State.DRAFT, "published_at": None, "summary": "Tóm tắt.", "cover": None}
    page = page_of(kind, OLD, **bare)
    if kind == "indicator":
        # Else its form would begin one, and with it write in the text.
        main_series(page)
    if subject == "change":
        workflow.transition(page, to=State.PUBLISHED, by=None)
        page.title = NEW
        services.save(page, by=builders.reporter())
        page = kind_named(kind).objects.get(pk=page.pk)
    for state in WAYS[State(source)]:
        workflow.transition(page, to=state, by=None)
    return kind_named(kind).objects.get(pk=page.pk)


def message_of(answer):
    found = BeautifulSoup(answer.text, "html.parser").select(".messagelist li:not(.info)")
    assert len(found) == 1, [each.text for each in found]
    assert "success" in found[0]["class"], found[0].text
    return found[0]


def badge_of(client, page):
    shown = BeautifulSoup(client.get(admin_address(page.kind, page.pk)).text, "html.parser")
    return shown.select_one(".page-state").text


def list_label_of(client, page):
    address = admin_address(page.kind, page.pk).removesuffix(f"{page.pk}/change/")
    rows = BeautifulSoup(client.get(address).text, "html.parser")
    link = rows.select_one(f'#result_list a[href*="/{page.pk}/change/"]')
    return link.find_parent("tr").select_one(".field-state_label").text


def check_that_all_say_the_same(client, answer, page):
    """The message makes one claim of readers, which holds; its link, badge and list agree."""
    message, reader = message_of(answer), Client().get(page.path)
    (claim,) = [each for each in CLAIMS if each in message.text]
    status, text = CLAIMS[claim]
    assert reader.status_code == status, message.text
    if text is not None:
        assert escape(text) in reader.text, message.text
    assert client.get(message.a["href"]).status_code == 200
    badge = badge_of(client, page)
    assert badge.lower() == list_label_of(client, page).lower()
    assert badge.startswith("Đã đăng") == (status == 200), (badge, message.text)
    return message.text, badge


@pytest.mark.parametrize("walk", params(WALKS, 45), ids="-".join)
def test_each_step_of_each_kind_is_told_as_it_is(client, walk):
    kind, subject, source, target = walk
    page = page_in_state(kind, subject, source)
    client.force_login(builders.publisher())
    address = admin_address(kind, page.pk)
    fill(client, address, _step=target, _comment="Lý do")
    # The next page that is opened tells what was done.
    answer = client.get(address.removesuffix(f"{page.pk}/change/"))
    fresh = kind_named(kind).objects.get(pk=page.pk)
    stands = fresh if subject == "page" else changes.open_change(fresh)
    if subject == "page" or target not in (State.PUBLISHED, State.DISCARDED):
        assert stands.state == target
    else:
        assert stands is None
    message, badge = check_that_all_say_the_same(client, answer, fresh)
    assert fresh.title in message or OLD in message
    assert ("thay đổi" in badge) == (changes.open_change(fresh) is not None)


@pytest.mark.parametrize("kind", params(MAKERS, 9))
def test_a_moment_to_come_is_told_in_one_word_everywhere(client, kind):
    page = page_in_state(kind, "page", State.SUBMITTED)
    client.force_login(builders.publisher())
    moment = timezone.localtime() + timedelta(days=1)
    day, hour = moment.strftime("%d/%m/%Y"), moment.strftime("%H:%M")
    address = admin_address(kind, page.pk)
    fill(client, address, _step="published", published_at_0=day, published_at_1=hour)
    answer = client.get(address.removesuffix(f"{page.pk}/change/"))
    fresh = kind_named(kind).objects.get(pk=page.pk)
    message, badge = check_that_all_say_the_same(client, answer, fresh)
    words = f"hẹn đăng {in_words(fresh.published_at)}"
    assert words in message
    assert badge == words.capitalize()
    listed = client.get(address.removesuffix(f"{page.pk}/change/"), {"state__exact": "scheduled"})
    assert f"/{page.pk}/change/" in listed.text


def test_what_is_only_saved_is_told_so(client):
    reporter = builders.reporter()
    bare = {"state": State.DRAFT, "published_at": None, "by": reporter}
    draft, live = builders.article("Nháp", **bare), builders.article("Đang đăng", by=reporter)
    client.force_login(reporter)
    for page, claim in ((draft, "Người đọc chưa thấy."), (live, "Người đọc vẫn thấy nội dung cũ.")):
        address = admin_address(page.kind, page.pk)
        answer = client.post(address, typed(page, summary="Khác", _continue="1"), follow=True)
        page.refresh_from_db()
        assert claim in message_of(answer).text
        assert "Chưa gửi ai: khi xong, hãy bấm gửi duyệt." in message_of(answer).text
        assert 'name="_step" value="submitted"' in answer.text
        assert badge_of(client, page).lower() == list_label_of(client, page).lower()


def test_the_button_says_when_it_will_be(client):
    moment = timezone.now() + timedelta(days=1)
    sent = {"state": State.SUBMITTED, "published_at": moment}
    article = builders.article(by=builders.reporter(), **sent)
    client.force_login(builders.publisher())
    page = client.get(admin_address(article.kind, article.pk)).text
    button = re.search(r'<button[^>]*value="published"[^>]*>([^<]*)</button>', page)
    assert button[1] == f"Duyệt, hẹn đăng {in_words(moment)}"


def publish(client, page):
    """Publish a page in its form, and show the list of its kind, which tells of it."""
    client.force_login(builders.publisher())
    address = admin_address(page.kind, page.pk)
    fill(client, address, _step="published")
    return client.get(address.removesuffix(f"{page.pk}/change/"))


@pytest.mark.parametrize("above", ["scheduled", "draft"])
def test_a_page_that_goes_with_another_is_told_to_wait_for_it(client, above):
    moment = timezone.now() + timedelta(days=1)
    state = {"state": State.DRAFT, "published_at": None}
    article = builders.article(**{"published_at": moment} if above == "scheduled" else state)
    page = builders.english(article, **state)
    message, badge = check_that_all_say_the_same(client, publish(client, page), page)
    assert badge == "Tạm ẩn cùng trang mà nó thuộc về"
    if above == "scheduled":
        assert f"Người đọc sẽ thấy từ {in_words(moment)}, cùng trang" in message


def test_a_sample_is_not_called_published_where_none_are_shown(client, settings):
    page = builders.article(state=State.DRAFT, summary="Tóm tắt.", is_sample=True)
    settings.SHOW_SAMPLES = False
    page = kind_named("article").objects.get(pk=page.pk)
    _message, badge = check_that_all_say_the_same(client, publish(client, page), page)
    assert badge == "Ẩn vì cổng không hiện nội dung minh họa"


def test_readers_who_are_told_why_a_page_is_gone_do_not_meet_nothing(client):
    page = page_in_state("article", "page", State.WITHDRAWN)
    WithdrawalNotice.objects.create(publication=page, reason="Số liệu đã thay bằng bản mới.")
    client.force_login(builders.editor())
    answer = client.post(admin_address("article", page.pk), typed(page, _continue="1"), follow=True)
    message, _badge = check_that_all_say_the_same(client, answer, page)
    assert "sẽ đọc được lý do gỡ" in message
    assert "Nói với người đọc vì sao" not in message


def test_of_what_nobody_has_seen_it_is_not_said_that_they_see_it_no_longer(client):
    page = builders.article(published_at=timezone.now() + timedelta(days=1))
    client.force_login(builders.publisher())
    sent = {"_version": page.revision_number, "_comment": "Nhầm"}
    answer = client.post(admin_address("article", page.pk, view="withdraw"), sent, follow=True)
    page = kind_named("article").objects.get(pk=page.pk)
    message, badge = check_that_all_say_the_same(client, answer, page)
    assert ("Người đọc chưa thấy." in message, badge) == (True, "Đã gỡ")


def send(client, page, by):
    """Send a page for review as somebody who has its form open; what is told of it."""
    client.force_login(by)
    address = admin_address("article", page.pk)
    return message_of(client.post(address, typed(page, _step="submitted"), follow=True)).text


def test_where_nobody_is_left_to_approve_it_is_said(client, publisher):
    """Whose text it is, and who works elsewhere, finds it on no first page."""
    section = builders.section()
    bare = {"state": State.DRAFT, "published_at": None, "summary": "Tóm tắt.", "section": section}
    mine, theirs = builders.article("Của tôi", by=publisher, **bare), builders.article(**bare)
    elsewhere = builders.publisher("muc-khac")
    elsewhere.sections.set([builders.section("Mục khác")])
    nobody = "Không còn người duyệt nào duyệt được bài này"
    assert nobody in send(client, mine, publisher)
    assert "bài nằm ở bàn làm việc của họ" in send(client, theirs, builders.editor())
    second = builders.article("Bài nữa", by=publisher, **bare)
    elsewhere.sections.add(section)
    assert nobody not in send(client, second, publisher)


@pytest.mark.parametrize("is_to_come", [True, False])
@pytest.mark.parametrize("choice", ["nhan", "bo"])
def test_what_is_decided_field_by_field_is_told_as_readers_have_it(client, is_to_come, choice):
    moment = timezone.now() + timedelta(days=1 if is_to_come else -1)
    page = builders.article(OLD, summary="Tóm tắt.", published_at=moment)
    page.title = NEW
    services.save(page, by=builders.reporter())
    workflow.transition(page, to=State.SUBMITTED, by=None)
    client.force_login(builders.publisher())
    address = admin_address("article", page.pk, view="review")
    sent = {"_version": page.revision_number, "quyet-dinh-title": choice, "y-kien-title": "Sai"}
    answer = client.post(address, sent, follow=True)
    page = kind_named("article").objects.get(pk=page.pk)
    assert changes.open_change(page) is None
    assert page.title == (NEW if choice == "nhan" else OLD)
    check_that_all_say_the_same(client, answer, page)


@pytest.mark.parametrize("was_public", [True, False])
def test_what_leaves_the_bin_is_told_to_be_where_it_is(client, was_public):
    page = builders.article(state=State.PUBLISHED if was_public else State.DRAFT)
    publisher = builders.publisher()
    the_bin.move_to_bin(page, by=publisher, comment="Nhầm")
    client.force_login(publisher)
    answer = client.post("/admin/thung-rac/", {"_restore": page.pk}, follow=True)
    page = kind_named("article").objects.get(pk=page.pk)
    message, badge = check_that_all_say_the_same(client, answer, page)
    assert badge == ("Đã gỡ" if was_public else "Bản nháp")
    assert ("ở trạng thái đã gỡ" if was_public else "lại là bản nháp") in message
    assert admin_address("article", page.pk) in message_of(answer).decode()


# What has a state and is no page: its words are its own.
NO_PAGES = {
    "bundle", "change", "change_set", "comment", "each", "figure", "fresh", "join_request", "last",
    "locked", "now", "observation", "before", "participation", "question", "remark", "report",
    "row", "self", "stored", "version",
}  # fmt: skip


def test_no_screen_names_the_state_of_a_page_but_by_the_table_of_words():
    """“đã đăng” is the state of what is scheduled, too: `page_words` tells them apart."""
    files = [
        file
        for folder in ("portal", "news", "projects", "enterprises", "templates")
        for file in (settings.BASE_DIR / folder).rglob("*.*")
        if file.suffix in (".py", ".html") and file.name != "state_words.py"
    ]
    found = {
        (str(file.relative_to(settings.BASE_DIR)), named)
        for file in files
        for named in re.findall(r"(\w+)\.get_state_display", file.read_text())
    }
    assert len(found) > 20
    assert {each for each in found if each[1] not in NO_PAGES} == set()


def test_a_page_to_come_is_called_so_wherever_it_is_named(client):
    target, moment = builders.article("Đích"), timezone.now() + timedelta(days=1)
    text = f'<p><a href="{target.path}">Bài về đích</a></p>'
    later = builders.article("Bài hẹn giờ", published_at=moment, body=text)
    words = f"hẹn đăng {in_words(moment)}"
    client.force_login(builders.publisher())
    (offered,) = client.get("/admin/bo-soan/trang/", {"q": "hen gio"}).json()["rows"]
    assert offered["note"] == f"bài viết · {words}"
    assert words in client.get(admin_address("article", target.pk, view="withdraw")).text
    field = PageField()
    assert words in field.widget.render("evidence", field.prepare_value(later.pk))
    assert words in hindrance(later.path)
    duty(later)
    assert words in client.get("/admin/thoi-han/").text
