"""The drill of a storm: two people declare it, readers see it by its level, two people end it."""

import re

import pytest
from django.utils import timezone
from playwright.sync_api import Page, expect

from portal.emergency import switch
from portal.emergency.models import DutyContact, Emergency, EmergencyNotice
from tests.browser.looking import OVERHANG, by_day_and_night
from tests.browser.people import open_tile, sign_in
from tests.browser.serving import committed

BUDGET_SECONDS = 70
SWITCH = "/admin/khan-cap/"
# At most what the first round trip of a new connection brings.
ROUND_TRIP = 14 * 1024


@pytest.fixture(autouse=True)
def _board_apart(settings, tmp_path):
    """The site's tests of other files must not stand under this warning."""
    settings.VAR_DIR = tmp_path


def ask(page: Page, level: int, headline: str) -> None:
    page.goto(SWITCH)
    page.locator("#id_level").select_option(str(level))
    page.locator("#id_headline").fill(headline)
    page.locator("#id_advice").fill("Ở trong nhà, không ra đường.")
    page.locator('button[name="_ask"]').click()
    expect(page.locator(".messagelist .success")).to_be_visible()


def press(page: Page, name: str) -> None:
    page.goto(SWITCH)
    page.locator(f'button[name="{name}"]').first.click()
    expect(page.locator(".messagelist .success")).to_be_visible()


def test_the_drill(someone):
    committed(lambda: EmergencyNotice.objects.create(text="Đường qua đèo đã cấm xe."))
    committed(lambda: DutyContact.objects.create(name="Trực ban minh họa", phone="0234 000 000"))
    first, second = someone(), someone()
    reader = someone(java_script_enabled=False, viewport={"width": 320, "height": 640})
    sign_in(first, "duyet")
    sign_in(second, "quantri")
    ask(first, 3, "Bão số 5, đổ bộ đêm nay")
    expect(first.locator('button[name="_confirm"]')).to_have_count(0)
    reader.goto("/lien-he/")
    expect(reader.locator(".emergency")).to_have_count(0)

    open_tile(second, "Cảnh báo khẩn cấp đợi bạn xác nhận")
    press(second, "_confirm")
    reader.reload()
    expect(reader.locator(".emergency-3")).to_contain_text("Bão số 5")
    expect(second.locator(".emergency-3")).to_be_visible()
    reads_the_light_home(reader)

    ask(second, 4, "Bão số 5, gió giật cấp 14")
    press(first, "_confirm")
    reader.goto("/tin-tuc/")
    expect(reader.locator(".emergency-4")).to_contain_text("gió giật cấp 14")

    # The one of level 4 ends first; the one of level 3 still holds and ends likewise.
    for level in (4, 3):
        reader.goto("/")
        expect(reader.locator(f".emergency-{level}")).to_be_visible()
        press(first, "_end")
        press(second, "_end")
    reader.goto("/")
    expect(reader.locator(".emergency")).to_have_count(0)
    expect(reader.locator("body.home")).to_be_visible()


def reads_the_light_home(reader: Page) -> None:
    """One page and one style, within one round trip, to read and dial from."""
    calls = []
    reader.goto("about:blank")  # with the icon of the page before
    reader.on("requestfinished", lambda request: calls.append(request))
    reader.goto("/")
    expect(reader.locator("main")).to_contain_text("Đường qua đèo đã cấm xe.")
    expect(reader.locator('a[href="tel:0234000000"]')).to_be_visible()
    assert len(calls) == 2
    assert sum(request.sizes()["responseBodySize"] for request in calls) < ROUND_TRIP
    reader.get_by_role("link", name="tờ A4").click()
    expect(reader.locator("table")).to_contain_text("0234 000 000")
    reader.go_back()
    reader.get_by_role("link", name="Trang chủ đầy đủ").click()
    expect(reader.locator("body.home .emergency-3")).to_be_visible()


def test_banner_and_light_home_break_no_rule(someone):
    page = someone(viewport={"width": 320, "height": 640})
    channels = "145.500/145.750/433.500/438.250"
    duty = {"name": "Ban chỉ huy phòng thủ dân sự tỉnh", "radio": channels}
    committed(lambda: DutyContact.objects.create(phone="0234 000 000", **duty))
    sheet = "/khan-cap/to-a4/"
    found = {}
    for level in range(1, 6):
        row = Emergency(level=level, headline="Bão số 5 đổ bộ đêm nay", starts_at=timezone.now())
        committed(lambda row=row: switch.declare(row))
        # What differs from level to level is the banner.
        for path in ("/", sheet, f"{sheet}?co-chu=lon", "/lien-he/") if level == 5 else ("/",):
            page.goto(path)
            expect(page.locator(f".emergency-{level}")).to_be_visible()
            broken = by_day_and_night(page)
            if page.evaluate(OVERHANG) > 0:
                broken.append("wider than the screen")
            if broken:
                found[f"{path} at level {level}"] = broken
    committed(switch.end_all)
    assert found == {}


def test_the_duty_sheet_is_one_sheet_of_paper_in_large_letters(page):
    long = {"name": "Ban chỉ huy phòng thủ dân sự thành phố", "radio": "145.500/145.750/433.500"}
    sizes = []
    for count in (3, 7):
        committed(lambda: DutyContact.objects.all().delete())
        for number in range(count):
            phone = f"0234 382 27{number:02}"
            committed(lambda phone=phone: DutyContact.objects.create(phone=phone, **long))
        page.goto("/khan-cap/to-a4/")
        page.emulate_media(media="print")
        sizes.append(page.evaluate("getComputedStyle(document.querySelector('td')).fontSize"))
        paper = page.pdf(format="A4", prefer_css_page_size=True)
        assert len(re.findall(rb"/Type\s*/Page\b", paper)) == 1
    assert sizes == ["24px", "18.6667px"]
