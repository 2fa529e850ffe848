"""Presentation slots: asked for by enterprises, granted to one, refused with a word, moved."""

from datetime import timedelta

import pytest
from django.core.exceptions import PermissionDenied, ValidationError
from django.db import IntegrityError, connection, transaction
from django.utils import timezone

from enterprises.events import forms, registrations, slots
from enterprises.events.models import Event, Slot, SlotAnswer, SlotRequest
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
