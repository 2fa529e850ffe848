"""A clerk changes an offer again: what was refused, and whom to call, beside a colleague."""

import re

import pytest

from enterprises.approval.services import save_contact
from enterprises.infrastructure.models import ListingContact
from portal.publishing import changes, deciding
from tests.enterprises import builders
from tests.enterprises.infrastructure.desk_forms import DESK, edited, only

pytestmark = pytest.mark.django_db


@pytest.fixture
def desk(me):
    return builders.signed_in(me)


def test_refused_words_are_there_to_be_corrected(desk, me, publisher):
    listing = builders.listing(me.enterprise, summary="Cũ.")
    address = f"{DESK}{listing.pk}/sua/"
    desk.post(address, edited(listing, summary="Rẻ nhất Huế!"))
    change, page = changes.open_change(listing), only()
    refused = {"summary": "Không quảng cáo"}
    deciding.decide(page, accepted=[], refused=refused, by=publisher, seen=page.revision_number)
    again = f"{address}?yeu-cau={change.pk}"
    assert f'href="{again}"' in desk.get(f"/doanh-nghiep/cua-toi/yeu-cau/{change.pk}/").text
    assert "Rẻ nhất Huế!</textarea>" in desk.get(again).text
    assert "Rẻ nhất Huế!" not in desk.get(address).text


def test_a_page_opened_before_keeps_the_contact_that_a_colleague_has_changed(desk, me):
    listing = builders.listing(me.enterprise)
    ListingContact.objects.create(listing=listing, name="Bà Lan", phone="0234 111")
    address = f"{DESK}{listing.pk}/sua/"
    shown = {"initial-name": "Bà Lan", "initial-phone": "0234 111", "initial-email": ""}
    assert all(
        re.search(rf'name="{name}"( value="{value}")? id=', desk.get(address).text)
        for name, value in shown.items()
    )
    desk.post(address, edited(listing, name="Bà Lan", phone="0234 222") | shown)
    desk.post(address, edited(listing, name="Bà Lan", phone="0234 111", summary="Mới.") | shown)
    assert ListingContact.objects.get().phone == "0234 222"
    desk.post(address, edited(listing, name="", phone="0234 111", summary="Mới.") | shown)
    contact = ListingContact.objects.get()
    assert (contact.name, contact.phone) == ("", "0234 222")


def test_a_page_that_does_not_tell_what_it_showed_empties_a_field(desk, me):
    listing = builders.listing(me.enterprise)
    ListingContact.objects.create(listing=listing, name="Bà Lan", phone="0234 111")
    desk.post(f"{DESK}{listing.pk}/sua/", edited(listing, name="", phone="0234 111"))
    assert ListingContact.objects.get().name == ""


def test_two_who_each_take_one_way_to_call_leave_one(desk, me):
    listing = builders.listing(me.enterprise)
    ListingContact.objects.create(listing=listing, phone="0234 111", email="lan@x.example")
    address = f"{DESK}{listing.pk}/sua/"
    shown = {"initial-name": "", "initial-phone": "0234 111", "initial-email": "lan@x.example"}
    desk.post(address, edited(listing, name="", phone="0234 111", email="") | shown)
    desk.post(address, edited(listing, name="", phone="", email="lan@x.example") | shown)
    contact = ListingContact.objects.get()
    assert (contact.phone, contact.email) == ("", "lan@x.example")


def test_a_page_opened_before_brings_no_erased_contact_back(desk, me):
    listing = builders.listing(me.enterprise)
    contact = ListingContact.objects.create(listing=listing, name="Bà Lan", phone="0234 111")
    address = f"{DESK}{listing.pk}/sua/"
    shown = {"initial-name": "Bà Lan", "initial-phone": "0234 111", "initial-email": ""}
    ListingContact.objects.update(name="", phone="", email="")
    answer = desk.post(address, edited(listing, name="Bà Hoa", phone="0234 111") | shown)
    assert "đã được xóa" in answer.text
    # Nor where it is erased between the look at the form and the saving.
    sent = ListingContact(listing=listing, name="Bà Hoa", phone="0234 111")
    save_contact(sent, ["name"], by=me.user, needs_way=True)
    contact.refresh_from_db()
    assert contact.phone == ""
    # What else was typed is saved, and so is a new way to call.
    desk.post(address, edited(listing, name="Bà Lan", phone="0234 111", summary="Mới.") | shown)
    assert changes.open_change(listing) is not None
    desk.post(address, edited(listing, name="Bà Hoa", phone="0234 222", summary="Mới.") | shown)
    contact.refresh_from_db()
    assert (contact.name, contact.phone) == ("Bà Hoa", "0234 222")
