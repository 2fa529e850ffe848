"""The pages of the identity provider keep nobody out; ACCOUNT_SHOTS=FOLDER keeps pictures of them.

The other pages of an account are looked at in test_accessibility.py and its neighbour.
"""

import os
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any

import pytest
from allauth.socialaccount.models import SocialAccount
from playwright.sync_api import Page

from portal.accounts.models import User
from tests.browser.looking import OVERHANG, SMALL_TARGETS, arrive_as, violations
from tests.browser.people import session_of
from tests.browser.serving import committed
from tests.oidc_stub import configured

BUDGET_SECONDS = 20
WIDTHS = (360, 1280)
LINK, START = "/tai-khoan/oidc/lien-ket/", "/tai-khoan/oidc/"


@pytest.fixture
def _provider(settings: Any) -> Iterator[None]:
    with configured(settings) as stub:
        # Our own server speaks with it; the browser of these tests never goes there.
        stub.discovery = {"issuer": "https://khac.example"}
        yield


def link(username: str) -> None:
    user = User.objects.get(username=username)
    SocialAccount.objects.get_or_create(user=user, provider="oidc", uid="x" * 64)


def looked_at(page: Page, name: str) -> list[str]:
    """What is wrong with the page that is open, at both widths, by day and by night."""
    found = []
    folder = os.environ.get("ACCOUNT_SHOTS")
    for width in WIDTHS:
        page.set_viewport_size({"width": width, "height": 800})
        for colours in ("light", "dark"):
            page.emulate_media(color_scheme=colours)  # type: ignore[arg-type]  # one of two words
            found += [f"{name} {width} {colours}: {broken}" for broken in violations(page)]
            if folder:
                file = f"{name.replace('/', '_').replace(' ', '-')[:60]}-{width}-{colours}.png"
                page.screenshot(path=Path(folder) / file, full_page=True)
        if page.evaluate(OVERHANG) > 0:
            found.append(f"{name}: sideways at {width} px")
    return found + [f"{name}: small target {each}" for each in page.evaluate(SMALL_TARGETS)]


@pytest.mark.usefixtures("_provider")
def test_pages_of_the_identity_provider_keep_nobody_out(someone: Callable[..., Page]) -> None:
    page = someone()
    page.goto("/tai-khoan/login/")
    assert page.get_by_role("button", name="Đăng nhập bằng VNeID").is_visible()
    found = looked_at(page, "login with a provider")
    arrive_as(page, "", session_of("bientap"))
    page.goto(LINK)
    assert page.get_by_role("button", name="Liên kết với VNeID").is_visible()
    found += looked_at(page, "not linked")
    committed(lambda: link("bientap"))
    page.goto(LINK)
    assert page.get_by_role("button", name="Bỏ liên kết").is_visible()
    assert found + looked_at(page, "linked") == []
