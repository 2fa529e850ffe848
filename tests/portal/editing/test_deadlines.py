"""The deadline of a page in its form: kept at once, beside the text and outside its versions."""

from datetime import date, timedelta

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.urls import reverse
from django.utils import timezone

from portal.audit.models import AuditEntry
from portal.media.pictures.models import Picture
from portal.obligations.models import Duty
from portal.publishing import changes
from portal.publishing.models import State
from portal.publishing.workflow import transition
from tests import builders
from tests.portal.editing.typing import form, typed
from tests.portal.obligations.builders import THURSDAY, duty, obligation

pytestmark = pytest.mark.django_db
ADD = "/admin/news/article/add/"
LIST = "/admin/news/article/"
BARE = {"state": State.DRAFT, "published_at": None}


def change(article):
    return reverse("admin:articles_article_change", args=[article.pk])


def deadline(rule, day="01/02/2007", seen=None):
    """The two fields as a browser sends them, with what stood there when the form was opened."""
    return {
        "duty_obligation": rule.pk if rule else "",
        "duty_counted_from": day,
        "initial-duty_obligation": seen.obligation_id if seen else "",
        "initial-duty_counted_from": seen.counted_from.isoformat() if seen else "",
    }


def test_a_new_page_gets_its_due_day(client):
    client.force_login(builders.reporter())
    assert client.post(ADD, form(**deadline(obligation()))).status_code == 302
    assert Duty.objects.get().due_on == date(2007, 2, 5)
    page = client.get(change(Duty.objects.get().publication)).text
    assert "05/02/2007 (quá hạn)" in page
    assert 'name="initial-duty_counted_from" value="2007-02-01"' in page


def test_the_deadline_of_a_live_page_is_set_at_once_and_makes_no_change(client):
    article, rule = builders.article(), obligation()
    client.force_login(builders.editor())
    answer = client.post(change(article), typed(article, **deadline(rule)), follow=True)
    assert article.duty.counted_from == THURSDAY
    assert changes.open_change(article) is None
    assert "Đã lưu “Mật độ điện thoại”. Người đọc đang thấy trang này." in answer.text
    assert "Người đọc vẫn thấy nội dung cũ" not in answer.text


def test_text_and_deadline_of_a_live_page_go_their_two_ways(client):
    article, rule = builders.article("Cũ"), obligation()
    client.force_login(builders.editor())
    client.post(change(article), typed(article, title="Mới", **deadline(rule)))
    article.refresh_from_db()
    assert article.title == "Cũ"
    assert article.duty.obligation == rule
    assert changes.pending_version(article).data["fields"]["title"] == "Mới"
    assert "duty" not in changes.pending_version(article).data["parts"]


def test_a_deadline_alone_makes_no_version(client):
    article = builders.article(**BARE)
    client.force_login(builders.editor())
    client.post(change(article), typed(article, **deadline(obligation())))
    article.refresh_from_db()
    assert article.revision_number == 1
    assert article.duty.due_on == date(2007, 2, 5)


def test_pictures_are_described_behind_the_deadline_and_locked_in_one_order(client):
    """Whoever changes the days, or describes a picture, holds those and wants the generation."""
    names = [f"anh/{each}/{each * 16}-100x50.jpg" for each in ("cd", "ab")]
    for number, name in enumerate(names):
        builders.picture(file=name, sha256=str(number) * 64)
    images = "".join(f'<p><img src="/media/{name}" alt="Cầu"></p>' for name in reversed(names))
    article, rule = builders.article(**BARE), obligation()
    client.force_login(builders.editor())
    with CaptureQueriesContext(connection) as asked:
        client.post(change(article), typed(article, body=images, **deadline(rule)))
    assert set(Picture.objects.values_list("alt", flat=True)) == {"Cầu"}
    days = first(asked, "pg_advisory_xact_lock_shared")
    locks, described = first(asked, 'FROM "pictures_picture"'), first(asked, 'UPDATE "pictures')
    assert days < locks < described
    assert asked[locks]["sql"].endswith('ORDER BY "pictures_picture"."id" ASC FOR NO KEY UPDATE')


def first(asked, sign):
    return next(number for number, each in enumerate(asked) if sign in each["sql"])


def test_what_was_set_before_is_written_down_and_so_is_its_end(client):
    article = builders.article(**BARE)
    given = duty(article)
    client.force_login(builders.editor())
    client.post(
        change(article), typed(article, **deadline(given.obligation, "02/02/2007", seen=given))
    )
    moved = Duty.objects.get()
    assert moved.counted_from == date(2007, 2, 2)
    client.post(change(article), typed(article, **deadline(None, "", seen=moved)))
    assert not Duty.objects.exists()
    changed, gone = AuditEntry.objects.filter(subject_label="obligations.duty").order_by("number")
    assert (changed.old["due_on"], changed.new["due_on"]) == ("2007-02-05", "2007-02-06")
    assert gone.old["due_on"] == "2007-02-06"


def test_a_form_without_the_fields_leaves_the_deadline_alone(client):
    article = builders.article(**BARE)
    duty(article)
    client.force_login(builders.editor())
    client.post(change(article), typed(article, title="Khác"))
    assert Duty.objects.get().due_on == date(2007, 2, 5)


@pytest.mark.parametrize(
    ("rule", "day", "message"),
    [
        ({}, "", "Hãy ghi ngày quyết định, hoặc để trống"),
        (None, "01/02/2007", "Hãy chọn nghĩa vụ công bố"),
        ({"in_force_from": date(2007, 2, 2)}, "01/02/2007", "không có hiệu lực vào ngày này"),
        ({}, "01/02/0207", "trong khoảng từ năm 1990"),
        ({}, "31/02/2007", "Không có ngày như vậy"),
    ],
)
def test_half_a_deadline_is_refused_and_the_text_stays_in_the_form(client, rule, day, message):
    client.force_login(builders.reporter())
    rule = obligation(**rule) if rule is not None else None
    page = client.post(ADD, form(title="Chưa mất", **deadline(rule, day))).text
    assert message in page
    assert 'value="Chưa mất"' in page
    assert not Duty.objects.exists()


def test_what_somebody_else_has_set_meanwhile_is_told_and_a_second_save_holds(client):
    article, rule = builders.article(**BARE), obligation("Của tôi", 3)
    duty(article, of=obligation("Của người khác"))
    client.force_login(builders.editor())
    sent = typed(article, **deadline(rule))
    page = client.post(change(article), sent).text
    assert "Người khác vừa đặt thời hạn khác (Của người khác" in page
    assert Duty.objects.get().obligation.name == "Của người khác"
    assert 'name="initial-duty_counted_from" value="2007-02-01"' in page
    seen = Duty.objects.get()
    client.post(change(article), typed(article, **deadline(rule, seen=seen)))
    assert Duty.objects.get().obligation == rule


def test_what_was_not_touched_here_does_not_undo_what_another_has_set(client):
    article = builders.article(**BARE)
    client.force_login(builders.editor())
    sent = typed(article, title="Khác", **deadline(None, ""))
    duty(article)
    client.post(change(article), sent)
    assert Duty.objects.get().due_on == date(2007, 2, 5)


def test_a_forged_choice_of_the_other_side_changes_nothing(client):
    article = builders.article(**BARE)
    client.force_login(builders.editor())
    sent = typed(article, _take_duty_obligation="theirs", **deadline(None, ""))
    assert client.post(change(article), sent).status_code == 302
    assert not Duty.objects.exists()


def test_who_may_not_write_reads_the_deadline(client):
    article = builders.article()
    duty(article)
    client.force_login(builders.reporter())
    page = client.get(change(article)).text
    assert "Văn bản của Sở (2 ngày làm việc)" in page
    assert "01/02/2007" in page
    assert 'name="duty_obligation"' not in page


def test_the_list_tells_the_due_day_and_what_is_overdue(client):
    duty(builders.article("Đã đăng"))
    duty(builders.article("Chậm", **BARE), date(2007, 2, 2))
    duty(builders.article("Còn hạn", **BARE), timezone.localdate())
    client.force_login(builders.editor())
    page = client.get(LIST).text
    assert "05/02/2007<" in page
    assert "06/02/2007 (quá hạn)" in page
    assert page.count("quá hạn)") == 1


def test_what_readers_had_is_not_overdue_wherever_it_is_now(client):
    hidden = builders.article("Đã ẩn", expires_at=builders.FEBRUARY + timedelta(days=9))
    mended = builders.article("Đang sửa")
    transition(mended, to=State.WITHDRAWN, by=None)
    transition(mended, to=State.DRAFT, by=None)
    to_come = timezone.now() + timedelta(days=9)
    unseen = builders.article("Chưa ai thấy", **BARE)
    transition(unseen, to=State.PUBLISHED, by=None, published_at=to_come)
    transition(unseen, to=State.WITHDRAWN, by=None)
    for page in (hidden, mended, unseen):
        duty(page)
    client.force_login(builders.editor())
    assert client.get(LIST).text.count("quá hạn)") == 1
    for page in (hidden, mended):
        assert "quá hạn)" not in client.get(change(page)).text
    assert "quá hạn)" in client.get(change(unseen)).text


@pytest.mark.parametrize("rows", [1, 3])
def test_the_list_asks_once_what_withdrawn_pages_owe(client, rows, django_assert_num_queries):
    for number in range(rows):
        page = builders.article(f"Bài {number}")
        duty(page)
        transition(page, to=State.WITHDRAWN, by=None)
    client.force_login(builders.editor())
    client.get(LIST)
    with django_assert_num_queries(9):
        client.get(LIST)


@pytest.mark.parametrize("rows", [1, 3])
def test_the_list_asks_no_more_for_the_deadlines(client, rows, django_assert_num_queries):
    for number in range(rows):
        duty(builders.article(f"Bài {number}"))
    client.force_login(builders.editor())
    client.get(LIST)
    with django_assert_num_queries(8):
        client.get(LIST)
