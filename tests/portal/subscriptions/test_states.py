"""Who follows a page hears of what becomes of it by its days and by what other pages do to it."""

from datetime import date, timedelta

import pytest
from django.core import mail
from django.utils import timezone

from enterprises.events.models import Event
from news.documents.models import OfficialDocument
from portal.participation.consultations.models import Consultation
from portal.publishing.models import Publication, State
from portal.publishing.workflow import transition
from portal.subscriptions.models import Follower, Subscription
from tests import builders
from tests.enterprises import builders as enterprises
from tests.news.builders import document, notice, relation
from tests.portal.participation.consultations.builders import consultation
from tests.portal.subscriptions.making import follower, letters_sent

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("letters_at_once")]
DAY = timedelta(days=1)


def followed_since_long(page):
    """A page without a new text, and somebody who follows it."""
    Publication.objects.update(updated_at=timezone.now() - 3 * DAY)
    follower("trang", str(page.pk))
    return page


def later(minutes=1):
    return timezone.now() + timedelta(minutes=minutes)


def turned(rows, **fields):
    """Let days pass: the rows have other ones, and nobody has saved them."""
    rows.update(**fields)
    Subscription.objects.update(notified_until=timezone.now() - timedelta(hours=1))
    [body] = letters_sent()
    assert letters_sent(later()) == []
    return body


@pytest.mark.parametrize(
    ("tie", "message"),
    [
        ("annuls", "hết hiệu lực; bị bãi bỏ bởi Quyết định số 5/2008/QĐ-UBND"),
        ("guides", "còn hiệu lực; được hướng dẫn thi hành bởi Quyết định số 5/2008/QĐ-UBND"),
    ],
)
def test_a_document_tells_what_others_do_to_it(tie, message):
    page = followed_since_long(document())
    assert letters_sent() == []
    other = document("Quyết định mới", "5/2008/QĐ-UBND", issued_on=date(2008, 3, 1))
    relation(other, tie, page)
    [body] = letters_sent(later())
    assert message in body
    assert page.path in body
    assert letters_sent(later(2)) == []


def test_a_document_tells_that_it_is_in_force_and_that_it_is_no_more():
    today = timezone.localdate()
    fields = {"issued_on": today - 9 * DAY, "effective_on": today + DAY}
    page = followed_since_long(document(**fields))
    rows = OfficialDocument.objects.filter(pk=page.pk)
    assert "Tình trạng hiện nay: còn hiệu lực" in turned(rows, effective_on=today)
    assert "Tình trạng hiện nay: hết hiệu lực" in turned(rows, expires_on=today)


def test_a_notice_tells_that_there_is_a_result():
    page = followed_since_long(notice())
    result = notice("Kết quả đấu thầu", result_of=page)
    [body] = letters_sent(later())
    assert "Đã có kết quả: Kết quả đấu thầu" in body
    # What is taken back is nothing to write of.
    transition(result, to=State.WITHDRAWN, by=builders.publisher(), comment="Sai số liệu")
    assert letters_sent(later(2)) == []


def test_a_draft_tells_when_comments_begin_and_when_the_summary_is_there():
    today = timezone.localdate()
    fields = {"opens_on": today + DAY, "outcome": "<p>Đã tiếp thu hai ý kiến.</p>"}
    page = followed_since_long(consultation(**fields))
    rows = Consultation.objects.filter(pk=page.pk)
    assert "đang lấy ý kiến, còn 10 ngày" in turned(rows, opens_on=today)
    assert "Tình trạng hiện nay: đã tổng hợp" in turned(
        rows, opens_on=today - 9 * DAY, closes_on=today - DAY
    )
    # Each day has other words, and is no news.
    rows.update(closes_on=today - 2 * DAY)
    assert letters_sent(later(3)) == []


def test_an_event_tells_that_its_minutes_are_there():
    page = followed_since_long(enterprises.event(minutes="<p>Đã kết luận.</p>"))
    rows = Event.objects.filter(pk=page.pk)
    assert "Tình trạng hiện nay: đã có biên bản" in turned(rows, starts_at=timezone.now() - DAY)


def test_what_changed_says_its_state_too_in_the_language_of_the_letters():
    page = followed_since_long(enterprises.event())
    Follower.objects.update(language="en")
    fields = {"status": "cancelled", "status_reason": "Bão.", "updated_at": timezone.now()}
    body = turned(Event.objects.filter(pk=page.pk), **fields)
    assert "The page has changed. State now: cancelled" in body


def test_a_new_text_and_another_state_are_one_letter():
    page = followed_since_long(enterprises.event())
    fields = {"status": "cancelled", "status_reason": "Bão.", "updated_at": timezone.now()}
    Event.objects.filter(pk=page.pk).update(**fields)
    # What was committed while letters were reckoned is told by the next one.
    assert letters_sent(later(-2)) == []
    assert ["Trang đã có thay đổi." in body for body in letters_sent(later())] == [True]
    assert letters_sent(later(2)) == []


def test_who_followed_before_states_were_compared_hears_of_the_next_one():
    page = followed_since_long(document())
    Subscription.objects.update(mark="")
    assert letters_sent() == []
    turned(OfficialDocument.objects.filter(pk=page.pk), expires_on=timezone.localdate())
    assert mail.outbox == []


def test_a_page_that_nobody_sees_tells_nothing():
    page = followed_since_long(document())
    transition(page, to=State.WITHDRAWN, by=builders.publisher(), comment="Sai tệp.")
    OfficialDocument.objects.filter(pk=page.pk).update(expires_on=timezone.localdate())
    assert letters_sent(later()) == []
