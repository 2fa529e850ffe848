"""Stories of enterprises and the department, each person in a browser of their own."""

import re

import pytest
from allauth.mfa.models import Authenticator
from django.core import mail
from playwright.sync_api import Page, expect

from enterprises.profiles.models import Enterprise
from tests.browser.people import send, sign_in
from tests.browser.second_step import set_up_app
from tests.browser.serving import committed

pytestmark = pytest.mark.usefixtures("letters")
BUDGET_SECONDS = 75
DESK = "/doanh-nghiep/cua-toi/"
PROFILE = "/doanh-nghiep/cong-ty-minh-hoa-a/"
NEW = "chi.hoa@cong-ty-a.example"
PASSWORD = "sông Hương chảy qua phố"
BOAST = "Công ty tốt nhất Việt Nam, số 1 về mạng."
PLAIN = "Công ty lắp và bảo trì mạng nội bộ."
WHY = "Không tự gọi là tốt nhất, số 1."
FIELDS = {"summary": "tóm tắt", "body": "nội dung"}


@pytest.fixture
def _second_factor_needed(settings):
    settings.REPRESENTATIVE_MFA_REQUIRED = True
    yield
    committed(Authenticator.objects.all().delete)


def letter_to(address: str, *, about: str) -> str:
    """The newest letter to somebody that speaks of something."""
    found = [each for each in mail.outbox if each.to == [address] and about in each.body]
    assert found, [(each.to, each.subject) for each in mail.outbox]
    return found[-1].body


def sign_in_with_second_factor(page: Page) -> None:
    """Set the second step up, as the desk asks before it opens the first time."""
    set_up_app(page, PASSWORD)
    page.goto(DESK)
    expect(page).to_have_url(DESK)


def decide(page: Page, field: str, choice: str, word: str = "") -> None:
    row = page.locator("fieldset.newsroom-decision").filter(has_text=field)
    row.get_by_label(choice, exact=True).check()
    row.locator("textarea").fill(word)


def invite(owner: Page, settings) -> str:
    """The owner invites; the path of the link in the letter."""
    settings.REPRESENTATIVE_MFA_REQUIRED = False
    sign_in(owner, "dn-a")
    owner.goto(f"{DESK}nguoi/")
    owner.get_by_role("link", name="Mời thêm người").click()
    owner.get_by_label("Thư điện tử").fill(NEW)
    send(owner, "Gửi lời mời")
    settings.REPRESENTATIVE_MFA_REQUIRED = True
    link = re.search(r"https?://\S+(/doanh-nghiep/loi-moi/\S+/)", letter_to(NEW, about="loi-moi"))
    return link[1]


def take_invitation(clerk: Page, path: str) -> None:
    clerk.goto(path)
    clerk.get_by_label("Họ và tên").fill("Nguyễn Thị Hòa")
    for place in (0, 1):
        clerk.get_by_label("Mật khẩu", exact=False).nth(place).fill(PASSWORD)
    send(clerk, "Mở tài khoản và bàn làm việc")
    sign_in_with_second_factor(clerk)


def change_profile(clerk: Page, reader: Page) -> None:
    """The telephone is seen at once, the description waits."""
    clerk.goto(f"{DESK}ho-so/lien-he/")
    clerk.locator("#id_phone").fill("0234 000 0000")
    send(clerk, "Lưu")
    clerk.goto(f"{DESK}ho-so/mo-ta/")
    clerk.locator("#id_summary").fill(BOAST)
    clerk.locator("#id_body").fill("Chúng tôi lắp mạng nội bộ.\n\n- thiết kế\n- bảo trì")
    send(clerk, "Lưu và gửi Sở")
    reader.goto(PROFILE)
    expect(reader.locator("main")).to_contain_text("0234 000 0000")
    expect(reader.locator("main")).not_to_contain_text("tốt nhất")
    expect(reader.locator("main")).not_to_contain_text("bảo trì")
    letter_to(NEW, about="Công ty minh họa A")


def review(staff: Page, **decisions: tuple[str, str]) -> None:
    """Decide about each field of the request that waits, the way there from the work desk."""
    staff.goto("/admin/")
    staff.get_by_role("link", name="Công ty minh họa A").first.click()
    for field, (choice, word) in decisions.items():
        decide(staff, FIELDS[field], choice, word)
    staff.locator(".submit-row input[type=submit]").click()
    expect(staff.locator(".messagelist")).to_be_visible()


def correct_what_was_refused(clerk: Page) -> None:
    """From where the word of the department stands, with what was typed still there."""
    clerk.goto(f"{DESK}yeu-cau/")
    clerk.locator("main .desk-topics a").first.click()
    expect(clerk.locator("main")).to_contain_text(WHY)
    clerk.get_by_role("link", name="Sửa mục này").first.click()
    expect(clerk.locator("#id_summary")).to_have_value(BOAST)
    clerk.locator("#id_summary").fill(PLAIN)
    send(clerk, "Lưu và gửi Sở")


@pytest.mark.usefixtures("_second_factor_needed")
def test_an_invited_clerk_changes_the_profile_and_hears_what_became_of_it(someone, settings):
    owner, clerk, staff, reader = someone(), someone(), someone(), someone()
    take_invitation(clerk, invite(owner, settings))
    change_profile(clerk, reader)
    sign_in(staff, "duyet")
    review(staff, summary=("Không chấp nhận", WHY), body=("Chấp nhận", ""))
    reader.goto(PROFILE)
    expect(reader.locator("main")).to_contain_text("bảo trì")
    expect(reader.locator("main")).not_to_contain_text("tốt nhất")
    assert WHY in letter_to(NEW, about="tốt nhất")

    correct_what_was_refused(clerk)
    review(staff, summary=("Chấp nhận", ""))
    reader.goto(PROFILE)
    expect(reader.locator("main")).to_contain_text(PLAIN)
    assert Enterprise.objects.get(path=PROFILE).summary == PLAIN


def test_two_representatives_edit_at_once_and_both_texts_survive(someone):
    first, second = someone(), someone()
    for page in (first, second):
        sign_in(page, "dn-b")
        page.goto(f"{DESK}ho-so/mo-ta/")
    first.locator("#id_summary").fill("Câu của người thứ nhất.")
    second.locator("#id_summary").fill("Câu của người thứ hai.")
    send(first, "Lưu và gửi Sở")
    send(second, "Lưu và gửi Sở")
    expect(second.locator("main")).to_contain_text("Câu của người thứ nhất.")
    expect(second.locator("#id_summary")).to_have_value("Câu của người thứ hai.")
    second.locator('input[type=radio][value="mine"]').first.check()
    send(second, "Lưu và gửi Sở")
    second.goto(f"{DESK}ho-so/mo-ta/")
    expect(second.locator("#id_summary")).to_have_value("Câu của người thứ hai.")
