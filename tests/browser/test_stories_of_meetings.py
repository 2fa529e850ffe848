"""Stories of what enterprises report and of the forums where they present."""

from datetime import timedelta
from urllib.request import urlopen

from django.utils import timezone
from icalendar import Calendar
from playwright.sync_api import Page, expect

from enterprises.models import Slot, SlotRequest
from enterprises.reports import due
from projects.models import Observation, Series
from tests.browser.people import sign_in
from tests.browser.serving import committed
from tests.enterprises import builders
from tests.enterprises.reports.builders import report
from tests.projects import builders as projects

BUDGET_SECONDS = 60
DESK = "/doanh-nghiep/cua-toi/"
# Of people whom the tests' builders make.
PASSWORD = "mat khau rat dai"
YEAR = timezone.localdate().year


def send(page: Page, name: str) -> None:
    page.locator("main").get_by_role("button", name=name).click()
    page.wait_for_load_state()


def quarter_before():
    """The quarter that ended last, which enterprises report about now."""
    return next(each for each in due.reportable(timezone.localdate()) if each.quarter)


def firms_and_density() -> None:
    """Four enterprises, two with approved reports, and an indicator made of their sums."""
    firms = [builders.enterprise(f"Viễn thông {number}") for number in range(1, 5)]
    for number, firm in enumerate(firms[:2], start=1):
        builders.representative(firm, f"vien-thong-{number}")
    for firm in firms[2:]:
        report(firm, quarter_before(), subscribers_fixed=50_000, subscribers_prepaid=20_000)
    people = projects.indicator("Dân số toàn tỉnh", unit="người", period_kind="year")
    projects.observation(people, people, YEAR - 1, "1000000")
    density = projects.indicator(
        "Mật độ thuê bao",
        summary="Số thuê bao trên một trăm dân.",
        unit="máy/100 dân",
        period_kind="quarter",
    )
    main = projects.main_series(density)
    Series.objects.filter(pk=main.pk).update(report_measure="telephones", report_divisor=people)


def tell(clerk: Page, telephones: int, *, why: str = "") -> None:
    """Fill in the report of the quarter and send it."""
    clerk.locator("#id_subscribers_fixed").fill(str(telephones))
    clerk.locator("#id_subscribers_prepaid").fill("20.000")
    if why:
        clerk.locator("#id_correction_reason").fill(why)
    send(clerk, "Gửi Sở duyệt")
    expect(clerk.locator("main")).to_contain_text("sẽ có thư báo")


def approve_report_of(staff: Page, name: str) -> None:
    staff.goto("/admin/enterprises/enterprisereport/?q=" + name.replace(" ", "+"))
    staff.locator("#result_list tbody a").first.click()
    staff.get_by_role("button", name="Duyệt", exact=True).click()
    expect(staff.locator(".messagelist .success").first).to_be_visible()


def take_sums(editor: Page, staff: Page, key: int) -> None:
    """One of the staff takes the sums, another approves the figure."""
    editor.goto(f"/admin/projects/indicator/{key}/so-lieu/tu-bao-cao/?ky={quarter_before().code}")
    editor.get_by_role("button", name="Lấy số tổng từ báo cáo").click()
    expect(editor.locator(".messagelist")).to_be_visible()
    staff.goto(f"/admin/projects/indicator/{key}/change/")
    if staff.locator('button[name="_step"][value="published"]').count():
        staff.locator('button[name="_step"][value="published"]').first.click()
        expect(staff.locator(".messagelist .success").first).to_be_visible()


def test_four_report_one_corrects_and_the_density_rises_by_the_right_amount(someone):
    committed(firms_and_density)
    first, second, editor, staff, reader = (someone() for _ in range(5))
    density = Series.objects.get(report_measure="telephones").indicator
    address, period = density.get_absolute_url(), quarter_before().code
    sign_in(editor, "bientap")
    sign_in(staff, "duyet")

    # Two have reported: too few to tell of.
    take_sums(editor, staff, density.pk)
    expect(editor.locator("#content-main")).to_contain_text("Quá ít doanh nghiệp")
    assert not Observation.objects.filter(indicator=density).exists()

    for number, clerk in enumerate((first, second), start=1):
        sign_in(clerk, f"vien-thong-{number}", PASSWORD)
        clerk.goto(f"{DESK}bao-cao/{period}/")
        tell(clerk, 60_000)
        approve_report_of(staff, f"Viễn thông {number}")
    take_sums(editor, staff, density.pk)
    reader.goto(address)
    # 2 × 70 000 and 2 × 80 000 telephones on a million people.
    expect(reader.locator("main")).to_contain_text("30")

    first.goto(f"{DESK}bao-cao/{period}/")
    send(first, "Đính chính báo cáo này")
    tell(first, 65_000, why="Đếm sót một huyện.")
    approve_report_of(staff, "Viễn thông 1")
    take_sums(editor, staff, density.pk)
    reader.goto(address)
    expect(reader.locator("main")).to_contain_text("30,5")
    values = Observation.objects.filter(indicator=density).order_by("pk")
    assert [str(row.value) for row in values] == ["30.00", "30.50"]


def forum_with_two_slots() -> None:
    forum = builders.event("Diễn đàn của câu chuyện", place="Phòng họp 1")
    builders.slot(forum)
    builders.slot(forum, starts_at=forum.starts_at + timedelta(minutes=30))


def answer(staff: Page, asked: SlotRequest, slot: Slot) -> None:
    """Grant a slot for what was asked, or move it there."""
    staff.goto(f"/admin/enterprises/slotrequest/{asked.pk}/change/")
    staff.locator("#id_decision").select_option("grant")
    staff.locator("#id_slot").select_option(str(slot.pk))
    staff.locator('input[name="_save"]').click()
    expect(staff.locator(".messagelist .success").first).to_be_visible()


def entry_in(calendar: str, title: str):
    """What a calendar program finds when it asks again."""
    with urlopen(calendar) as answer:  # noqa: S310  # our own site on this machine
        found = Calendar.from_ical(answer.read())
    return next(each for each in found.walk("VEVENT") if title in str(each["SUMMARY"]))


def test_a_slot_is_asked_for_granted_and_moved_and_the_calendar_follows(someone, site):
    committed(forum_with_two_slots)
    clerk, staff, reader = someone(), someone(), someone()
    early, late = Slot.objects.filter(event__title="Diễn đàn của câu chuyện").order_by("starts_at")
    forum = early.event
    sign_in(clerk, "dn-a")
    clerk.goto(f"{DESK}su-kien/{forum.slug}/xin-trinh-bay/")
    clerk.locator("#id_topic").fill("Mạng nội bộ cho xã")
    send(clerk, "Gửi")
    asked = SlotRequest.objects.get(topic="Mạng nội bộ cho xã")

    sign_in(staff, "duyet")
    answer(staff, asked, early)
    reader.goto(forum.path)
    expect(reader.locator("main")).to_contain_text("Mạng nội bộ cho xã")
    before = entry_in(f"{site}/su-kien/lich.ics", forum.title)
    assert "Mạng nội bộ cho xã" in str(before["DESCRIPTION"])

    answer(staff, asked, late)
    clerk.goto(f"{DESK}su-kien/trinh-bay/{asked.pk}/")
    moment = timezone.localtime(late.starts_at).strftime("%H:%M")
    expect(clerk.locator("main")).to_contain_text(moment)
    after = entry_in(f"{site}/su-kien/lich.ics", forum.title)
    assert after["UID"] == before["UID"]
    assert int(after["SEQUENCE"]) > int(before["SEQUENCE"])
    assert str(after["DESCRIPTION"]) != str(before["DESCRIPTION"])
