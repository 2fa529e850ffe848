"""The second step of signing in, as it is set up and used with an app on a telephone."""

import time

from allauth.mfa.totp.internal.auth import (
    format_hotp_value,
    hotp_value,
    yield_hotp_counters_from_time,
)
from playwright.sync_api import Page, expect

from tests.browser.serving import PASSWORD

# A code holds for so many seconds, and no longer; typing and sending it may take the last of them.
PERIOD, TYPING = 30, 6


def code_for(secret: str) -> str:
    """The code that a telephone shows for this secret, computed by allauth.

    As people do, the next one is waited for where this one is about to end.
    """
    left = PERIOD - time.time() % PERIOD
    if left < TYPING:
        time.sleep(left)
    counter = next(iter(yield_hotp_counters_from_time()))
    return format_hotp_value(hotp_value(secret, counter))


def set_up_app(page: Page, password: str = PASSWORD) -> str:
    """Choose the app among the ways, and give its first code; returns its secret."""
    expect(page).to_have_url("/tai-khoan/2fa/")
    page.get_by_role("link", name="Thiết lập ứng dụng").click()
    if "/reauthenticate/" in page.url:
        page.locator("#id_password").fill(password)
        page.locator("main form button[type=submit]").first.click()
    expect(page).to_have_url("/tai-khoan/2fa/totp/activate/")
    secret = page.locator("#authenticator_secret").input_value()
    page.locator("#id_code").fill(code_for(secret))
    page.locator("main form button[type=submit]").first.click()
    # A way that is still being gone is not cut off by the next one.
    page.wait_for_url(lambda url: "/activate/" not in url)
    return secret
