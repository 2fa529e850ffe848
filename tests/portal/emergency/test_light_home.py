"""The light home page: what readers need, in one round trip, also as a file."""

import gzip
import re
import subprocess
import sys
from datetime import timedelta
from pathlib import Path

import pytest
from bs4 import BeautifulSoup
from django.conf import settings as project
from django.contrib.staticfiles import finders
from django.core.exceptions import ValidationError
from django.core.management import call_command
from django.urls import reverse
from django.utils import timezone

from portal.emergency import alerts
from portal.emergency.models import (
    MAX_CONTACTS,
    MAX_LIFELINES,
    DutyContact,
    Emergency,
    EmergencyNotice,
    Lifeline,
)
from portal.site.emergency import MAX_NOTICES, MAX_SENT_MEGABYTES
from tests import builders
from tests.portal.site.test_pages import read

pytestmark = pytest.mark.django_db
ROUND_TRIP = 14 * 1024


def declare(level=3, **fields):
    """An emergency from the command line; the banner shows it."""
    now = timezone.now()
    fields = {"headline": "Bão số 5", "starts_at": now} | fields
    row = Emergency.objects.create(level=level, confirmed_at=now, from_command=True, **fields)
    alerts.write_alerts()
    return row


def test_home_is_the_light_page_while_an_emergency_holds(client):
    assert read(client, "/").select_one(".light") is None
    declare()
    assert read(client, "/").select_one(".light .emergency-3") is not None
    full = read(client, "/?ban=day-du")
    assert full.select_one(".home .emergency-3") is not None


@pytest.mark.parametrize("path", ["/khan-cap/", "/en/khan-cap/"])
def test_its_first_link_skips_to_what_counts(client, path):
    assert read(client, path).select_one("body a")["href"] == "#noi-dung"


def test_it_shows_notices_that_are_due_and_numbers_to_dial(client):
    EmergencyNotice.objects.create(text="Đập Tràn đóng đường.")
    EmergencyNotice.objects.create(text="Chưa đến giờ.", at=timezone.now() + timedelta(hours=1))
    DutyContact.objects.create(name="Trực ban tỉnh", phone="0234 (000) 111", radio="Sông Hương")
    page = read(client, "/khan-cap/")
    assert "Đập Tràn đóng đường." in page.text
    assert "Chưa đến giờ." not in page.text
    dialled = [link["href"].removeprefix("tel:") for link in page.select('a[href^="tel:"]')]
    assert dialled == ["112", "113", "114", "115", "0234000111"]
    sheet = read(client, "/khan-cap/to-a4/")
    # Wide names scroll in their box; on a telephone a row is a card that says what stands in it.
    table = sheet.select_one(".table-box[tabindex] > table.data-table.card-table")
    assert [(each["data-label"], each.text) for each in table.select("td")] == [
        ("Điện thoại", "0234 (000) 111"),
        ("Vô tuyến", "Sông Hương"),
    ]


def test_in_english_names_on_duty_are_marked_as_vietnamese(client):
    DutyContact.objects.create(name="Trực ban tỉnh", phone="0234 000 111", radio="Sông Hương")
    marked = read(client, "/en/khan-cap/").select('.light-numbers [lang="vi"]')
    assert [each.text for each in marked] == ["Trực ban tỉnh", "Sông Hương"]
    assert read(client, "/khan-cap/").select('.light-numbers [lang="vi"]') == []


PRINT = "Hãy in và treo tờ này"


def test_only_a_sheet_with_true_numbers_asks_to_be_printed(client):
    empty = read(client, "/khan-cap/to-a4/")
    assert PRINT not in empty.text
    assert "chỉ có các số gọi toàn quốc" in " ".join(empty.text.split())
    DutyContact.objects.create(name="Trạm Minh họa", phone="0234 000 000", is_sample=True)
    assert PRINT not in read(client, "/khan-cap/to-a4/").text
    DutyContact.objects.create(name="Trực ban tỉnh", phone="0234 000 111")
    assert PRINT in read(client, "/khan-cap/to-a4/").text


@pytest.mark.parametrize(
    ("count", "size"), [(3, ["duty-few"]), (4, ["duty-some"]), (7, ["duty-some"]), (8, [])]
)
def test_a_sheet_of_few_lines_is_printed_large(client, count, size):
    for number in range(count):
        DutyContact.objects.create(name=f"Trực xã {number}", phone=f"0234 {number:06}")
    classes = read(client, "/khan-cap/to-a4/").body["class"]
    assert [each for each in classes if each in {"duty-few", "duty-some"}] == size


def test_the_sheet_stands_in_english_and_is_led_to_there(client):
    DutyContact.objects.create(name="Trực ban tỉnh", phone="0234 000 111")
    assert read(client, "/en/khan-cap/").select_one('a[href="/en/khan-cap/to-a4/"]')
    sheet = read(client, "/en/khan-cap/to-a4/")
    assert "Print this sheet" in sheet.text
    assert sheet.select_one('th [lang="vi"]').text == "Trực ban tỉnh"
    # What has no radio has no text that is marked as another language.
    assert [each.text for each in sheet.select("td")] == ["0234 000 111", "–"]
    assert sheet.select_one('main a[href="/en/khan-cap/"]')
    assert sheet.select_one('link[hreflang="vi"]')["href"].endswith("/khan-cap/to-a4/")


def test_what_is_not_one_number_is_refused_and_of_an_older_row_no_link(client):
    row = DutyContact.objects.create(name="Trực ban tỉnh", phone="0234 3822725 máy lẻ 12")
    with pytest.raises(ValidationError) as refused:
        row.full_clean()
    assert list(refused.value.message_dict) == ["phone"]
    for path in ("/khan-cap/", "/khan-cap/to-a4/"):
        page = read(client, path)
        assert "0234 3822725 máy lẻ 12" in page.text
        assert page.select('a[href^="tel:0234"]') == []
    row.phone = "0234 3822725"
    row.full_clean()


@pytest.fixture
def many_posts():
    """Ten posts with radio alone, then five with a telephone more than the light page holds."""
    for number in range(10):
        DutyContact.objects.create(name=f"Đài {number}", radio=f"Kênh {number}", position=1)
    for number in range(MAX_CONTACTS + 5):
        DutyContact.objects.create(name=f"Trực xã {number:02}", phone=f"0234 {number:06}")


@pytest.mark.usefixtures("many_posts")
def test_the_sheet_has_all_posts_and_the_light_page_the_first_that_can_be_called(client):
    assert len(read(client, "/khan-cap/to-a4/").select("th[scope=row]")) == MAX_CONTACTS + 15
    page = read(client, "/khan-cap/")
    assert len(page.select('.light-numbers a[href^="tel:0234"]')) == MAX_CONTACTS
    assert "Trực xã 39" in page.text
    assert "Trực xã 40" not in page.text


@pytest.mark.usefixtures("many_posts")
def test_who_saves_a_post_is_told_how_many_the_light_page_leaves_out(client):
    client.force_login(builders.editor())
    sent = {"name": "Trực xã mới", "phone": "0234 999999", "position": "10"}
    answer = client.post(reverse("admin:emergency_dutycontact_add"), sent, follow=True)
    assert "chỉ đủ chỗ cho 40 dòng đầu; 6 dòng không hiện ở đó" in answer.text


def test_notices_of_the_last_storm_are_not_what_to_know_now(client):
    now = timezone.now()
    EmergencyNotice.objects.create(text="Bão năm ngoái.", at=now - timedelta(days=300))
    EmergencyNotice.objects.create(text="Lũ đầu tháng.", at=now - timedelta(days=9))
    EmergencyNotice.objects.create(text="Nước đang lên.", at=now - timedelta(days=6))

    def shown():
        text = read(client, "/khan-cap/").text
        return [each for each in ("Nước đang", "Lũ đầu", "Bão năm") if each in text]

    assert shown() == ["Nước đang"]
    # What was said in the time of the warning that holds stays as long as it does.
    declare(starts_at=now - timedelta(days=10))
    assert shown() == ["Nước đang", "Lũ đầu"]


def test_it_says_whom_to_call_when_the_line_at_home_is_dead(client):
    page = read(client, "/khan-cap/")
    assert "gọi nhà mạng" in page.text
    assert "your provider" in read(client, "/en/khan-cap/").text


def test_page_and_style_come_in_one_round_trip_however_full_they_are(client):
    declare(advice="Nước lên nhanh, rời bãi sông. " * 33)
    for number in range(MAX_NOTICES + 2):
        words = " ".join(f"thôn {number * 97 + at * 31}" for at in range(60))
        EmergencyNotice.objects.create(text=words[:600])
    for number in range(MAX_CONTACTS + 5):
        DutyContact.objects.create(
            name=f"Ban chỉ huy phòng, chống thiên tai xã {number * 7919}", phone=f"0234 {number:06}"
        )
    for number in range(MAX_LIFELINES + 2):
        advice = " ".join(f"trạm {number * 89 + at * 37}" for at in range(40))[:300]
        Lifeline.objects.create(name=f"Mạng {number}", status="down", advice=advice, position=0)
    style = Path(str(finders.find("css/emergency.css"))).read_bytes()
    page = client.get("/").content
    assert len(gzip.compress(page)) + len(gzip.compress(style)) < ROUND_TRIP
    # What machines read of the page is no script; nothing else is one.
    assert page.count(b"<script") == page.count(b'<script type="application/ld+json">') == 1
    assert b"<img" not in page


@pytest.mark.parametrize("rows", [1, 3])
def test_it_asks_three_queries(client, django_assert_num_queries, rows):
    for number in range(rows):
        EmergencyNotice.objects.create(text=f"Thông báo {number}")
        DutyContact.objects.create(name=f"Trực {number}", phone=f"{number}")
        Lifeline.objects.create(name=f"Mạng {number}")
    declare()
    with django_assert_num_queries(3):
        client.get("/")


def test_the_banner_asks_no_query(client, django_assert_num_queries):
    with django_assert_num_queries(3):
        client.get("/gioi-thieu/")
    declare()
    with django_assert_num_queries(3):
        assert "emergency-3" in client.get("/gioi-thieu/").text


@pytest.mark.parametrize("level", [1, 2, 3, 4, 5])
def test_each_level_has_its_banner(client, level):
    declare(level)
    banner = read(client, "/lien-he/").select_one(f".emergency-{level}")
    assert f"cấp {level}" in banner.text


def test_advice_keeps_the_lines_in_which_it_was_typed(client):
    lines = "Ở trong nhà.\r\nSạc điện thoại.\r\nGọi 112."
    declare(advice=lines)
    Lifeline.objects.create(name="Điện", advice=lines, position=0)
    light = read(client, "/")
    written = [*light.select(".emergency p, .lifeline p"), *read(client, "/lien-he/").select("p")]
    found = [list(each.stripped_strings) for each in written if "Sạc" in each.text]
    assert found == [lines.splitlines()] * 3


def test_a_hostile_headline_is_text(client):
    row = declare(advice="<script>alert(1)</script>")
    assert row.advice in read(client, "/").select_one(".emergency").text


def test_it_is_written_as_a_file_beside_its_style(settings):
    EmergencyNotice.objects.create(text="Cấm đường qua đèo.")
    declare()
    call_command("write_light_home", verbosity=0)
    folder = Path(settings.VAR_DIR) / "light-home"
    page = (folder / "index.html").read_text(encoding="utf-8")
    assert "Cấm đường qua đèo." in page
    assert 'href="/emergency.css"' in page
    assert "Bản này ghi lúc" in page
    assert "This copy is of" in (folder / "en.html").read_text(encoding="utf-8")
    assert ".light" in (folder / "emergency.css").read_text(encoding="utf-8")


def test_the_server_in_front_finds_each_file_that_it_names(settings):
    declare()
    call_command("write_light_home", verbosity=0)
    conf = Path(project.BASE_DIR / "deploy/nginx/portal.conf").read_text(encoding="utf-8")
    named = {*re.findall(r"(?:light-home|try_files) ?/([\w-]+\.\w+)", conf)}
    refusals = {"busy.html", "too-large.html", "wrong.html"}
    assert named == {"now.html", "index.html", "en.html", *refusals}
    folder = Path(settings.VAR_DIR) / "light-home"
    for name in (*named, "emergency.css"):
        assert (folder / name).is_file()
    assert f"client_max_body_size {MAX_SENT_MEGABYTES}m;" in conf
    too_large = (folder / "too-large.html").read_text(encoding="utf-8")
    assert f"{MAX_SENT_MEGABYTES} MB" in too_large
    assert "tel:" not in too_large
    wrong = (folder / "wrong.html").read_text(encoding="utf-8")
    assert 'href="/tim-kiem/"' in wrong
    assert "tel:" not in wrong
    for code in ("400 403 404 414", "494 495 496 497 =400"):
        assert f"error_page {code} /.wrong;" in conf
    leading_on = conf.partition("server {")[2].partition("\nserver {")[0]
    assert "listen @HTTP_PORT@;" in leading_on
    assert "error_page 400 403 404 405 414 /.refused;" in leading_on
    assert "try_files /wrong.html =404;" in leading_on
    busy = BeautifulSoup((folder / "busy.html").read_text(encoding="utf-8"), "html.parser")
    assert "Bão số 5" in busy.select_one(".emergency-3").text
    assert busy.select_one('a[href="tel:112"]') is not None


def test_another_process_shows_the_banner_at_once(settings):
    declare(5)
    say = "from portal.emergency import alerts; print(alerts.current_alert().level)"
    code = f"import django; django.setup(); {say}"
    there = {"DJANGO_SETTINGS_MODULE": "portal.settings", "VAR_DIR": str(settings.VAR_DIR)}
    output = subprocess.run(
        [sys.executable, "-c", code],
        cwd=project.BASE_DIR,
        env=there | {"DATABASE_URL": "postgres://nobody@127.0.0.1:9/none", "SECRET_KEY": "k" * 60},
        capture_output=True,
        text=True,
        check=True,
    )
    assert output.stdout.strip() == "5"


def test_a_broken_board_costs_no_page(client, settings, caplog):
    (Path(settings.VAR_DIR) / "emergency.json").write_text('[{"level": 9}]', encoding="utf-8")
    assert client.get("/gioi-thieu/").status_code == 200
    assert "cannot be read" in caplog.text


def test_the_staff_cannot_date_a_notice_before_all_time(client):
    client.force_login(builders.person("quantri", is_superuser=True))
    address = reverse("admin:emergency_emergencynotice_add")
    typed = {"text": "Nước lên", "at_0": "01/01/0001", "at_1": "03:11"}
    answer = client.post(address, typed)
    assert "Hãy ghi ngày từ năm 1900 đến năm 2200." in answer.text
    assert client.post(address, typed | {"at_0": "30/01/2007"}).status_code == 302
    assert EmergencyNotice.objects.get().text == "Nước lên"
