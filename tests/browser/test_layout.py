"""The lived-in year on every screen: nothing sticks out, and the right half is not left empty.

The pages are made here, with rows that the served site does not have, and shown by its browser.
To load the year takes longer than to look, so all of it is for the long suite; in `make test`
`test_accessibility.py` asks each public page whether it sticks out.
"""

from collections.abc import Iterator
from typing import Any, Literal

import pytest
from django.core.management import call_command
from django.db import transaction
from django.test import Client, override_settings
from playwright.sync_api import Page

from projects.promises.models import Promise
from tests.browser.colours import Colours
from tests.browser.looking import OVERHANG
from tests.browser.test_home import DRAWING, SHARE
from tests.migrated import bring_back
from tests.page_kinds import in_the_demo
from tests.page_rows import ROWS

pytestmark = pytest.mark.long
BUDGET_SECONDS = 45
DESK = 1280
WIDTHS = (360, 768, DESK, 1920)
SCHEMES: tuple[Literal["light", "dark"], ...] = ("light", "dark")
# Lists, facts and the home page; what is left out is prose, a form or a sheet of paper.
LEFT_HALF_SUFFICES = (
    "/tai-khoan/", "/khan-cap/", "/hoi-dap/tra-cuu/", "/gop-y/tra-cuu/", "/theo-doi/thu/",
    "/tim-kiem/?q=khong", "/gioi-thieu/chuc-nang-nhiem-vu/", "/tom-tat/", "/en/gioi-thieu/",
    "/en/lien-he/", "/tim-kiem/?q=ddieejn", "/luu.html",
)  # fmt: skip
SHARED = 0.3
# Short pages of the demo, in the kinds that `paths` leaves to rows of their own.
SHORT = (
    "/hoi-dap/bi-tru-tien-dich-vu-khong-dang-ky-thi-lam-sao/",
    "/hoi-dap/linh-vuc/buu-chinh/",
    "/thong-bao/moi-thau-thue-hai-muoi-bon-may-tinh-xach-tay/",
    "/gop-y/du-thao-quy-dinh-dung-chung-cot-va-cong-be/",
    "/doanh-nghiep/cong-ty-di-dong-gio-nom/",
    "/san-pham/phong-may-hai-muoi-cho/",
    "/san-pham/bo-tram-vo-tuyen-mua-lu/",
    "/van-ban/luat-67-2006-qh11/",
    "/du-an/chuong-trinh-hop-tac-giua-trung-tam-kiem-soat-tan-so-kv-3-voi-so-bcvt/",
    "/ha-tang/cho-dat-chung-ang-ten-tren-cot-42-met/",
    "/ha-tang/can-muoi-bon-cot-treo-cap-vao-thon/",
    "/thong-bao/chuyen-muc/tuyen-dung/",
    "/thu-tuc/linh-vuc/buu-chinh/",
    "/du-an/trang-thong-tin-dien-tu-cho-muoi-co-quan-dot-minh-hoa/",
    "/van-ban/quyet-dinh-16-2005-qd-bbcvt/",
    "/chi-tieu/khieu-nai-ve-dich-vu-dien-thoai/",
    "/en/hoi-dap/",
)


@pytest.fixture(scope="module")
def year(
    site: str, django_db_blocker: Any, migrated_rows: dict[str, bytes], tmp_path_factory: Any
) -> Iterator[None]:
    """The whole demo and nothing that other stories wrote, where only tests of this file see it."""
    # Not by patching: the storage has to hear of it, and of its end.
    media = override_settings(MEDIA_ROOT=tmp_path_factory.mktemp("media"))
    with media, django_db_blocker.unblock(), transaction.atomic():
        bring_back(migrated_rows)
        call_command("load_demo", verbosity=0)
        yield
        transaction.set_rollback(True)


def paths() -> list[str]:
    kinds = in_the_demo(but=ROWS)
    return [kind.path for kind in kinds if not kind.who and kind.status == 200]


def show(page: Page, path: str) -> None:
    """Show a page with the rows of this file."""
    html = Client().get(path, headers={"host": "127.0.0.1"}, follow=True).text
    page.route("**/lived-in", lambda route: route.fulfill(body=html, content_type="text/html"))
    page.goto("/lived-in")
    page.unroute("**/lived-in")


def reader(someone: Any, **options: Any) -> Page:
    page: Page = someone(**options)
    page.route(
        "**/media/**", lambda route: route.fulfill(body=DRAWING, content_type="image/svg+xml")
    )
    return page


def test_short_pages_use_the_right_half_too(someone, year):
    page = reader(someone, viewport={"width": DESK, "height": 900})
    shares = {}
    for path in (*SHORT, Promise.objects.latest("said_on").address):
        show(page, path)
        shares[path] = share_of(page)
    assert {path: share for path, share in shares.items() if share < SHARED} == {}


def share_of(page: Page) -> float:
    return round(page.evaluate(SHARE), 2)


def has_left_half_only(path: str) -> bool:
    return any(part in path for part in LEFT_HALF_SUFFICES)


def test_every_page_fits_each_screen_and_leaves_no_half_of_a_wide_one_empty(someone, year):
    page, colours, found = reader(someone), Colours(), {}
    for path in paths():
        show(page, path)
        for width in WIDTHS:
            page.set_viewport_size({"width": width, "height": 900})
            if page.evaluate(OVERHANG) > 0:
                found[path, width] = "sticks out"
            if (
                width == DESK
                and not has_left_half_only(path)
                and (share := share_of(page)) < SHARED
            ):
                found[path, width] = f"{share} of the text stands right of the middle"
        for scheme in SCHEMES:
            if faded := colours.unreadable(page, scheme):
                found[path, scheme] = str(faded)
    assert found == {}
