"""What an enterprise sends ends no kept page, for readers see none of it; a day takes so much."""

from dataclasses import replace

import pytest
from django.core.exceptions import ValidationError

from enterprises.approval import page_form
from enterprises.briefings import services as obstacles
from enterprises.briefings.models import ActionItem
from enterprises.events import registrations, slots
from enterprises.events.models import Registration, SlotRequest
from enterprises.infrastructure import services as listings
from enterprises.products import services as products
from portal.pagecache import generation
from portal.participation.publicforms.models import UseCount
from portal.publishing.models import Publication, State
from tests.enterprises import builders
from tests.enterprises.approval.test_profile import send
from tests.enterprises.briefings.test_desk import NEW, typed
from tests.enterprises.events.making import come
from tests.enterprises.infrastructure.desk_forms import DESK as LISTINGS
from tests.enterprises.infrastructure.test_desk import form as offered
from tests.enterprises.products.test_desk import DESK as PRODUCTS
from tests.enterprises.products.test_desk import WORDS

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("letters_at_once")]


def ask(forum, me):
    return slots.ask(forum, me, slot=None, topic="Phần mềm", shows="", product=None)


@pytest.mark.django_db(transaction=True)  # moved on once in each transaction
def test_readers_pages_are_kept_while_an_enterprise_sends_and_takes_back(clerk, me):
    forum = builders.event(seats=1)
    builders.slot(forum)
    # What calendars are told begins with the first one.
    come(forum, me, "Bà Hoa")
    before = generation.current()
    clerk.post(NEW, typed())
    (mai,) = come(forum, me, "Bà Mai")
    registrations.give_up(Registration.objects.exclude(pk=mai.pk).get())
    slots.take_back(ask(forum, me))
    assert ActionItem.objects.count() == SlotRequest.objects.count() == 1
    mai.refresh_from_db()
    assert mai.seat == "taken"
    assert generation.current() == before


@pytest.mark.django_db(transaction=True)  # moved on once in each transaction
@pytest.mark.parametrize("was_there", [False, True])
def test_who_gives_up_is_seen_to_be_missing_only_where_readers_count_them(me, was_there):
    forum = builders.event()
    (guest,) = come(forum, me, "Bà Hoa")
    Registration.objects.filter(pk=guest.pk).update(attended=was_there)
    before = generation.current()
    registrations.give_up(guest)
    assert (generation.current() > before) is was_there


def test_a_slot_that_is_granted_or_given_back_is_seen(me, publisher):
    forum = builders.event()
    first = builders.slot(forum)
    asked = ask(forum, me)
    before = generation.current()
    slots.grant(asked, first, by=publisher)
    assert (granted := generation.current()) > before
    slots.take_back(asked)
    assert generation.current() > granted


def test_an_enterprise_raises_so_many_obstacles_a_day_and_keeps_what_it_typed(
    clerk, me, monkeypatch
):
    monkeypatch.setattr(obstacles, "A_DAY", replace(obstacles.A_DAY, max_uses=2))
    for number in range(2):
        sent = typed(subject=f"Vướng {number}")
        # Sent twice it is one, and counts once.
        clerk.post(NEW, sent)
        clerk.post(NEW, sent)
    page = clerk.post(NEW, typed(subject="Vướng nữa", details="Từ tháng 2")).text
    assert "Hôm nay doanh nghiệp đã gửi nhiều lần" in page
    assert "Từ tháng 2" in page
    assert ActionItem.objects.count() == 2
    other = builders.representative(builders.enterprise("Công ty Khác"), "dn-b")
    assert builders.signed_in(other).post(NEW, typed()).status_code == 302


def test_an_enterprise_begins_so_many_drafts_a_day_also_where_it_drops_each(
    clerk, mine, monkeypatch
):
    for module in (products, listings):
        monkeypatch.setattr(module, "A_DAY", replace(module.A_DAY, max_uses=1))
    offer = offered()
    for address, sent in ((PRODUCTS, WORDS), (LISTINGS, offer), (LISTINGS, offer)):
        assert clerk.post(f"{address}moi/", sent).status_code == 302
    Publication.objects.filter(parent_page=mine.pk).update(state=State.BINNED)
    for address, sent in ((PRODUCTS, WORDS), (LISTINGS, offered(title="Lời khác"))):
        answer = clerk.post(f"{address}moi/", sent)
        assert "Hôm nay doanh nghiệp đã gửi nhiều lần" in answer.text
        assert sent["title"] in answer.text
    assert Publication.objects.filter(parent_page=mine.pk).count() == 2


def test_a_text_is_saved_so_often_a_day(clerk, mine, monkeypatch):
    monkeypatch.setattr(page_form, "SAVES_A_DAY", replace(page_form.SAVES_A_DAY, max_uses=2))
    address = "/doanh-nghiep/cua-toi/ho-so/lien-he/"
    for phone in ("0234 111", "0234 222"):
        send(clerk, address, phone=phone)
    assert "Hôm nay doanh nghiệp đã gửi nhiều lần" in send(clerk, address, phone="0234 333").text
    assert type(mine).objects.get().phone == "0234 222"


def test_seats_and_slots_are_asked_for_so_often_a_day_at_each_event(me, monkeypatch):
    for module in (registrations, slots):
        monkeypatch.setattr(module, "A_DAY", replace(module.A_DAY, max_uses=1))
    forum, other = builders.event(), builders.event("Diễn đàn tháng 4")
    for each in (forum, other):
        builders.slot(each)
        come(each, me, "Bà Hoa")
        slots.take_back(ask(each, me))
    registrations.give_up(Registration.objects.get(event=forum))
    with pytest.raises(ValidationError, match="Hôm nay doanh nghiệp đã gửi nhiều lần"):
        come(forum, me, "Bà Mai")
    with pytest.raises(ValidationError, match="Hôm nay doanh nghiệp đã gửi nhiều lần"):
        ask(forum, me)
    assert not Registration.objects.filter(name="Bà Mai").exists()
    UseCount.objects.all().delete()
    come(forum, me, "Bà Mai")
