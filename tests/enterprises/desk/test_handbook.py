"""The enterprises' handbook is on their desk, and each page of the desk leads into it."""

import re
from dataclasses import replace
from pathlib import Path

import pytest
from django.conf import settings
from django.urls import reverse

from enterprises.desk import views

pytestmark = pytest.mark.django_db
ADDRESS = "/doanh-nghiep/cua-toi/so-tay/"
TEMPLATES = Path(settings.BASE_DIR / "templates")
# The whole desk, and the handbook itself.
OF_NO_SECTION = {"home.html", "handbook.html"}
SECTION = r"block handbook_section %}#([\w-]+)\{%|enterprises:handbook['\"] %}#([\w-]+)"


def test_a_representative_reads_all_of_it(clerk, django_assert_num_queries):
    with django_assert_num_queries(3):
        page = clerk.get(ADDRESS).text
    assert "<h1>Hướng dẫn cho doanh nghiệp</h1>" in page
    assert '<h2 id="khi-gap-loi">Khi gặp lỗi</h2>' in page
    assert '<a href="#khi-gap-loi">Khi gặp lỗi</a>' in page
    # Nothing of the Markdown is left over.
    assert not re.search(r"\*\*|\]\(|^#|\|\s*---", page, re.MULTILINE)


def test_each_page_of_the_desk_leads_to_it(clerk):
    for page in ("/doanh-nghiep/cua-toi/", ADDRESS):
        assert f'<a href="{ADDRESS}">Hướng dẫn</a>' in clerk.get(page).text


def test_headings_have_names_of_their_own_and_what_leads_to_them_arrives():
    named = [heading.anchor for heading in views.HANDBOOK.document().headings]
    assert len(set(named)) == len(named)
    linked = {
        first or second
        for template in TEMPLATES.rglob("*.html")
        for first, second in re.findall(SECTION, template.read_text())
    }
    assert linked - set(named) == set()


def test_each_page_of_the_desk_leads_to_the_section_that_is_about_it():
    pages = [
        template
        for template in TEMPLATES.rglob("*.html")
        if '{% extends "enterprises/desk/base.html" %}' in template.read_text()
    ]
    assert len(pages) > 20
    leading = {page for page in pages if "block handbook_section" in page.read_text()}
    assert {page.name for page in set(pages) - leading} == OF_NO_SECTION


def test_its_pictures_are_there_and_no_other_file(clerk):
    address = reverse("enterprises:handbook_picture", args=["directory-1280-light"])
    answer = clerk.get(address)
    assert (answer.status_code, answer["Content-Type"]) == (200, "image/png")
    assert clerk.get(f"{ADDRESS}khong-co.png").status_code == 404


def test_the_addresses_that_it_names_are_there(clerk):
    text = Path(settings.BASE_DIR / "docs" / "doanh-nghiep.md").read_text(encoding="utf-8")
    named = re.findall(r"`(/[\w/-]*/)`", text)
    assert named
    for address in named:
        assert clerk.get(address, follow=True).status_code == 200, address


def test_the_desk_works_without_the_file(clerk, monkeypatch):
    gone = replace(views.HANDBOOK, file=Path("/nowhere/doanh-nghiep.md"))
    monkeypatch.setattr(views, "HANDBOOK", gone)
    assert clerk.get("/doanh-nghiep/cua-toi/").status_code == 200
    assert clerk.get(ADDRESS).status_code == 404
