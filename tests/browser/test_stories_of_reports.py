"""What enterprises report in confidence, and the one figure that readers see of it."""

import pytest
from django.utils import timezone
from playwright.sync_api import Page, expect

from enterprises.reports import deadlines
from projects.indicators.models import Observation, Series
from tests.browser.people import send, sign_in, sign_in_by_form, take_step
from tests.browser.serving import committed
from tests.enterprises import builders
from tests.enterprises.reports.builders import report
from tests.projects import builders as projects

# The same story without a browser: tests/projects/test_story_of_reports.py.
pytestmark = pytest.mark.long
BUDGET_SECONDS = 60
DESK = "/doanh-nghiep/cua-toi/"
# Of people whom the tests' builders make.
PASSWORD = "mat khau rat dai"
YEAR = timezone.localdate().year


def quarter_before():
    """The quarter that ended last, which enterprises report about now."""
    return next(each for each in deadlines.reportable(timezone.localdate()) if each.quarter)


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


def send_report(clerk: Page, telephones: int, *, why: str = "") -> None:
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
        take_step(staff, "published")


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
        sign_in_by_form(clerk, f"vien-thong-{number}", PASSWORD)
        clerk.goto(f"{DESK}bao-cao/{period}/")
        send_report(clerk, 60_000)
        approve_report_of(staff, f"Viễn thông {number}")
    take_sums(editor, staff, density.pk)
    reader.goto(address)
    # 2 × 70 000 and 2 × 80 000 telephones on a million people.
    expect(reader.locator("main")).to_contain_text("30")

    first.goto(f"{DESK}bao-cao/{period}/")
    send(first, "Đính chính báo cáo này")
    send_report(first, 65_000, why="Đếm sót một huyện.")
    approve_report_of(staff, "Viễn thông 1")
    take_sums(editor, staff, density.pk)
    reader.goto(address)
    expect(reader.locator("main")).to_contain_text("30,5")
    values = Observation.objects.filter(indicator=density).order_by("pk")
    assert [str(row.value) for row in values] == ["30.00", "30.50"]
