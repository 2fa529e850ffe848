"""The switch: one publisher asks, another confirms; the same for the end."""

import json
from datetime import timedelta
from io import StringIO

import pytest
from django.core.management import CommandError, call_command
from django.db import IntegrityError, OperationalError, connection
from django.utils import timezone

from portal.audit.models import AuditEntry
from portal.emergency import alerts
from portal.emergency.models import Emergency
from tests import builders
from tests.builders import signed_in
from tests.portal.site.test_pages import read

pytestmark = pytest.mark.django_db
SWITCH = "/admin/khan-cap/"
ASKED = {"_ask": "", "level": "3", "headline": "Bão số 5", "advice": "Ở trong nhà."}


@pytest.fixture
def lan():
    return builders.publisher("lan")


@pytest.fixture
def minh():
    return builders.publisher("minh")


def press(user, name, run):
    """Press a button that names the newest row."""
    with run(execute=True):
        return signed_in(user).post(SWITCH, {name: Emergency.objects.latest("pk").pk}, follow=True)


def ask(user, run, **other):
    with run(execute=True):
        return signed_in(user).post(SWITCH, ASKED | other, follow=True)


def test_no_number_and_no_day_is_too_much_for_it(lan, client):
    client = signed_in(lan)
    assert client.post(SWITCH, {"_end": "9" * 5000}).status_code == 404
    answer = client.post(SWITCH, ASKED | {"starts_at": "31/12/9999 10:00"})
    assert "trong vòng 30 ngày" in answer.text
    assert Emergency.objects.exists() is False


def test_a_start_so_long_ago_that_it_is_over_is_refused_while_it_is_typed(lan):
    begins = words(timezone.now() - timedelta(days=31))
    answer = signed_in(lan).post(SWITCH, ASKED | {"starts_at": begins})
    assert "đã quá 30 ngày" in answer.text
    assert Emergency.objects.exists() is False
    with pytest.raises(CommandError, match="--start"):
        call_command("emergency", "on", level="3", headline="Bão số 5", start=begins)


def test_what_has_to_be_filled_in_is_marked_and_nothing_else(lan):
    page = read(signed_in(lan), SWITCH)
    marked = [each["for"] for each in page.select(".emergency-form label.required")]
    assert marked == ["id_level", "id_headline"]


def test_nothing_is_shown_before_a_second_person_confirms(
    client, lan, minh, django_capture_on_commit_callbacks
):
    run = django_capture_on_commit_callbacks
    ask(lan, run)
    assert alerts.current_alert() is None
    assert "phải có người khác" in press(lan, "_confirm", run).text
    assert alerts.current_alert() is None
    press(minh, "_confirm", run)
    assert alerts.current_alert().level == 3
    banner = read(client, "/tin-tuc/").select_one(".emergency-3")
    assert "Bão số 5" in banner.text
    assert "Ở trong nhà." in banner.text


def test_visitors_read_it_in_english_where_somebody_wrote_that(
    client, lan, minh, django_capture_on_commit_callbacks
):
    run = django_capture_on_commit_callbacks
    ask(lan, run, headline_en="Storm no. 5")
    assert "Storm no. 5" in signed_in(minh).get(SWITCH).text
    press(minh, "_confirm", run)
    english = read(client, "/en/").select_one(".emergency-3")
    assert english.select_one('[lang="en"]').text == "Storm no. 5"
    # Nobody wrote the advice: better in Vietnamese than not at all.
    assert english.select_one('p[lang="vi"]').text == "Ở trong nhà."
    assert "Storm" not in read(client, "/tin-tuc/").select_one(".emergency-3").text


def test_an_end_that_nobody_said_is_not_told(client, lan, minh, django_capture_on_commit_callbacks):
    run = django_capture_on_commit_callbacks
    begins = timezone.now()
    ask(lan, run, starts_at=words(begins))
    press(minh, "_confirm", run)
    assert alerts.current_alert(begins + timedelta(days=31)) is None
    facts = read(client, "/tin-tuc/").select_one(".emergency-facts").text
    assert " ".join(facts.split()).startswith(f"Từ {words(begins)} · ")
    assert "đến" not in facts


def test_an_end_that_was_said_is_told(client, lan, minh, django_capture_on_commit_callbacks):
    run = django_capture_on_commit_callbacks
    ask(lan, run, ends_at=words(timezone.now() + timedelta(days=1)))
    press(minh, "_confirm", run)
    assert " đến " in read(client, "/tin-tuc/").select_one(".emergency-facts").text


def test_a_file_of_before_still_warns(settings):
    begins = timezone.now() - timedelta(hours=1)
    old = {"level": 2, "headline": "Lũ", "advice": "", "starts_at": str(begins), "ends_at": None}
    (settings.VAR_DIR / alerts.FILE).write_text(json.dumps([old]), encoding="utf-8")
    assert alerts.current_alert().headline == "Lũ"


def test_two_people_end_it(client, lan, minh, django_capture_on_commit_callbacks):
    run = django_capture_on_commit_callbacks
    ask(lan, run)
    press(minh, "_confirm", run)
    press(lan, "_end", run)
    press(lan, "_end", run)
    assert alerts.current_alert() is not None
    press(minh, "_end", run)
    assert alerts.current_alert() is None
    assert read(client, "/").select_one(".emergency") is None
    who = list(AuditEntry.objects.filter(subject_label="emergency.emergency").order_by("number"))
    assert [entry.actor_id for entry in who] == [lan.pk, minh.pk, lan.pk, minh.pk]


def test_each_step_says_what_readers_see_and_who_is_asked_next(
    lan, minh, django_capture_on_commit_callbacks
):
    run = django_capture_on_commit_callbacks
    ask(lan, run)
    assert "đang thấy cảnh báo trên mọi trang" in press(minh, "_confirm", run).text
    text = press(lan, "_end", run).text
    assert "chờ người thứ hai xác nhận. Cảnh báo vẫn đang hiện" in text
    assert "không còn trên trang nào" in press(minh, "_end", run).text


def test_what_was_taken_back_was_seen_by_nobody(lan, django_capture_on_commit_callbacks):
    run = django_capture_on_commit_callbacks
    ask(lan, run)
    assert "Người đọc chưa thấy gì" in press(lan, "_take_back", run).text


def test_one_person_takes_back_what_nobody_has_confirmed(
    lan, minh, django_capture_on_commit_callbacks
):
    run = django_capture_on_commit_callbacks
    ask(lan, run)
    press(lan, "_take_back", run)
    press(minh, "_confirm", run)
    assert alerts.current_alert() is None
    assert not Emergency.objects.waiting().exists()


def test_a_button_pressed_twice_makes_one_declaration(
    lan, minh, django_capture_on_commit_callbacks
):
    run = django_capture_on_commit_callbacks
    ask(lan, run)
    ask(lan, run)
    assert Emergency.objects.count() == 1
    assert "khác đang chờ" in ask(minh, run, headline="Lũ").text
    assert Emergency.objects.count() == 1


@pytest.mark.parametrize("field", ["starts_at", "ends_at"])
def test_other_times_are_no_second_press(lan, field, django_capture_on_commit_callbacks):
    run = django_capture_on_commit_callbacks
    first, other = (words(timezone.now() + timedelta(hours=hours)) for hours in (8, 18))
    for typed in (first, ""):
        ask(lan, run, **{field: typed})
        assert "nhờ một đồng nghiệp xác nhận" in ask(lan, run, **{field: typed}).text
        refused = ask(lan, run, **{field: other})
        assert "khác đang chờ" in refused.text
        assert f'value="{other}"' in refused.text
        assert "khác đang chờ" in ask(lan, run, **{field: "" if typed else first}).text
        press(lan, "_take_back", run)
    assert Emergency.objects.count() == 2


@pytest.mark.parametrize("who", [builders.reporter, builders.editor])
def test_the_switch_is_there_for_publishers_only(who):
    assert signed_in(who()).get(SWITCH).status_code == 404


@pytest.mark.parametrize(
    ("field", "wrong"),
    [
        ("level", "6"),
        ("headline", ""),
        ("ends_at", "01/01/2007 08:00"),
        ("ends_at", "01/01/2099 08:00"),
    ],
)
def test_a_wrong_field_keeps_what_was_typed(lan, field, wrong):
    answer = signed_in(lan).post(SWITCH, ASKED | {field: wrong})
    assert answer.status_code == 200
    assert "Ở trong nhà." in answer.text
    assert "errorlist" in answer.text
    assert not Emergency.objects.exists()


@pytest.mark.parametrize("typed", ["{:%d/%m/%Y}", "{:%Y-%m-%d}", "{:%Y%m%d}"])
@pytest.mark.parametrize(("field", "option"), [("starts_at", "start"), ("ends_at", "end")])
def test_a_day_without_its_hour_is_refused(lan, field, option, typed):
    day = typed.format(timezone.localdate() + timedelta(days=2))
    assert "Hãy ghi cả giờ" in signed_in(lan).post(SWITCH, ASKED | {field: day}).text
    with pytest.raises(CommandError, match=f"--{option}: Hãy ghi cả giờ"):
        call_command("emergency", "on", level="3", headline="Bão số 5", **{option: day})
    assert Emergency.objects.exists() is False


@pytest.mark.parametrize(
    "typed", ["{:%d/%m/%Y 00:00}", "{:%d/%m/%Y 17h}", "{:%Y-%m-%d 17:00}", "{:%Y-%m-%dT17:00}"]
)
def test_a_day_with_its_hour_is_taken_as_people_write_it(lan, typed):
    day = typed.format(timezone.localdate() + timedelta(days=2))
    signed_in(lan).post(SWITCH, ASKED | {"ends_at": day})
    assert Emergency.objects.get().ends_at > timezone.now() + timedelta(days=1)


@pytest.mark.parametrize("key", ["", "x", "²", "9" * 30, "4711"])
def test_a_button_that_names_nothing_is_nowhere(lan, key):
    assert signed_in(lan).post(SWITCH, {"_confirm": key}).status_code == 404


def test_the_database_refuses_one_person_for_both(lan):
    now = timezone.now()
    with pytest.raises(IntegrityError, match="confirmed_by_another"):
        Emergency.objects.create(
            level=3,
            headline="Bão",
            starts_at=now,
            requested_by=lan,
            confirmed_by=lan,
            confirmed_at=now,
        )


def test_the_command_declares_and_ends_at_once(client, django_capture_on_commit_callbacks):
    output = StringIO()
    with django_capture_on_commit_callbacks(execute=True):
        call_command("emergency", "on", "--level", "4", "--headline", "Lũ lớn", stdout=output)
    assert read(client, "/lien-he/").select_one(".emergency-4") is not None
    with django_capture_on_commit_callbacks(execute=True):
        call_command("emergency", "off", stdout=output)
    assert alerts.current_alert() is None
    assert AuditEntry.objects.filter(actor=None, subject_label="emergency.emergency").count() == 2


def test_the_command_says_what_is_wrong():
    with pytest.raises(CommandError, match="level"):
        call_command("emergency", "on", "--level", "9", "--headline", "Lũ")


def test_the_command_names_the_option_that_was_typed():
    typed = ["--level", "3", "--headline", "Bão", "--end", "02/10/2007 06:00"]
    with pytest.raises(CommandError, match=r"^--end: "):
        call_command("emergency", "on", *typed)


@pytest.mark.parametrize("words", [["on", "--level", "3", "--headline", "Bão"], ["off"]])
def test_without_a_database_the_command_says_so_in_a_line(words, monkeypatch, caplog):
    def away():
        raise OperationalError("connection refused")

    monkeypatch.setattr(connection, "ensure_connection", away)
    with pytest.raises(CommandError, match="systemctl restart postgresql") as refused:
        call_command("emergency", *words)
    assert "\n" not in str(refused.value)
    assert not caplog.records
    call_command("emergency", "status", stdout=(output := StringIO()))
    assert output.getvalue()


def test_it_keeps_to_its_schedule(lan, minh, django_capture_on_commit_callbacks):
    run = django_capture_on_commit_callbacks
    now = timezone.now()
    ask(lan, run, starts_at=words(now + timedelta(hours=2)), ends_at=words(now + timedelta(days=1)))
    press(minh, "_confirm", run)
    assert alerts.current_alert() is None
    assert alerts.current_alert(now + timedelta(hours=3)).headline == "Bão số 5"
    assert alerts.current_alert(now + timedelta(days=1, minutes=1)) is None


def words(moment):
    return timezone.localtime(moment).strftime("%d/%m/%Y %H:%M")
