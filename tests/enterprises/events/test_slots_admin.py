"""Requests for slots in the admin: read by editors, decided by who publishes, on the work desk."""

import pytest
from django.core.exceptions import ValidationError
from django.urls import reverse
from django.utils import timezone

from enterprises.events import slots
from enterprises.events.models import SlotAnswer, SlotRequest
from portal.kit.moments import midnight
from tests import builders
from tests.enterprises.builders import event, slot, slot_request

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("letters_at_once")]


def at(slot_request):
    return f"/admin/enterprises/slotrequest/{slot_request.pk}/change/"


def test_who_publishes_grants_and_refuses_in_the_admin(client, forum, duyet):
    free, request = slot(forum), slot_request(forum)
    other = slot_request(forum, "Công ty Khác")
    client.force_login(duyet)
    page = client.get(at(request)).text
    assert f"{forum.title} · {free}" in page
    client.post(at(request), {"decision": "grant", "slot": free.pk, "comment": ""})
    client.post(at(other), {"decision": "refuse", "slot": "", "comment": "Đã đủ."})
    assert list(SlotRequest.objects.order_by("pk").values_list("answer", "comment")) == [
        ("granted", ""),
        ("refused", "Đã đủ."),
    ]


@pytest.mark.parametrize("precision", ["day", "year"])
def test_on_its_day_a_slot_is_granted_where_nobody_knows_the_hour(client, duyet, precision):
    forum = event(starts_at=midnight(timezone.localdate()), precision=precision)
    free, request = slot(forum), slot_request(forum)
    client.force_login(duyet)
    client.post(at(request), {"decision": "grant", "slot": free.pk, "comment": ""})
    assert SlotRequest.objects.get().answer == SlotAnswer.GRANTED


def test_who_decides_too_late_keeps_what_was_typed(client, forum, duyet, monkeypatch):
    free, request = slot(forum), slot_request(forum)
    client.force_login(duyet)

    def take(*_given, **_named):
        raise ValidationError("Suất này đã có doanh nghiệp khác.")

    # A colleague is quicker by less than the form takes to be checked.
    monkeypatch.setattr(slots, "grant", take)
    sent = {"decision": "grant", "slot": free.pk, "comment": "Mời đến sớm mười phút."}
    answer = client.post(at(request), sent)
    assert answer.headers["Location"] == at(request)
    shown = client.get(at(request)).text
    assert "Suất này đã có doanh nghiệp khác." in shown
    assert "“Mời đến sớm mười phút.”" in shown


def test_a_granted_slot_that_is_taken_away_is_told_as_that(client, forum, duyet, mailoutbox):
    mine, request = slot(forum), slot_request(forum, topic="Kế toán trên mạng")
    client.force_login(duyet)
    assert "thu hồi suất đã nhận" not in client.get(at(request)).text
    slots.grant(request, mine, by=duyet)
    mailoutbox.clear()
    assert "thu hồi suất đã nhận" in client.get(at(request)).text
    client.post(at(request), {"decision": "refuse", "slot": "", "comment": "Đổi chương trình."})
    (letter,) = mailoutbox
    assert "Thu hồi suất trình bày" in letter.subject
    assert f"suất lúc {timezone.localtime(mine.starts_at):%H:%M ngày %d/%m/%Y}" in letter.body
    assert "Lý do: Đổi chương trình." in letter.body
    assert slots.free_slots([forum.pk]) == [mine]


def test_a_word_beside_a_slot_that_is_left_is_not_lost(client, forum, duyet, mailoutbox):
    mine, request = slot(forum), slot_request(forum)
    slots.grant(request, mine, by=duyet)
    mailoutbox.clear()
    client.force_login(duyet)
    assert "giữ nguyên suất thì không có thư" in client.get(at(request)).text
    sent = {"decision": "grant", "slot": mine.pk, "comment": "Xin mang theo máy chiếu"}
    answer = client.post(at(request), sent)
    assert "Suất giữ nguyên thì không có thư" in answer.text
    assert "Xin mang theo máy chiếu" in answer.text
    assert client.post(at(request), sent | {"comment": ""}).status_code == 302
    assert mailoutbox == []


def test_a_decision_without_its_slot_or_word_is_not_taken(client, forum, duyet):
    request = slot_request(forum)
    client.force_login(duyet)
    for sent in ({"decision": "grant"}, {"decision": "refuse", "comment": " "}):
        assert client.post(at(request), sent).status_code == 200
    request.refresh_from_db()
    assert request.answer == SlotAnswer.ASKED


def test_editors_read_requests_and_decide_nothing(client, forum):
    request = slot_request(forum)
    client.force_login(builders.editor())
    assert "Người duyệt trả lời yêu cầu này." in client.get(at(request)).text
    answer = client.post(at(request), {"decision": "refuse", "comment": "Không"})
    assert answer.status_code == 403
    request.refresh_from_db()
    assert request.answer == SlotAnswer.ASKED
    slots.grant(request, slot(forum), by=builders.publisher("duyet"))
    assert "Người duyệt trả lời yêu cầu này." not in client.get(at(request)).text
    client.force_login(builders.reporter())
    assert client.get(at(request)).status_code == 403


def test_who_publishes_finds_waiting_requests_on_the_work_desk(client, forum, duyet):
    slot_request(forum, topic="Kế toán trên mạng")
    client.force_login(duyet)
    assert "Kế toán trên mạng" in client.get("/admin/viec/suat-trinh-bay/").text
    client.force_login(builders.reporter())
    assert "Kế toán trên mạng" not in client.get("/admin/viec/suat-trinh-bay/").text


def test_where_more_requests_wait_than_are_listed_it_is_said(client, forum, duyet, monkeypatch):
    slot_request(forum, topic="Kế toán trên mạng")
    client.force_login(duyet)
    assert "Danh sách dừng ở đây" not in client.get("/admin/viec/suat-trinh-bay/").text
    monkeypatch.setattr("enterprises.events.panels.MAX_REQUESTS", 1)
    slot_request(forum, "Công ty B", topic="Chữ ký số")
    page = client.get("/admin/viec/suat-trinh-bay/").text
    assert "Danh sách dừng ở đây" in page
    assert "Chữ ký số" not in page
    way = f"{reverse('admin:events_slotrequest_changelist')}?answer__exact=asked"
    assert f'href="{way}"' in page
    assert "Chữ ký số" in client.get(way).text
