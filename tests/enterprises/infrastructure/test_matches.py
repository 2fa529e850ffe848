"""An offer and a request find each other: by their owners' agreement, or by the department."""

import json
from datetime import date, timedelta

import pytest
from bs4 import BeautifulSoup
from django.core import mail
from django.core.exceptions import ValidationError
from django.db import IntegrityError, transaction
from django.utils import timezone

from enterprises.infrastructure import matches, services
from enterprises.infrastructure.models import InfrastructureMatch
from enterprises.profiles.models import Locality
from portal.audit.models import AuditEntry
from portal.organisations.models import Organisation
from portal.publishing import workflow
from portal.publishing.models import State
from portal.publishing.services import save
from tests import builders as site
from tests.enterprises import builders

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("letters_at_once")]

DESK = "/doanh-nghiep/cua-toi/ha-tang/"
TILE = "/admin/viec/cap-tin-ha-tang/"


@pytest.fixture
def where():
    return Locality.objects.create(name="Phường Phú Bài")


@pytest.fixture
def offer(where):
    me = builders.representative(builders.enterprise("Công ty A"), "dn-a")
    return builders.listing(me.enterprise, "Cho thuê cột", locality=where)


@pytest.fixture
def request_(where):
    me = builders.representative(builders.enterprise("Công ty B"), "dn-b")
    return builders.listing(me.enterprise, "Cần thuê cột", direction="request", locality=where)


def clerk_of(listing):
    return builders.signed_in(listing.enterprise.representatives.get())


def propose(listing, other):
    return clerk_of(listing).post(f"{DESK}{listing.pk}/ghep/", {"other": other.pk})


def answer(listing, word):
    pk = InfrastructureMatch.objects.get().pk
    return clerk_of(listing).post(f"{DESK}ghep/{pk}/", {"answer": word})


def test_the_desk_suggests_the_other_way_in_the_same_kind_and_place(offer, request_, where):
    third = builders.enterprise("Công ty C")
    other_place = Locality.objects.create(name="Phường Thuận Hóa")
    for title, fields in {
        "Cùng chiều": {"locality": where},
        "Khác loại": {"direction": "request", "facility": "duct", "locality": where},
        "Khác nơi": {"direction": "request", "locality": other_place},
        "Bản nháp": {
            "direction": "request", "locality": where, "state": State.DRAFT, "published_at": None,
        },
    }.items():  # fmt: skip
        builders.listing(third, title, **fields)
    builders.listing(offer.enterprise, "Của mình", direction="request", locality=where)
    assert matches.suggestions_for(offer) == [request_]
    assert offer in matches.suggestions_for(request_)
    assert "Cần thuê cột" in clerk_of(offer).get(f"{DESK}{offer.pk}/").text


def test_a_merger_of_communes_parts_no_offer_from_its_request(offer, request_, where):
    merged = Locality.objects.create(name="Phường Hương Thủy", since=date(2025, 7, 1))
    Locality.objects.filter(pk=where.pk).update(until=date(2025, 7, 1), replaced_by=merged)
    request_.locality = merged
    save(request_, by=None)
    assert matches.suggestions_for(offer) == [request_]
    assert matches.suggestions_for(request_) == [offer]


def test_a_merger_to_come_does_not_make_one_place_of_two(offer, request_, where):
    merged = Locality.objects.create(name="Phường Hương Thủy")
    tomorrow = timezone.localdate() + timedelta(days=1)
    Locality.objects.filter(pk=where.pk).update(until=tomorrow, replaced_by=merged)
    request_.locality = merged
    save(request_, by=None)
    assert matches.suggestions_for(offer) == []
    assert matches.suggestions_for(request_) == []


def test_suggestions_are_few_queries(offer, request_, django_assert_num_queries):
    # The units, then the listings.
    with django_assert_num_queries(2):
        (found,) = matches.suggestions_for(offer)
        assert found.owner_name == "Công ty B"


def test_both_agree_and_readers_see_it(offer, request_, client):
    propose(offer, request_)
    (letter,) = mail.outbox
    assert letter.to == ["dn-b@doanh-nghiep.example"]
    assert f"{DESK}{request_.pk}/" in letter.body
    assert "Đã khớp" not in client.get(offer.path).text
    answer(request_, "dong-y")
    assert mail.outbox[-1].to == ["dn-a@doanh-nghiep.example"]
    page = client.get(offer.path).text
    assert "Đã khớp" in page
    assert request_.path in page
    assert "Đã khớp" in client.get("/ha-tang/").text
    rows = json.loads(client.get("/ha-tang.json").getvalue())["listings"]
    assert [row["is_matched"] for row in rows] == [True, True]
    assert (
        AuditEntry.objects.filter(subject_label="infrastructure.infrastructurematch").count() == 2
    )
    assert matches.suggestions_for(offer) == []


def test_each_button_of_a_pair_names_the_other_side(offer, request_):
    def named(listing, selector):
        page = BeautifulSoup(clerk_of(listing).get(f"{DESK}{listing.pk}/").content, "html.parser")
        return [" ".join(each.get_text().split()) for each in page.select(f"main {selector}")]

    assert "Đề nghị ghép: Cần thuê cột" in named(offer, "button")
    propose(offer, request_)
    assert {"Đồng ý: Cho thuê cột", "Từ chối: Cho thuê cột"} <= {*named(request_, "button")}
    answer(request_, "dong-y")
    assert "Người liên hệ: Cần thuê cột" in named(offer, "a")


def test_a_match_names_nobody_who_is_not_public(offer, request_, client):
    propose(offer, request_)
    answer(request_, "dong-y")
    workflow.transition(request_, to=State.WITHDRAWN, by=None)
    page = client.get(offer.path).text
    assert "Đã khớp" in page
    assert "Cần thuê cột" not in page
    assert "Công ty B" not in page


@pytest.mark.parametrize("closed", ["offer", "request"])
def test_what_readers_do_not_see_is_not_agreed_to(offer, request_, closed):
    propose(offer, request_)
    asked = "Trả lời bên muốn ghép"
    assert asked in clerk_of(request_).get("/doanh-nghiep/cua-toi/").text
    listing = offer if closed == "offer" else request_
    services.close(listing, by=listing.enterprise.representatives.get().user)
    assert asked not in clerk_of(request_).get("/doanh-nghiep/cua-toi/").text
    page = clerk_of(request_).get(f"{DESK}{request_.pk}/").text
    assert 'value="dong-y"' not in page
    assert 'value="tu-choi"' in page
    assert (offer.title in page) is (closed == "request")
    pk = InfrastructureMatch.objects.get().pk
    answered = clerk_of(request_).post(f"{DESK}ghep/{pk}/", {"answer": "dong-y"}, follow=True)
    assert "hiện không được đăng nên chưa ghép được" in answered.text
    assert InfrastructureMatch.objects.get().matched_at is None
    assert len(mail.outbox) == 1
    answer(request_, "tu-choi")
    assert not InfrastructureMatch.objects.current().exists()


def test_who_proposes_from_both_sides_is_matched(offer, request_):
    propose(offer, request_)
    propose(request_, offer)
    assert InfrastructureMatch.objects.get().matched_at


def test_proposing_twice_asks_once(offer, request_):
    propose(offer, request_)
    propose(offer, request_)
    assert InfrastructureMatch.objects.count() == len(mail.outbox) == 1


def test_a_declined_pair_may_be_proposed_again(offer, request_):
    propose(offer, request_)
    answer(request_, "tu-choi")
    assert mail.outbox[-1].to == ["dn-a@doanh-nghiep.example"]
    assert not InfrastructureMatch.objects.current().exists()
    propose(offer, request_)
    assert InfrastructureMatch.objects.current().count() == 1


def test_nobody_agrees_for_the_other(offer, request_):
    propose(offer, request_)
    answer(offer, "dong-y")
    assert InfrastructureMatch.objects.get().matched_at is None
    third = builders.listing(
        builders.representative(builders.enterprise("Công ty C"), "dn-c").enterprise, "Cột C"
    )
    for word in ("dong-y", "tu-choi"):
        assert answer(third, word).status_code == 404
    assert InfrastructureMatch.objects.current().get().request_agreed_at is None


def test_what_does_not_fit_is_not_there(offer, request_, where):
    same_way = builders.listing(request_.enterprise, "Cũng cho thuê", locality=where)
    hidden = builders.listing(
        request_.enterprise, "Kín", direction="request", state=State.DRAFT, published_at=None
    )
    for other in (same_way, hidden, offer):
        assert propose(offer, other).status_code == 404
    assert clerk_of(offer).post(f"{DESK}{offer.pk}/ghep/", {"other": "x"}).status_code == 404
    assert not InfrastructureMatch.objects.exists()


def test_the_department_notes_a_match(offer, request_, client):
    client.force_login(site.editor())
    sides = {"offer": offer.pk, "request": request_.pk}
    client.post("/admin/enterprises/infrastructurematch/add/", sides)
    match = InfrastructureMatch.objects.get()
    assert match.matched_at
    assert match.noted_by.username == "bientap"
    wrong = {"offer": request_.pk, "request": offer.pk}
    page = client.post("/admin/enterprises/infrastructurematch/add/", wrong)
    assert "Chọn tin cho dùng chung ở một bên" in page.text


def test_the_department_reads_that_a_pair_is_proposed_already(offer, request_, client):
    propose(offer, request_)
    client.force_login(site.editor())
    pairs = "/admin/enterprises/infrastructurematch/"
    sides = {"offer": offer.pk, "request": request_.pk}
    page = client.post(f"{pairs}add/", sides)
    assert "Một bên đã đề nghị ghép hai tin này" in page.text
    match = InfrastructureMatch.objects.get()
    client.post(f"{pairs}{match.pk}/change/", sides)
    match.refresh_from_db()
    assert match.matched_at
    assert "Hai tin này đã được ghép." in client.post(f"{pairs}add/", sides).text


def test_a_pair_with_an_agencys_listing_waits_for_the_staff(offer, request_, where, client):
    agency = Organisation.objects.create(name="Trung tâm hạ tầng")
    theirs = builders.listing(
        organisation=agency, title="Cột của Trung tâm", direction="request", locality=where
    )
    propose(offer, theirs)
    propose(offer, request_)
    match = InfrastructureMatch.objects.get(request=theirs)
    address = f"/admin/enterprises/infrastructurematch/{match.pk}/change/"
    client.force_login(site.editor())
    page = client.get(TILE).text
    assert address in page
    assert "Cột của Trung tâm" in page
    # The other one waits for an enterprise, which has a desk.
    assert request_.title not in page
    assert TILE in client.get("/admin/").text
    # Followed, so that its message, which leads to the pair, is shown there.
    client.post(address, {"offer": offer.pk, "request": theirs.pk}, follow=True)
    match.refresh_from_db()
    assert match.matched_at
    assert mail.outbox[-1].subject.endswith(f"] Đã khớp hạ tầng: {offer.title}")
    assert address not in client.get(TILE).text
    client.force_login(site.reporter())
    assert client.get(TILE).status_code == 404


def test_the_department_matches_nothing_that_readers_do_not_see(offer, where, client):
    agency = Organisation.objects.create(name="Trung tâm hạ tầng")
    theirs = builders.listing(organisation=agency, direction="request", locality=where)
    propose(offer, theirs)
    services.close(offer, by=offer.enterprise.representatives.get().user)
    mail.outbox.clear()
    client.force_login(site.editor())
    assert TILE not in client.get("/admin/").text
    pairs = "/admin/enterprises/infrastructurematch/"
    pk = InfrastructureMatch.objects.get().pk
    for form in (f"{pairs}{pk}/change/", f"{pairs}add/"):
        answered = client.post(form, {"offer": offer.pk, "request": theirs.pk})
        assert "hiện không được đăng nên chưa ghép được" in answered.text
    assert InfrastructureMatch.objects.get().matched_at is None
    assert mail.outbox == []
    client.post(f"{pairs}{pk}/delete/", {"post": "yes"})
    assert not InfrastructureMatch.objects.exists()


def test_a_pair_that_does_not_fit_an_agency_is_deleted(offer, where, client):
    agency = Organisation.objects.create(name="Trung tâm hạ tầng")
    propose(offer, builders.listing(organisation=agency, direction="request", locality=where))
    pk = InfrastructureMatch.objects.get().pk
    client.force_login(site.editor())
    client.post(f"/admin/enterprises/infrastructurematch/{pk}/delete/", {"post": "yes"})
    assert not InfrastructureMatch.objects.exists()
    assert f"Đề nghị ghép hạ tầng không được nhận: {offer.title}" in mail.outbox[-1].subject


def test_a_pair_of_two_enterprises_is_dropped_by_the_department_and_declined_by_nobody(
    offer, request_, client
):
    propose(offer, request_)
    services.close(request_, by=request_.enterprise.representatives.get().user)
    mail.outbox.clear()
    pk = InfrastructureMatch.objects.get().pk
    client.force_login(site.editor())
    client.post(f"/admin/enterprises/infrastructurematch/{pk}/delete/", {"post": "yes"})
    bodies = {letter.to[0]: " ".join(letter.body.split()) for letter in mail.outbox}
    assert all("Sở đã bỏ đề nghị ghép" in body for body in bodies.values())
    assert not any("không nhận" in body for body in bodies.values())
    still = "vẫn được đăng"
    assert still in bodies["dn-a@doanh-nghiep.example"]
    assert still not in bodies["dn-b@doanh-nghiep.example"]


@pytest.mark.parametrize("way", ["declined", "dropped"])
def test_a_letter_names_no_listing_that_readers_do_not_see(offer, request_, client, way):
    propose(offer, request_)
    services.close(request_, by=request_.enterprise.representatives.get().user)
    mail.outbox.clear()
    if way == "declined":
        answer(request_, "tu-choi")
    else:
        client.force_login(site.editor())
        pk = InfrastructureMatch.objects.get().pk
        client.post(f"/admin/enterprises/infrastructurematch/{pk}/delete/", {"post": "yes"})
    [letter] = [each for each in mail.outbox if each.to == ["dn-a@doanh-nghiep.example"]]
    body = " ".join(letter.body.split())
    assert "một tin hiện không công khai với tin “Cho thuê cột”" in body
    assert request_.title not in body
    assert str(request_.enterprise) not in body


@pytest.mark.parametrize("rows", [1, 3])
def test_what_waits_for_the_staff_asks_as_often_for_three(
    offer, client, rows, django_assert_num_queries
):
    agency = Organisation.objects.create(name="Trung tâm hạ tầng")
    for number in range(rows):
        theirs = builders.listing(organisation=agency, title=f"Cột {number}", direction="request")
        InfrastructureMatch.objects.create(offer=offer, request=theirs)
    client.force_login(site.editor())
    client.get(TILE)
    with django_assert_num_queries(5):
        client.get(TILE)


def test_the_database_holds_the_line(offer, request_):
    now = timezone.now()
    for fields in (
        {"offer": offer, "request": offer},
        {"offer": offer, "request": request_, "matched_at": now},
        {"offer": offer, "request": request_, "matched_at": now, "offer_agreed_at": now},
    ):
        with pytest.raises(IntegrityError), transaction.atomic():
            InfrastructureMatch.objects.create(**fields)
    InfrastructureMatch.objects.create(offer=offer, request=request_)
    with pytest.raises(IntegrityError), transaction.atomic():
        InfrastructureMatch.objects.create(offer=offer, request=request_)
    with pytest.raises(ValidationError):
        InfrastructureMatch(offer=request_, request=offer).full_clean()
