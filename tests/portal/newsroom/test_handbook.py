"""The handbook is in the admin, and each screen leads to the section that is about it."""

import re
from dataclasses import replace
from pathlib import Path

import pytest
from django.conf import settings
from django.contrib import admin

from portal.newsroom import handbook
from tests import builders

pytestmark = pytest.mark.django_db

TEMPLATES = Path(settings.BASE_DIR / "templates")


def anchors() -> set[str]:
    return {heading.anchor for heading in handbook.HANDBOOK.document().headings}


@pytest.mark.parametrize("who", [builders.reporter, builders.editor, builders.publisher])
def test_all_the_staff_reads_it(client, who):
    client.force_login(who())
    page = client.get("/admin/so-tay/").text
    assert "<title>Sổ tay biên tập" in page
    assert '<h2 id="dinh-chinh">Đính chính</h2>' in page
    assert '<a href="#dinh-chinh">Đính chính</a>' in page
    # Nothing of the Markdown is left over.
    assert not re.search(r"\*\*|\]\(|^#|\|\s*---", page, re.MULTILINE)


def test_its_pictures_are_there_and_no_other_file(client):
    client.force_login(builders.reporter())
    page = client.get("/admin/so-tay/").text
    pictures = re.findall(r'src="(/admin/so-tay/[^"]+)"', page)
    assert pictures
    for address in pictures:
        answer = client.get(address)
        assert (answer.status_code, answer["Content-Type"]) == (200, "image/png")
    assert client.get("/admin/so-tay/khong-co.png").status_code == 404


def test_headings_have_names_of_their_own():
    headings = handbook.HANDBOOK.document().headings
    assert len({heading.anchor for heading in headings}) == len(headings)


def test_what_its_sections_say_of_each_other_is_found():
    document = handbook.HANDBOOK.document()
    linked = set(re.findall(r'href="#([^"]+)"', document.html))
    assert "thung-rac" in linked
    assert linked - {heading.anchor for heading in document.headings} == set()


def test_what_leads_into_it_arrives():
    named = {getattr(each, "handbook", "") for each in admin.site._registry.values()} - {""}
    linked = {
        anchor
        for template in TEMPLATES.rglob("*.html")
        for anchor in re.findall(r"admin:handbook['\"] %}#([\w-]+)", template.read_text())
    }
    assert len(named) > 3
    assert (named | linked) - anchors() == set()


@pytest.mark.parametrize(
    ("address", "section"),
    [
        ("/admin/news/article/", "viet-mot-bai-hang-ngay"),
        ("/admin/news/article/add/", "viet-mot-bai-hang-ngay"),
        ("/admin/portal/section/add/", "chuyen-muc-chu-de-tac-gia-nguon"),
        ("/admin/portal/correction/", "dinh-chinh"),
        ("/admin/thung-rac/", "thung-rac"),
        ("/admin/hang-loat/", "viec-hang-loat"),
        ("/admin/lich-dang/", "hen-gio"),
        ("/admin/thoi-han/", "thoi-han-cong-bo"),
        ("/admin/thay-the/", "thay-mot-cum-tu-tren-toan-trang"),
        ("/admin/thong-ke/", "thong-ke"),
    ],
)
def test_a_screen_leads_to_its_section(client, address, section):
    client.force_login(builders.publisher())
    assert f'href="/admin/so-tay/#{section}"' in client.get(address).text


def test_a_live_page_tells_how_to_correct_it(client):
    client.force_login(builders.editor())
    article = builders.article()
    page = client.get(f"/admin/news/article/{article.pk}/change/").text
    assert 'href="/admin/so-tay/#dinh-chinh"' in page


def test_the_admin_works_without_the_file(client, monkeypatch):
    gone = replace(handbook.HANDBOOK, file=Path("/nowhere/bien-tap.md"))
    monkeypatch.setattr(handbook, "HANDBOOK", gone)
    client.force_login(builders.editor())
    assert client.get("/admin/news/article/").status_code == 200
    assert client.get("/admin/so-tay/").status_code == 404
