"""Staff announce, move and cancel events, and see who comes."""

from datetime import datetime, timedelta

import pytest
from bs4 import BeautifulSoup
from django.utils import timezone

from enterprises.events.models import (
    AgendaItem,
    Event,
    EventStatus,
    Precision,
    Registration,
    Slot,
)
from enterprises.profiles.models import Representative
from portal.audit.models import AuditEntry
from portal.kit.moments import midnight
from portal.publishing.changes import pending_version
from tests import builders
from tests.enterprises.builders import enterprise, event, representative, slot
from tests.markup import words

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("letters_at_once")]

EVENTS = "/admin/enterprises/event/"


@pytest.fixture
def duyet(client):
    person = builders.publisher("duyet")
    client.force_login(person)
    return person


def form_of(client, address):
    """What a browser would send of the form at an address, were nothing changed."""
    page = BeautifulSoup(client.get(address).content, "html.parser")
    form = page.find("form", id=lambda name: name and name.endswith("_form"))
    sent = {}
    for field in form.select("input[name], textarea[name], select[name]"):
        name, kind = field["name"], field.get("type")
        if "__prefix__" in name or kind in ("submit", "file"):
            continue
        if field.name == "select":
            chosen = field.select("option[selected]")
            sent[name] = [option["value"] for option in chosen]
        elif kind in ("checkbox", "radio"):
            if field.has_attr("checked"):
                sent[name] = field.get("value", "on")
        else:
            sent[name] = field.text if field.name == "textarea" else field.get("value", "")
    return sent


def shown(moment):
    local = timezone.localtime(moment)
    return f"{local:%d/%m/%Y}", f"{local:%H:%M:%S}"


def test_a_moved_time_asks_why_and_remembers_the_old_one(client, duyet):
    forum = event(starts_at=timezone.now().replace(second=0, microsecond=0) + timedelta(days=7))
    first = slot(forum, starts_at=forum.starts_at + timedelta(minutes=10))
    slot(forum, starts_at=forum.starts_at + timedelta(minutes=40))
    address = f"{EVENTS}{forum.pk}/change/"
    later = forum.starts_at + timedelta(minutes=30)
    sent = form_of(client, address)
    sent["starts_at_0"], sent["starts_at_1"] = shown(later)
    assert client.post(address, sent).status_code == 200
    answer = client.post(address, sent | {"status_reason": "Bão số 5"})
    assert answer.status_code == 302
    data = pending_version(Event.objects.get(pk=forum.pk)).data
    assert data["fields"]["status"] == EventStatus.MOVED
    assert data["fields"]["moved_from"] == forum._meta.get_field("moved_from").value_to_string(
        Event(moved_from=forum.starts_at)
    )
    # Slots go with their event, also through each other's places.
    moved = {row["id"]: row["starts_at"] for row in data["parts"]["slots"]}
    assert moved[first.pk] == Slot._meta.get_field("starts_at").value_to_string(
        Slot(starts_at=first.starts_at + timedelta(minutes=30))
    )


def test_who_names_the_hour_of_an_announced_day_moves_nothing(client, duyet):
    day = midnight(timezone.localdate() + timedelta(days=7))
    forum = event(starts_at=day, precision=Precision.DAY)
    address = f"{EVENTS}{forum.pk}/change/"
    sent = form_of(client, address) | {"precision": "hour"}
    sent["starts_at_0"], sent["starts_at_1"] = shown(day + timedelta(hours=8))
    assert client.post(address, sent).status_code == 302
    fields = pending_version(Event.objects.get(pk=forum.pk)).data["fields"]
    assert (fields["status"], fields["precision"]) == (EventStatus.PLANNED, Precision.HOUR)
    sent["starts_at_0"], sent["starts_at_1"] = shown(day + timedelta(days=1, hours=8))
    assert client.post(address, sent).status_code == 200


def test_slots_that_overlap_are_refused(client, duyet):
    forum = event(starts_at=timezone.now().replace(second=0, microsecond=0) + timedelta(days=7))
    slot(forum, minutes=15)
    slot(forum, starts_at=forum.starts_at + timedelta(minutes=20))
    address = f"{EVENTS}{forum.pk}/change/"
    sent = form_of(client, address) | {"slots-0-minutes": "30"}
    answer = client.post(address, sent)
    assert answer.status_code == 200
    assert "phải kết thúc" in answer.text


def test_a_slot_before_all_time_is_refused(client, duyet):
    forum = event()
    slot(forum)
    address = f"{EVENTS}{forum.pk}/change/"
    answer = client.post(address, form_of(client, address) | {"slots-0-starts_at_0": "01/01/0001"})
    assert answer.status_code == 200
    assert "Hãy ghi ngày từ năm 1900 đến năm 2200." in answer.text


def test_agenda_and_slots_wait_with_a_change_of_a_live_event(client, duyet):
    forum = event()
    AgendaItem.objects.create(event=forum, title="Khai mạc")
    address = f"{EVENTS}{forum.pk}/change/"
    sent = form_of(client, address) | {"agenda-0-title": "Khai mạc và chào mừng"}
    assert client.post(address, sent).status_code == 302
    assert AgendaItem.objects.get().title == "Khai mạc"
    data = pending_version(Event.objects.get(pk=forum.pk)).data
    assert data["parts"]["agenda"][0]["title"] == "Khai mạc và chào mừng"


def guest(forum, name, **fields):
    me = representative(enterprise(f"Công ty {name}"), f"dn-{name.lower()}")
    return Registration.objects.create(
        event=forum, enterprise=me.enterprise, registered_by=me, name=name,
        **({"seat": "taken"} | fields),
    )  # fmt: skip


def test_staff_see_who_comes_and_mark_who_was_there(client, duyet):
    forum = event(starts_at=timezone.now() - timedelta(hours=1))
    hoa, mai = guest(forum, "Hoa", position="Giám đốc"), guest(forum, "Mai")
    elsewhere = guest(event("Khác"), "Lan")
    page = client.get(f"{EVENTS}{forum.pk}/nguoi-du/").text
    assert "Giám đốc" in page
    assert "Lan" not in page
    sent = {"shown": [hoa.pk, mai.pk, elsewhere.pk], "there": [hoa.pk, elsewhere.pk, "x"]}
    assert client.post(f"{EVENTS}{forum.pk}/nguoi-du/", sent).status_code == 302
    found = dict(Registration.objects.values_list("name", "attended"))
    assert found == {"Hoa": True, "Mai": False, "Lan": None}
    # Who was at another event, and what is no key, are not counted.
    assert AuditEntry.objects.latest("pk").new == {"attended": 1}


def test_a_large_forum_has_its_guests_on_pages_and_all_in_the_file(client, duyet, monkeypatch):
    monkeypatch.setattr("enterprises.events.admin.guests.PAGE_SIZE", 2)
    forum = event(starts_at=timezone.now() - timedelta(hours=1))
    for name in ("Hoa", "Mai", "Lan"):
        guest(forum, name)
    guest(forum, "Tư", seat="waiting")
    door = f"{EVENTS}{forum.pk}/nguoi-du/"
    first, second = client.get(door).text, client.get(f"{door}?trang=2").text
    for page in (first, second):
        assert "3 người có chỗ" in page
        assert "1 người chờ" in page
    assert 'href="?trang=2"' in first
    assert "Lan" not in first
    assert "Lan" in second
    lan = Registration.objects.get(name="Lan")
    answer = client.post(f"{door}?trang=2", {"shown": [lan.pk], "there": [lan.pk]})
    assert answer["Location"].endswith("?trang=2")
    assert list(Registration.objects.filter(attended=True)) == [lan]
    text = b"".join(client.get(f"{EVENTS}{forum.pk}/nguoi-du.csv").streaming_content).decode()
    assert [line.partition(",")[0] for line in text.splitlines()[1:]] == ["Hoa", "Mai", "Lan", "Tư"]


def test_two_people_at_the_door_leave_the_ticks_of_each_other(client, duyet):
    forum = event(starts_at=timezone.now() - timedelta(hours=1))
    hoa, mai, lan = (guest(forum, name) for name in ("Hoa", "Mai", "Lan"))
    door = f"{EVENTS}{forum.pk}/nguoi-du/"
    shown = [hoa.pk, mai.pk, lan.pk]
    client.post(door, {"shown": shown, "there": [hoa.pk]})
    # Another page, opened before that.
    client.post(door, {"shown": shown, "there": [mai.pk]})
    found = dict(Registration.objects.values_list("name", "attended"))
    assert found == {"Hoa": True, "Mai": True, "Lan": False}
    assert AuditEntry.objects.latest("pk").new == {"attended": 2}
    # A tick that was shown and is taken away.
    page = BeautifulSoup(client.get(door).content, "html.parser")
    ticked = [field["value"] for field in page.find_all("input", {"name": "ticked"})]
    assert set(ticked) == {str(hoa.pk), str(mai.pk)}
    client.post(door, {"shown": shown, "ticked": ticked, "there": [mai.pk]})
    found = dict(Registration.objects.values_list("name", "attended"))
    assert found == {"Hoa": False, "Mai": True, "Lan": False}


def test_staff_take_off_the_list_who_cannot_do_so_and_the_next_has_the_seat(
    client, duyet, mailoutbox
):
    forum = event(seats=1)
    hoa, mai = guest(forum, "Hoa"), guest(forum, "Mai", seat="waiting")
    elsewhere = guest(event("Khác"), "Lan")
    Representative.objects.filter(pk=hoa.registered_by_id).update(ended_at=timezone.now())
    address = f"{EVENTS}{forum.pk}/nguoi-du/"
    page = client.get(address).text
    assert page.count("hiện không còn người đại diện") == 1
    assert "hồ sơ không công khai" not in page
    assert client.post(address, {"off": elsewhere.pk}).status_code == 404
    for _twice in range(2):
        answer = client.post(address, {"off": hoa.pk}, follow=True)
        assert "Hoa không còn trong danh sách." in answer.text
    found = dict(Registration.objects.values_list("name", "seat"))
    assert found == {"Hoa": "given_up", "Mai": "taken", "Lan": "taken"}
    (letter,) = mailoutbox
    assert letter.to == ["dn-mai@doanh-nghiep.example"]
    assert letter.subject.endswith("Đã có chỗ: Diễn đàn tháng 3")
    entry = AuditEntry.objects.get(new__has_key="taken_off")
    assert (entry.actor, entry.subject_pk) == (duyet, str(forum.pk))
    assert entry.new == {"taken_off": hoa.pk, "enterprise": "Công ty Hoa"}
    client.post(address, {"off": mai.pk})
    assert "Sở đã đưa Mai ra khỏi danh sách" in mailoutbox[-1].body


def test_each_row_says_whom_it_takes_off_the_list(client, duyet):
    forum = event()
    for name in ("Hoa", "Mai"):
        guest(forum, name)
    page = BeautifulSoup(client.get(f"{EVENTS}{forum.pk}/nguoi-du/").content, "html.parser")
    table = page.select_one(".newsroom-versions")
    folded = [words(each) for each in table.select("summary")]
    assert folded == [f"Đưa ra khỏi danh sách… {name}" for name in ("Hoa", "Mai")]
    assert words(table.select("th")[-1]) == "Đưa ra"


def test_who_takes_somebody_off_reads_that_ticks_are_saved_first(client, duyet):
    day = midnight(timezone.localdate())
    texts = []
    for forum in (event(), event("Hôm nay", starts_at=day, precision=Precision.DAY)):
        guest(forum, f"Hoa {forum.pk}")
        texts.append(client.get(f"{EVENTS}{forum.pk}/nguoi-du/").text)
    assert ["Đánh dấu có mặt mà chưa lưu thì mất" in text for text in texts] == [False, True]


def test_once_it_has_begun_nobody_is_taken_off_the_list(client, duyet):
    forum = event(starts_at=timezone.now() - timedelta(hours=1))
    hoa = guest(forum, "Hoa")
    address = f"{EVENTS}{forum.pk}/nguoi-du/"
    assert "Đưa ra khỏi danh sách" not in client.get(address).text
    assert "đã bắt đầu" in client.post(address, {"off": hoa.pk}, follow=True).text
    hoa.refresh_from_db()
    assert hoa.seat == "taken"


def test_nobody_is_marked_before_the_event(client, duyet):
    forum = event()
    hoa = guest(forum, "Hoa")
    client.post(f"{EVENTS}{forum.pk}/nguoi-du/", {"shown": [hoa.pk], "there": [hoa.pk]})
    hoa.refresh_from_db()
    assert hoa.attended is None


def test_the_list_comes_as_a_file_in_which_nothing_is_a_formula(client, duyet):
    forum = event()
    guest(forum, "Hoa", position="=1+1")
    answer = client.get(f"{EVENTS}{forum.pk}/nguoi-du.csv")
    text = b"".join(answer.streaming_content).decode("utf-8-sig")
    assert text.splitlines()[1] == "Hoa,'=1+1,Công ty Hoa,có chỗ,"


def test_who_took_the_list_is_written_down(client, duyet):
    forum = event()
    client.get(f"{EVENTS}{forum.pk}/nguoi-du.csv")
    entry = AuditEntry.objects.get(new__has_key="exported")
    assert (entry.actor.username, entry.subject_pk) == ("duyet", str(forum.pk))
    assert entry.new == {"exported": "events.registration", "as": "csv"}


def test_the_list_is_for_those_who_edit_or_publish(client):
    forum = event()
    guest(forum, "Hoa")
    client.force_login(builders.reporter())
    for tail in ("nguoi-du/", "nguoi-du.csv"):
        assert client.get(f"{EVENTS}{forum.pk}/{tail}").status_code == 403


def test_the_list_says_of_a_start_what_is_known(client, duyet):
    moment = timezone.make_aware(datetime(2006, 1, 2, 9, 30))
    for precision in Precision:
        event(f"Họp {precision.value}", starts_at=moment, ends_at=None, precision=precision)
    cells = BeautifulSoup(client.get(EVENTS).text, "html.parser").select("td.field-starts_label")
    assert {cell.get_text() for cell in cells} == {"02/01/2006 09:30", "02/01/2006", "2006"}
