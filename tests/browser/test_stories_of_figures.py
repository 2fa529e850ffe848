"""The story of a figure that an article quotes: inserted, corrected, and readers told."""

import pytest
from playwright.sync_api import Page, expect

from portal.accounts.models import User
from portal.publishing import changes
from portal.publishing.models import Publication
from projects.indicators import observations
from projects.indicators.models import Indicator, Observation
from tests.browser.people import Editor, open_tile, sign_in, take_step
from tests.browser.serving import committed
from tests.page_kinds import ARTICLE
from tests.projects import builders as projects

pytestmark = pytest.mark.long
BUDGET_SECONDS = 45
TITLE, ADDRESS = "Điện thoại trong tỉnh", "/tin-tuc/dien-thoai-trong-tinh/"


def figure_of_2006():
    report = Publication.objects.get(path=ARTICLE)
    indicator = projects.indicator("Máy thuê bao cố định", summary="Máy trên 100 dân.")
    projects.observation(indicator, report, year=2006, value="9.3")


def propose(figure, value):
    """An editor enters the corrected figure; it waits."""
    indicator = Indicator.objects.get(pk=figure.indicator_id)
    row = observations.as_row(figure) | {"value": value, "state": "final"}
    editor = User.objects.get(username="bientap")
    changes.propose_rows(indicator, "observations", [row], by=editor)


def write_with_the_figure(editor: Page) -> None:
    """Send an article into which the figure was chosen from the list of figures."""
    sign_in(editor, "bientap")
    editor.goto("/admin/news/article/add/")
    with editor.context.expect_page() as opened:
        editor.get_by_role("link", name="Chèn số liệu vào nội dung").click()
    chooser = opened.value
    chooser.get_by_label("Từ trong tên chỉ tiêu").fill("thuê bao")
    chooser.locator("#content").get_by_role("button", name="Tìm kiếm").click()
    chooser.get_by_role("link", name="Máy thuê bao cố định").click()
    copied = chooser.get_by_label("Chép: Máy thuê bao cố định, 2006").input_value()
    chooser.close()
    editor.locator("#id_title").fill(TITLE)
    editor.locator("#id_summary").fill("Tóm tắt của phòng.")
    editor.locator("#id_section").select_option(index=1)
    text = Editor(editor)
    text.text.click()
    text.type(f"Năm 2006 đạt {copied}.")
    take_step(editor, "submitted")


def waits_no_more(editor: Page) -> None:
    """Look that the article is not among those that quote a figure as it was."""
    editor.goto("/admin/")
    tile = editor.get_by_role("link", name="Bài dẫn số liệu đã sửa")
    expect(editor.locator("#content h1")).to_have_text("Bàn làm việc")
    panel = editor.get_by_role("region", name="Bài dẫn số liệu đã sửa")
    if tile.count():  # Pages of other stories wait there.
        tile.click()
        expect(panel).to_be_visible()
    expect(panel.get_by_role("link", name=TITLE)).to_have_count(0)


def test_a_figure_is_quoted_corrected_and_readers_are_told(someone):
    editor, publisher, reader = someone(), someone(), someone()
    committed(figure_of_2006)
    figure = Observation.objects.get(indicator__title="Máy thuê bao cố định")

    write_with_the_figure(editor)

    sign_in(publisher, "duyet")
    publisher.goto("/admin/")
    publisher.get_by_role("link", name=TITLE).first.click()
    take_step(publisher, "published")
    reader.goto(ADDRESS)
    expect(reader.locator(".prose")).to_have_text("Năm 2006 đạt 9,3 máy/100 dân.")
    reader.locator(".quoted-figure").click()
    expect(reader.locator("h1")).to_have_text("Máy thuê bao cố định")

    committed(lambda: propose(figure, "9.7"))
    reader.goto(ADDRESS)
    expect(reader.locator(".prose")).to_have_text("Năm 2006 đạt 9,3 máy/100 dân.")
    publisher.goto(f"/admin/projects/indicator/{figure.indicator_id}/change/")
    take_step(publisher, "published")
    reader.goto(ADDRESS)
    expect(reader.locator(".prose")).to_contain_text("9,7 (số liệu đã được cập nhật ngày")

    open_tile(editor, "Bài dẫn số liệu đã sửa")
    panel = editor.get_by_role("region", name="Bài dẫn số liệu đã sửa")
    expect(panel).to_contain_text("Máy thuê bao cố định, 2006: 9,3 → 9,7 máy/100 dân")
    panel.get_by_role("link", name=TITLE).click()
    note = editor.locator("#id_correction")
    expect(editor.locator("label[for=id_correction]")).to_be_in_viewport(ratio=1)
    expect(note).to_have_value(
        "Máy thuê bao cố định, 2006: trước ghi 9,3 máy/100 dân, nay sửa là 9,7 máy/100 dân."
    )
    Editor(editor)
    editor.locator('[name="_continue"]').click()
    take_step(editor, "submitted")

    publisher.goto("/admin/")
    publisher.get_by_role("link", name=TITLE).first.click()
    take_step(publisher, "published")
    reader.goto(ADDRESS)
    expect(reader.locator(".prose")).to_have_text("Năm 2006 đạt 9,7 máy/100 dân.")
    expect(reader.locator("main")).to_contain_text("trước ghi 9,3 máy/100 dân, nay sửa là 9,7")
    waits_no_more(editor)
