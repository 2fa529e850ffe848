"""An enterprise asks to join in one form, is told its number, and nothing is sent twice or lost."""

from datetime import date, timedelta
from functools import partial

import pytest
from bs4 import BeautifulSoup
from django.core import mail
from django.core.exceptions import ValidationError
from django.db import IntegrityError, transaction
from django.utils import timezone

from enterprises.people import join_requests, tasks
from enterprises.people.join_views import PER_PLACE
from enterprises.people.models import Invitation, JoinRequest
from enterprises.profiles.models import Enterprise, PrivateContact
from portal.audit.models import AuditEntry
from portal.editing.bin import move_to_bin, restore
from portal.newsroom.dashboard import Dashboard
from portal.obligations.models import DayKind, SpecialDay, work_calendar
from portal.publishing import workflow
from portal.publishing.models import State
from tests import builders as site
from tests.enterprises import builders
from tests.enterprises.people import letters
from tests.portal.participation.limits import spend_all_but_one
from tests.record_order import locked_after_record

pytestmark = [
    pytest.mark.django_db,
    pytest.mark.usefixtures("one_window", "letters_at_once", "forms_at_once"),
]
ADDRESS = "/doanh-nghiep/dang-ky/"
TAX_CODE = "0000000017"
TYPED = {
    "name": "Công ty Bến Ngự",
    "tax_code": "0000 000 017",
    "person": "Trần Thị Chờ",
    "email": "Cho@ben-ngu.example",
    "phone": "0234 3 000 000",
    "message": "Chúng tôi làm phần mềm.",
    "website": "",
}


def filled(client, **changes):
    """The form as a person sends it: typed over what the page holds."""
    page = BeautifulSoup(client.get(ADDRESS).content, "html.parser")
    return TYPED | {"stamp": page.find("input", {"name": "stamp"})["value"]} | changes


KEPT = {name: value for name, value in TYPED.items() if name != "website"} | {
    "tax_code": TAX_CODE,
    "email": "cho@ben-ngu.example",
}


def waiting(**fields):
    """A request that has come already."""
    return JoinRequest.objects.create(**(KEPT | {"stamp": "00" * 16} | fields))


def test_what_is_sent_arrives_and_the_page_says_what_happens_next(client):
    answer = client.post(ADDRESS, filled(client))
    assert answer.status_code == 302
    join_request = JoinRequest.objects.get()
    assert (join_request.tax_code, join_request.email, join_request.state) == (
        TAX_CODE,
        "cho@ben-ngu.example",
        "waiting",
    )
    page = client.get(answer["Location"])
    assert page.status_code == 200
    assert page["X-Robots-Tag"] == "noindex, nofollow"
    assert join_request.number in page.text
    assert "chậm nhất ngày" in page.text
    (receipt,) = letters.to(join_request.email)
    assert join_request.number in receipt


def test_the_page_with_the_form_asks_the_database_nothing(client, django_assert_num_queries):
    with django_assert_num_queries(0):
        page = client.get(ADDRESS)
    assert "no-store" in page["Cache-Control"]
    assert f'href="{ADDRESS}"' in client.get("/doanh-nghiep/").text
    assert f'href="{ADDRESS}"' in client.get("/tai-khoan/login/").text


def test_nobody_sends_words_of_their_own_in_our_letter(client):
    typed = {"name": "Mua ngay http://x.example", "person": "Mua ngay", "message": "Mua ngay"}
    client.post(ADDRESS, filled(client, **typed))
    assert "Mua ngay" not in mail.outbox[0].body + mail.outbox[0].subject
    assert "x.example" not in mail.outbox[0].body


def test_sent_twice_it_is_there_once(client):
    form = filled(client)
    answers = [client.post(ADDRESS, form) for _ in range(2)]
    assert answers[0].status_code == answers[1].status_code == 302
    assert JoinRequest.objects.count() == 1
    assert len(mail.outbox) == 1
    # Who goes back and asks for another enterprise is heard.
    client.post(ADDRESS, form | {"name": "Công ty Khác"})
    assert JoinRequest.objects.count() == 2
    JoinRequest.objects.get(name="Công ty Khác").delete()
    # At the very same moment, too: the second finds the first when it writes.
    join_request = JoinRequest.objects.get()
    again = JoinRequest(**KEPT, stamp=join_request.stamp)
    assert join_requests.receive(again).pk == join_request.pk


def test_what_is_wrong_is_said_and_all_the_rest_stays(client):
    answer = client.post(ADDRESS, filled(client, tax_code="0000000018", person=""))
    page = answer.text
    assert answer.status_code == 200
    assert "Chữ số thứ mười" in page
    assert "Hãy ghi họ và tên." in page
    assert 'value="Công ty Bến Ngự"' in page
    assert "Chúng tôi làm phần mềm." in page
    assert JoinRequest.objects.exists() is False


def test_a_household_business_is_led_to_the_door_that_needs_no_tax_code(client):
    answer = client.post(ADDRESS, filled(client, tax_code="001085012345"))
    assert "Hãy viết cho chúng tôi ở trang “Liên hệ”" in answer.text
    assert 'href="/lien-he/#hoi">viết cho chúng tôi</a>' in answer.text
    assert not JoinRequest.objects.exists()


@pytest.mark.parametrize(
    "change",
    [
        {"website": "http://x.example"},
        {"stamp": "la"},
        {"message": "x" * 2001},
        {"name": "x" * 201},
    ],
    ids=["trap", "no mark", "long message", "long name"],
)
def test_what_a_machine_sends_is_refused(client, change):
    assert client.post(ADDRESS, filled(client) | change).status_code == 200
    assert JoinRequest.objects.exists() is False
    assert mail.outbox == []


def test_rows_are_locked_before_the_record_when_a_request_is_accepted():
    request = waiting()
    publisher = site.publisher()
    accept = partial(join_requests.accept, request, enterprise=None, role="owner", by=publisher)
    assert locked_after_record(accept) == []
    assert Invitation.objects.count() == 1


def test_too_many_from_one_place_wait_and_lose_nothing(client):
    spend_all_but_one(PER_PLACE)
    assert client.post(ADDRESS, filled(client, email="40@x.example")).status_code == 302
    answer = client.post(ADDRESS, filled(client, email="41@x.example"))
    assert answer.status_code == 429
    assert int(answer["Retry-After"]) > 0
    assert 'value="Công ty Bến Ngự"' in answer.text
    assert "Không mất gì cả" in answer.text
    assert JoinRequest.objects.count() == 1


def test_a_mailbox_gets_few_letters_whoever_writes(client):
    # Capitals make no other mailbox of it.
    for number, email in enumerate(["cho", "Cho", "CHO", "chO"]):
        typed = filled(client, email=f"{email}@ben-ngu.example")
        answer = client.post(ADDRESS, typed, REMOTE_ADDR=f"10.0.0.{number}")
    assert answer.status_code == 429
    assert len(letters.to("cho@ben-ngu.example")) == 3


def test_extra_fields_change_nothing(client):
    extra = {"state": "accepted", "comment": "Được", "decided_by": "1", "id": "7"}
    client.post(ADDRESS, filled(client, **extra))
    join_request = JoinRequest.objects.get()
    assert (join_request.state, join_request.comment, join_request.decided_by_id) == (
        "waiting",
        "",
        None,
    )


def test_of_an_enterprise_that_is_here_the_page_tells_only_what_all_know(client):
    here = builders.enterprise("Công ty Đã Có", tax_code=TAX_CODE)
    me = builders.representative(here)
    page = client.get(client.post(ADDRESS, filled(client))["Location"]).text
    assert f'<a href="{here.path}">Công ty Đã Có</a>' in page
    assert me.user.email not in page
    hidden = builders.enterprise("Công ty Ẩn", tax_code="0000000024", state=State.DRAFT)
    answer = client.post(ADDRESS, filled(client, tax_code="0000000024"))
    assert hidden.title not in client.get(answer["Location"]).text


def test_the_page_of_a_request_is_found_by_its_sender_only(client):
    join_request = waiting()
    for mark in (str(join_request.pk), "la", "x" * 500):
        assert client.get(f"{ADDRESS}da-gui/{mark}/").status_code == 404


def test_accepted_it_makes_a_draft_and_invites_the_owner():
    publisher = site.publisher()
    join_request = join_requests.accept(waiting(), enterprise=None, role="owner", by=publisher)
    draft = Enterprise.objects.get()
    assert (draft.title, draft.tax_code, draft.state) == (join_request.name, TAX_CODE, State.DRAFT)
    assert PrivateContact.objects.get(enterprise=draft).name == join_request.person
    assert (join_request.state, join_request.enterprise, join_request.decided_by) == (
        "accepted",
        draft,
        publisher,
    )
    assert Invitation.objects.get().role == "owner"
    accepted, invitation = letters.to(join_request.email)
    assert "được chấp nhận" in accepted
    assert "/doanh-nghiep/loi-moi/" in invitation
    # The record is for good, so it has no person's name or number.
    record = str(list(AuditEntry.objects.filter(subject_label="people.joinrequest").values()))
    assert join_request.number in record
    assert join_request.person not in record
    assert join_request.phone not in record


def test_who_accepts_a_request_decides_about_its_profile_too():
    publisher = site.publisher()
    join_requests.accept(waiting(), enterprise=None, role="owner", by=publisher)
    draft = Enterprise.objects.get()
    owner = builders.representative(draft).user
    workflow.transition(draft, to=State.SUBMITTED, by=owner)
    assert [item.title for item in Dashboard(publisher).to_decide] == [draft.title]
    workflow.transition(draft, to=State.PUBLISHED, by=publisher)
    assert Enterprise.objects.get().state == State.PUBLISHED


def test_accepted_for_an_enterprise_that_is_here_it_invites_for_that():
    here = builders.enterprise("Công ty Đã Có", tax_code=TAX_CODE)
    assert join_requests.known_enterprise(TAX_CODE) == here
    assert join_requests.default_role(here) == "owner"
    builders.representative(here)
    assert join_requests.default_role(here) == "editor"
    with pytest.raises(ValidationError, match="mã số thuế"):
        join_requests.accept(waiting(), enterprise=None, role="owner", by=site.publisher())
    join_requests.accept(
        JoinRequest.objects.get(), enterprise=here, role="editor", by=site.publisher("d")
    )
    assert Invitation.objects.get().enterprise == here


def test_nobody_is_invited_to_an_enterprise_that_is_in_the_bin(client):
    publisher = site.publisher()
    here = builders.enterprise("Công ty Cũ", tax_code=TAX_CODE, state=State.DRAFT)
    move_to_bin(here, by=publisher, comment="Không trả lời")
    join_request = waiting()
    client.force_login(publisher)
    page = client.get(f"/admin/enterprises/joinrequest/{join_request.pk}/answer/")
    assert "“Công ty Cũ” đang ở trong thùng rác" in page.text
    for chosen in (Enterprise.objects.get(), None):
        with pytest.raises(ValidationError, match="khôi phục ở đó trước"):
            join_requests.accept(join_request, enterprise=chosen, role="owner", by=publisher)
    assert Invitation.objects.exists() is False
    restore(Enterprise.objects.get(), by=publisher)
    join_requests.accept(
        join_request, enterprise=Enterprise.objects.get(), role="owner", by=publisher
    )
    assert Invitation.objects.get().enterprise == here


def test_refused_it_says_why():
    join_request = join_requests.refuse(
        waiting(), comment="Không thuộc ngành.", by=site.publisher()
    )
    (letter,) = letters.to(join_request.email)
    assert "Không thuộc ngành." in letter
    assert Invitation.objects.exists() is False
    with pytest.raises(IntegrityError), transaction.atomic():
        join_requests.refuse(waiting(stamp="01" * 16), comment=" ", by=site.publisher("d"))


def test_it_is_answered_once():
    join_request = waiting()
    join_requests.refuse(join_request, comment="Không.", by=site.publisher())
    with pytest.raises(ValidationError, match="đã trả lời"):
        join_requests.accept(join_request, enterprise=None, role="owner", by=site.publisher("d"))
    assert Enterprise.objects.exists() is False


def test_it_is_answered_though_it_came_while_the_clock_was_ahead():
    ahead = waiting(created_at=timezone.now() + timedelta(days=365))
    assert join_requests.refuse(ahead, comment="Không.", by=site.publisher()).state == "refused"


def test_the_term_is_counted_in_working_days(settings):
    settings.JOIN_REQUEST_WORKING_DAYS = 3
    friday = timezone.make_aware(timezone.datetime(2026, 3, 6, 9))
    assert waiting(created_at=friday).due_on == date(2026, 3, 11)


def test_a_holiday_that_is_entered_later_moves_no_promise(settings):
    settings.JOIN_REQUEST_WORKING_DAYS = 3
    friday = timezone.make_aware(timezone.datetime(2026, 3, 6, 9))
    promised = waiting(created_at=friday)
    SpecialDay.objects.create(day=date(2026, 3, 10), kind=DayKind.HOLIDAY)
    assert JoinRequest.objects.get(pk=promised.pk).due_on == date(2026, 3, 11)
    assert promised.due_by(work_calendar()) == date(2026, 3, 11)
    # Nothing was kept of those from before.
    JoinRequest.objects.update(promised_on=None)
    assert JoinRequest.objects.get(pk=promised.pk).due_on == date(2026, 3, 12)


def test_long_after_the_answer_names_and_numbers_are_erased(settings):
    settings.JOIN_REQUEST_KEPT_DAYS = 30
    old = join_requests.refuse(waiting(), comment="Không.", by=site.publisher())
    waiting(stamp="01" * 16)
    assert tasks.erase_old_requests.func() == 0
    long_ago = timezone.now() - timedelta(days=31)
    JoinRequest.objects.filter(pk=old.pk).update(created_at=long_ago, decided_at=long_ago)
    assert tasks.erase_old_requests.func() == 1
    assert JoinRequest.objects.get().state == "waiting"
