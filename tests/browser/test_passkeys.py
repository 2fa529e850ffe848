"""Somebody makes a passkey with the browser's own means, and comes in by it without a password."""

from collections.abc import Callable
from functools import partial
from typing import Any

import pytest
from playwright.sync_api import Page, Route, expect

from tests.browser.people import send, sign_in_by_form
from tests.browser.serving import PASSWORD
from tests.browser.watching import Watch

BUDGET_SECONDS = 20
DEVICE = {
    "protocol": "ctap2",
    "transport": "internal",
    "hasResidentKey": True,
    "hasUserVerification": True,
    "isUserVerified": True,
    "automaticPresenceSimulation": True,
}


@pytest.fixture
def at_home(someone: Callable[..., Page], site: str) -> Page:
    """A page by the machine's name: browsers bind no key to a bare number."""
    return someone(base_url=site.replace("127.0.0.1", "localhost"))


def device_of(page: Page, **changed: Any) -> Callable[..., Any]:
    """Give the browser a device that keeps keys; returns what speaks to it."""
    session = page.context.new_cdp_session(page)
    session.send("WebAuthn.enable")
    made = session.send("WebAuthn.addVirtualAuthenticator", {"options": DEVICE | changed})
    key = made["authenticatorId"]
    return lambda name, **rest: session.send(f"WebAuthn.{name}", {"authenticatorId": key, **rest})


def test_a_passkey_is_made_and_signs_in_alone(at_home: Page, watches: list[Watch]) -> None:
    page, device = at_home, device_of(at_home)
    sign_in_by_form(page, "bientap")
    page.goto("/tai-khoan/2fa/")
    page.get_by_role("link", name="Thêm khóa truy cập").click()
    page.get_by_label("Mật khẩu").fill(PASSWORD)
    send(page, "Xác nhận")
    expect(page.locator("[data-passkey-missing]")).to_be_hidden()
    page.get_by_label("Tên khóa truy cập").fill("Máy của phòng")
    page.get_by_role("button", name="Tạo khóa trên thiết bị này").click()
    # Where both are lost, codes on paper help: they are shown once the first key is there.
    expect(page.get_by_role("heading", name="Mã dự phòng", exact=True)).to_be_visible()
    assert len(device("getCredentials")["credentials"]) == 1
    page.goto("/tai-khoan/2fa/webauthn/")
    expect(page.get_by_role("heading", name="Máy của phòng")).to_be_visible()

    page.context.clear_cookies()
    page.goto("/admin/so-tay/")
    button = page.get_by_role("button", name="Đăng nhập bằng khóa truy cập")
    # A site that does not answer is not the person's fault.
    for status, message in ((503, "hệ thống chưa trả lời"), (429, "chưa thực hiện được")):
        watches[0].expect(f"status of {status}")
        answer = partial(Route.fulfill, status=status)
        page.route("**/webauthn/login/", answer, times=1)
        button.click()
        expect(page.get_by_text(message)).to_be_visible()
    expect(button).to_be_focused()
    # The person at the device says no: nothing was sent, and it can be tried again.
    device("setUserVerified", isUserVerified=False)
    button.click()
    expect(page.get_by_text("Có thể thử lại")).to_be_visible()
    device("setUserVerified", isUserVerified=True)
    button.click()
    page.wait_for_url("**/admin/so-tay/")


def test_where_a_browser_cannot_the_page_says_so(page: Page) -> None:
    page.goto("/tai-khoan/login/")
    expect(page.locator("#id_login")).to_be_visible()
    expect(page.get_by_role("button", name="khóa truy cập")).to_be_hidden()
