"""Presentation slots: asked for by enterprises, granted to one, refused with a word, moved."""

from datetime import timedelta

import pytest
from django.core.exceptions import PermissionDenied, ValidationError
from django.db import IntegrityError, connection, transaction
from django.urls import reverse
from django.utils import timezone

from enterprises.events import forms, registrations, slots
from enterprises.events.models import Event, Slot, SlotAnswer, SlotRequest
from portal.kit.moments import midnight
from portal.pagecache import generation
from portal.publishing import changes, revisions, workflow
from portal.publishing.models import State
from portal.publishing.services import save
from tests import builders
from tests.enterprises.builders import (
    enterprise,
    event,
    product,
    representative,
    signed_in,
    slot,
    slot_request,
)

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("letters_at_once")]


@pytest.fixture
def forum():
    return event(place="Phòng 1")


@pytest.fixture
def duyet():
    return builders.publisher("duyet")


def ask(forum, me, **fields):
    wanted = {"slot": None, "topic": "Phần mềm", "shows": "", "product": None} | fields
    return slots.ask(forum, me, **wanted)


def test_a_request_that_is_sent_twice_is_one(forum):
    slot(forum)
    me = representative(enterprise())
    assert ask(forum, me).pk == ask(forum, me).pk
    with pytest.raises(ValidationError, match="đã đăng ký một suất"):
        ask(forum, me, topic="Chuyện khác")


def test_a_request_with_other_words_is_not_taken_for_the_one_that_is_there(client, forum):
    first, own = slot(forum), enterprise()
    me = representative(own)
    sent = {"topic": "Phần mềm", "shows": "Cần máy chiếu.", "product": product(own).pk}
    client.force_login(me.user)
    address = f"/doanh-nghiep/cua-toi/su-kien/{forum.slug}/xin-trinh-bay/"
    for _press in range(2):
        assert client.post(address, sent | {"slot": first.pk}).status_code == 302
    for more in ({"slot": ""}, {"slot": first.pk, "shows": "Cần loa."}):
        page = client.post(address, sent | more).text
        assert "rút lại đăng ký ấy trước" in page
    assert "Cần loa." in page
    assert SlotRequest.objects.get().shows == "Cần máy chiếu."


def test_the_end_of_a_line_is_one_sign_of_those_that_a_text_may_have(forum):
    slot(forum)
    address = f"/doanh-nghiep/cua-toi/su-kien/{forum.slug}/xin-trinh-bay/"
    sent = {"topic": "Phần mềm", "shows": "x\r\n" * 999 + "x"}
    signed_in(representative(enterprise())).post(address, sent)
    assert SlotRequest.objects.get().shows == "x\n" * 999 + "x"


def test_nothing_is_asked_for_where_no_slot_is_free(forum):
    me = representative(enterprise())
    with pytest.raises(ValidationError, match="không còn suất"):
        ask(forum, me)
    slot(forum, is_open=False)
    with pytest.raises(ValidationError, match="không còn suất"):
        ask(forum, me)


def test_a_granted_slot_is_told_and_stands_in_the_public_agenda(client, forum, duyet, mailoutbox):
    request, before = slot_request(forum, topic="Kế toán trên mạng"), generation.current()
    slots.grant(request, slot(forum), by=duyet, comment="Mời đến sớm 10 phút.")
    request.refresh_from_db()
    assert (request.answer, request.answered_by) == (SlotAnswer.GRANTED, duyet)
    assert generation.current() > before
    assert "Kế toán trên mạng" in client.get(forum.path).text
    (letter,) = mailoutbox
    assert "Được nhận suất trình bày" in letter.subject
    assert "Mời đến sớm 10 phút." in letter.body
    client.force_login(request.requested_by.user)
    assert str(request.slot) in client.get("/doanh-nghiep/cua-toi/su-kien/").text


def test_one_slot_goes_to_one_enterprise_only(forum, duyet):
    only = slot(forum)
    first, second = (slot_request(forum, name) for name in ("Công ty A", "Công ty B"))
    slots.grant(first, only, by=duyet)
    with pytest.raises(ValidationError, match="dành cho doanh nghiệp khác"):
        slots.grant(second, only, by=duyet)
    rows = SlotRequest.objects.filter(pk=second.pk)
    with pytest.raises(IntegrityError, match="one_granted"), transaction.atomic():
        rows.update(answer="granted", slot=only)


def test_a_slot_of_another_event_needs_the_request_to_go_with_it(forum):
    other = slot(event("Diễn đàn tháng 4"))
    request = slot_request(forum)
    SlotRequest.objects.filter(pk=request.pk).update(slot=other)
    with pytest.raises(IntegrityError, match="slot_is_of_its_event"):
        connection.check_constraints()


def test_a_request_of_a_clock_that_was_ahead_is_answered(forum, duyet):
    request = slot_request(forum)
    SlotRequest.objects.update(requested_at=timezone.now() + timedelta(days=365))
    slots.refuse(request, by=duyet, comment="Đã đủ phần trình bày.")
    assert SlotRequest.objects.get().answer == SlotAnswer.REFUSED


def test_a_refusal_says_why(forum, duyet, mailoutbox):
    request = slot_request(forum)
    with pytest.raises(ValidationError):
        slots.refuse(request, by=duyet, comment=" ")
    slots.refuse(request, by=duyet, comment="Đã đủ phần trình bày.")
    assert "Đã đủ phần trình bày." in mailoutbox[0].body
    with pytest.raises(ValidationError, match="không còn mở"):
        slots.grant(request, slot(forum), by=duyet)


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


def test_what_is_rewritten_of_a_withdrawn_event_is_for_no_enterprise(forum, duyet, mailoutbox):
    request = slot_request(forum)
    me = request.requested_by
    guest = registrations.register(forum, me, name="Bà Hoa", position="")
    workflow.transition(forum, to=State.WITHDRAWN, by=duyet, comment="Xem lại")
    forum.title, forum.place = "Tên viết lại", "Phòng khác"
    forum.starts_at += timedelta(days=366)
    save(forum, by=duyet)
    client, desk = signed_in(me), "/doanh-nghiep/cua-toi/su-kien/"
    addresses = (desk, f"{desk}trinh-bay/{request.pk}/", f"{desk}nguoi-du/{guest.pk}/")
    mailoutbox.clear()
    pages = [client.get(address) for address in addresses]
    slots.refuse(request, by=duyet, comment="Đã đủ phần trình bày.")
    assert [page.status_code for page in pages] == [200, 200, 200]
    assert [page.text.count("Một sự kiện hiện không có trên trang") for page in pages] == [1, 1, 0]
    assert request.topic in mailoutbox[0].subject
    texts = [page.text for page in pages] + [mailoutbox[0].subject, mailoutbox[0].body]
    rewritten = (forum.title, forum.place, f"{forum.starts_at:%d/%m/%Y}", forum.slug)
    assert not [words for words in rewritten if any(words in each for each in texts)]


def test_only_who_publishes_decides(forum):
    request = slot_request(forum)
    for person in (builders.editor(), builders.reporter(), request.requested_by.user):
        with pytest.raises(PermissionDenied):
            slots.grant(request, slot(forum), by=person)
        with pytest.raises(PermissionDenied):
            slots.refuse(request, by=person, comment="Không")
        Slot.objects.all().delete()


def test_a_request_moves_to_another_event_and_leaves_its_slot_free(forum, duyet, mailoutbox):
    first, april = slot(forum), event("Diễn đàn tháng 4")
    second = slot(april)
    request = slot_request(forum)
    slots.grant(request, first, by=duyet)
    slots.grant(request, second, by=duyet, comment="Tháng 3 đã kín.")
    request.refresh_from_db()
    assert (request.event, request.slot) == (april, second)
    assert slots.free_slots([forum.pk]) == [first]
    assert "dời sang giờ khác: Diễn đàn tháng 4" in mailoutbox[-1].subject
    assert [page.announcement.number for page in Event.objects.order_by("pk")] == [2, 1]


def test_a_slot_whose_time_moves_with_its_event_is_told(forum, duyet, mailoutbox):
    mine, request = slot(forum), slot_request(forum)
    slots.grant(request, mine, by=duyet)
    mailoutbox.clear()
    later = mine.starts_at + timedelta(minutes=30)
    data_change(forum, mine, later)
    (letter,) = mailoutbox
    assert f"{timezone.localtime(later):%H:%M ngày %d/%m/%Y}" in letter.body


def data_change(forum, mine, later):
    """Put a change of the event in place in which a slot begins later."""
    page = Event.objects.get(pk=forum.pk)
    data = revisions.snapshot(page)
    for row in data["parts"]["slots"]:
        if row["id"] == mine.pk:
            row["starts_at"] = later.isoformat()
    changes.propose(page, data, by=None)
    workflow.transition(page, to=State.PUBLISHED, by=None)


def test_who_takes_back_what_was_refused_meanwhile_is_not_told_that_it_worked(forum, duyet):
    request = slot_request(forum)
    desk = signed_in(request.requested_by)
    slots.refuse(request, by=duyet, comment="Đã đủ phần trình bày.")
    address = f"/doanh-nghiep/cua-toi/su-kien/trinh-bay/{request.pk}/"
    page = desk.post(address, follow=True).text
    assert "Sở đã trả lời trước khi Anh/Chị rút lại" in page
    assert "Đã rút lại yêu cầu." not in page
    request.refresh_from_db()
    assert request.answer == SlotAnswer.REFUSED


def test_a_request_that_is_taken_back_twice_is_taken_back(forum):
    request = slot_request(forum)
    assert [slots.take_back(request) for _press in range(2)] == [True, True]


def test_an_enterprise_takes_a_granted_slot_back(client, forum, duyet):
    request = slot_request(forum, topic="Kế toán trên mạng")
    slots.grant(request, slot(forum), by=duyet)
    desk = signed_in(request.requested_by)
    assert desk.post(f"/doanh-nghiep/cua-toi/su-kien/trinh-bay/{request.pk}/").status_code == 302
    assert "Kế toán trên mạng" not in client.get(forum.path).text
    (free,) = slots.free_slots([forum.pk])
    # Nobody holds it: staff may take it away.
    with transaction.atomic():
        free.delete()


# --- on the desk ---------------------------------------------------------------------------


def test_the_form_offers_own_products_and_free_slots_only(forum):
    me = representative(enterprise())
    own = product(me.enterprise, "Của mình")
    foreign = product(enterprise("Công ty Khác"), "Của người")
    free = slot(forum)
    elsewhere = slot(event("Diễn đàn tháng 4"))
    client = signed_in(me)
    address = f"/doanh-nghiep/cua-toi/su-kien/{forum.slug}/xin-trinh-bay/"
    page = client.get(address).text
    assert "Của mình" in page
    assert "Của người" not in page
    bad = {"topic": "Phần mềm", "product": foreign.pk, "slot": elsewhere.pk}
    assert client.post(address, bad).status_code == 200
    assert SlotRequest.objects.count() == 0
    good = {"topic": "Phần mềm", "product": own.pk, "slot": free.pk, "answer": "granted"}
    answer = client.post(address, good)
    request = SlotRequest.objects.get()
    assert answer["Location"] == f"/doanh-nghiep/cua-toi/su-kien/trinh-bay/{request.pk}/"
    assert (request.answer, request.enterprise, request.product) == ("asked", me.enterprise, own)
    assert client.get(answer["Location"]).status_code == 200


def test_of_too_many_products_the_public_ones_are_offered(forum, monkeypatch):
    monkeypatch.setattr(forms, "MAX_ROWS", 2)
    me = representative(enterprise())
    for title in ("Bản nháp A", "Bản nháp B"):
        product(me.enterprise, title, state=State.DRAFT, published_at=None)
    product(me.enterprise, "Của mình")
    address = f"/doanh-nghiep/cua-toi/su-kien/{forum.slug}/xin-trinh-bay/"
    page = signed_in(me).get(address).text
    assert page.index("Bản nháp A") < page.index("Của mình")
    assert "Bản nháp B" not in page


# --- in the admin --------------------------------------------------------------------------


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


def test_saved_events_keep_their_slots_as_parts(forum):
    slot(forum)
    page = save(Event.objects.get(pk=forum.pk), by=None)
    assert len(page.revisions.get(number=page.live_number).data["parts"]["slots"]) == 1


def test_who_has_an_open_request_is_offered_no_second_one(forum):
    slot(forum)
    request = slot_request(forum)
    client = signed_in(request.requested_by)
    address = f"/doanh-nghiep/cua-toi/su-kien/{forum.slug}/"
    assert "xin-trinh-bay" not in client.get(address).text
    slots.take_back(request)
    assert "xin-trinh-bay" in client.get(address).text
