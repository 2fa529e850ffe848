"""The lists of the admin stand inside the window: at a desk with all columns, on a phone as cards.

`make test` looks at a sample of them, the long suite at each.
"""

import pytest
from django.apps import apps
from django.contrib import admin
from django.urls import reverse
from playwright.sync_api import expect

from portal.publishing.models import ExternalAddress
from tests import builders
from tests.admin_rows import ROWS
from tests.browser.looking import OVERHANG, violations
from tests.browser.people import sign_in
from tests.browser.serving import committed
from tests.sampling import sampled

BUDGET_SECONDS = 45

ARTICLES = "/admin/news/article/"
# How far the table reaches beyond its frame, and the columns in which a word would stand alone.
INSIDE = """() => {
  const frame = document.querySelector('.results');
  if (!frame) return ['no rows'];
  const over = frame.scrollWidth - frame.clientWidth;
  const narrow = [...frame.querySelectorAll('tbody tr:first-child > *')]
    .filter(e => !e.matches('.action-checkbox, .row-menu-cell'))
    .filter(e => e.innerText.trim().length > 3 && e.getBoundingClientRect().width < 48)
    .map(e => e.className);
  return [...(over > 0 ? [`${over} px beyond the frame`] : []), ...narrow];
}"""
# The words that a card has before its values.
LABELS = """() => [...document.querySelectorAll('#result_list tbody tr:first-child td[data-label]')]
  .filter(e => e.getBoundingClientRect().height > 0).map(e => e.dataset.label)"""


# Their builders make a day of a month from the number.
DAYS = {"obligations.specialday", "association.membership", "department.receptiontime"}
# Pictures stand as pictures and not in a table; what has one record leads to it.
LISTS = sorted(
    model._meta.label_lower
    for model, shown in admin.site._registry.items()
    if not getattr(shown, "is_of_one_record", False) and model._meta.label != "pictures.Picture"
)


def address_of(number, label):
    """The list of a model, with a row at least."""
    if not apps.get_model(label)._default_manager.exists():
        committed(lambda: ROWS[label](number % 28 + 1 if label in DAYS else number))
    return reverse(f"admin:{label.replace('.', '_')}_changelist")


def add_a_long_address():
    if ExternalAddress.objects.filter(key="rat-dai").exists():
        return
    url = f"https://{'mot-dia-chi-rat-dai-' * 12}.example/"
    address = ExternalAddress.objects.create(key="rat-dai", url=url)
    builders.article("Bài có địa chỉ dài").links.create(external=address, address=url)


def found_at(page, width, lists):
    page.set_viewport_size({"width": width, "height": 900})
    wrong = {}
    for name, address in lists.items():
        assert page.goto(address).status == 200
        overlaps = page.evaluate(INSIDE)
        if page.evaluate(OVERHANG) > 0:
            overlaps.append("the page scrolls sideways")
        if overlaps:
            wrong[name] = overlaps
    return wrong


@sampled(one_in=8, all_in=pytest.mark.long)
def test_no_list_is_cut_off_at_a_desk_or_on_a_phone(page, some):
    sign_in(page, "quantri")
    committed(add_a_long_address)
    tried = {*some(LISTS), "publishing.externaladdress"}
    lists = {
        name: address_of(30 + number, name) for number, name in enumerate(LISTS) if name in tried
    }
    assert found_at(page, 1280, lists) == {}
    assert found_at(page, 390, lists) == {}


@pytest.mark.long
def test_a_row_is_a_card_on_a_phone_with_its_state(someone):
    page = someone(viewport={"width": 390, "height": 844})
    sign_in(page, "bientap")
    page.goto(ARTICLES)
    labels = page.evaluate(LABELS)
    assert "Trạng thái" in labels
    # What a page lacks, such as its section, is left out.
    assert "Sửa lần cuối" in labels
    tops = page.evaluate(
        "() => [...document.querySelectorAll('#result_list tbody tr:first-child td[data-label]')]"
        ".filter(e => e.getBoundingClientRect().height > 0)"
        ".map(e => Math.round(e.getBoundingClientRect().left))"
    )
    assert len(set(tops)) == 1, "one below the other"
    assert violations(page) == []


@pytest.mark.long
def test_the_panel_of_filters_folds_and_stays_open_while_it_narrows(page):
    sign_in(page, "bientap")
    page.goto(ARTICLES)
    draft = page.locator("#changelist-filter").get_by_role("link", name="bản nháp")
    expect(draft).to_be_hidden()
    page.locator(".list-filters > summary").click()
    draft.click()
    expect(page.locator("#changelist-filter").get_by_role("link", name="bản nháp")).to_be_visible()
    page.locator(".list-tabs").get_by_role("link", name="Đã đăng").click()
    expect(page.locator(".list-tabs [aria-current]")).to_contain_text("Đã đăng")


def test_what_is_done_with_many_rows_shows_once_one_is_chosen(page):
    sign_in(page, "bientap")
    page.goto(ARTICLES)
    bar = page.locator("#changelist-form .actions")
    expect(bar).to_be_hidden()
    page.locator(".action-select").first.check()
    expect(bar).to_be_visible()


def test_a_page_is_duplicated_from_the_menu_of_its_row(page):
    sign_in(page, "bientap")
    page.goto(ARTICLES)
    title = page.locator("#result_list tbody th").first.inner_text()
    page.locator(".row-menu > summary").first.click()
    page.locator(".row-menu[open]").get_by_role("button", name="Nhân bản").click()
    page.wait_for_load_state()
    expect(page.locator("#id_title")).to_have_value(f"{title} (bản sao)")
    expect(page.locator(".messagelist")).to_contain_text("bản nháp của bạn")
