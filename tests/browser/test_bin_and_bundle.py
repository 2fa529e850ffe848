"""All or nothing, and nothing lost: pages that go out together, and one that comes back."""

import pytest
from playwright.sync_api import Page, expect

from news.articles.models import Article
from portal.publishing.models import State
from tests.browser.people import sign_in, take_step, write

pytestmark = pytest.mark.long
BUDGET_SECONDS = 45
PDF = b"%PDF-1.4\n1 0 obj<</Type/Catalog>>endobj\ntrailer<</Root 1 0 R>>\n%%EOF\n"


def work_on(title: str) -> str:
    return f"/admin/news/article/{Article.objects.get(title=title).pk}/change/"


def approve(page: Page, title: str) -> None:
    page.goto(work_on(title))
    take_step(page, "approved")


def test_a_bundle_with_one_page_that_is_not_approved_publishes_nothing(someone, watches):
    reporter, publisher, reader = someone(), someone(), someone()
    watches[2].expect("status of 404")
    watches[1].expect("status of 409")
    titles = ["Chương trình hội nghị quý II", "Tài liệu hội nghị quý II"]
    addresses = [f"/tin-tuc/{slug}-hoi-nghi-quy-ii/" for slug in ("chuong-trinh", "tai-lieu")]
    sign_in(reporter, "phongvien")
    for title in titles:
        write(reporter, title, "Cùng hiện một lúc.")
        take_step(reporter, "submitted")
    reporter.goto("/admin/portal/bundle/add/")
    reporter.locator("#id_name").fill("Hội nghị quý II")
    reporter.locator('[name="_save"]').click()
    for title in titles:
        reporter.locator("#id_tim").fill(title)
        reporter.locator(".newsroom-search button").click()
        reporter.get_by_role("button", name=title).first.click()
    bundle = reporter.url.partition("?")[0]

    sign_in(publisher, "duyet")
    for title in titles:
        approve(publisher, title)
    publisher.goto(bundle)
    publisher.locator(".bundle-steps a.button").click()
    expect(publisher.get_by_role("button", name="Phát hành")).to_be_visible()
    # While the publisher looks at the last question, the reporter takes one text back.
    reporter.goto(work_on(titles[1]))
    take_step(reporter, "draft")
    publisher.get_by_role("button", name="Phát hành").click()
    expect(publisher.locator(".errornote")).to_be_visible()
    expect(publisher.locator(".bundle-members")).to_contain_text(titles[1])
    assert [reader.goto(address).status for address in addresses] == [404, 404]
    assert not Article.objects.filter(title__in=titles, state=State.PUBLISHED).exists()

    reporter.goto(work_on(titles[1]))
    take_step(reporter, "submitted")
    approve(publisher, titles[1])
    publisher.goto(bundle)
    publisher.locator(".bundle-steps a.button").click()
    publisher.get_by_role("button", name="Phát hành").click()
    expect(publisher.locator(".messagelist .success").first).to_be_visible()
    assert [reader.goto(address).status for address in addresses] == [200, 200]


def test_what_was_deleted_comes_back_with_its_address_and_its_file(someone, watches):
    reporter, publisher, reader = someone(), someone(), someone()
    watches[2].expect("status of 404")
    title, address = "Biểu mẫu đăng ký tên miền", "/tin-tuc/bieu-mau-dang-ky-ten-mien/"
    sign_in(reporter, "phongvien")
    write(reporter, title, "Tải biểu mẫu ở cuối bài.")
    reporter.get_by_role("button", name="Thêm: Tệp đính kèm").click()
    reporter.locator("#id_attachments-0-name").fill("Biểu mẫu 01")
    file = {"name": "bieu-mau.pdf", "mimeType": "application/pdf", "buffer": PDF}
    reporter.locator("#id_attachments-0-file").set_input_files(file)
    take_step(reporter, "submitted")
    sign_in(publisher, "duyet")
    publisher.goto(work_on(title))
    take_step(publisher, "published")
    reader.goto(address)
    link = reader.get_by_role("link", name="Biểu mẫu 01")
    where = link.get_attribute("href")
    assert reader.request.get(where).body() == PDF

    publisher.goto(work_on(title))
    publisher.get_by_text("Gỡ, bỏ", exact=True).click()
    publisher.get_by_role("link", name="Cho vào thùng rác…").click()
    publisher.locator("#id_comment").fill("Biểu mẫu cũ")
    publisher.get_by_role("button", name="Cho vào thùng rác").click()
    assert reader.goto(address).status == 404
    assert title not in reader.content()

    publisher.goto("/admin/thung-rac/")
    row = publisher.get_by_role("row", name=title)
    expect(row).to_contain_text("Biểu mẫu cũ")
    row.get_by_role("button", name="Khôi phục").click()
    assert reader.goto(address).status == 404
    publisher.goto(work_on(title))
    take_step(publisher, "published")
    assert reader.goto(address).status == 200
    expect(link).to_have_attribute("href", where)
    assert reader.request.get(where).body() == PDF
