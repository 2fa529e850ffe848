"""A page saved as one file: whole, with its source and day, and asking nobody for anything."""

import base64
import io
import re
from datetime import timedelta
from urllib.parse import unquote

import pytest
from bs4 import BeautifulSoup
from django.core.files.base import ContentFile
from django.core.files.storage import default_storage
from django.core.files.uploadedfile import SimpleUploadedFile
from django.db import transaction
from django.utils import timezone
from PIL import Image

from news.notices.models import Notice
from portal.branding import brand
from portal.branding.models import Branding
from portal.media.pictures.intake import store_picture
from portal.publishing.dry_run import allow_live_writes
from portal.publishing.models import State
from portal.publishing.services import save
from portal.site import single_file
from tests import builders
from tests.news import builders as news
from tests.one_of_each import MAKERS, page_of
from tests.portal.participation.consultations import builders as consultations
from tests.sampling import params

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("media")]


def saved(client, page) -> BeautifulSoup:
    return BeautifulSoup(client.get(f"{page.path}luu.html").text, "html.parser")


@pytest.mark.parametrize("kind", params(list(MAKERS), one_in=3))
def test_a_page_of_any_kind_becomes_one_file_that_asks_for_nothing(client, settings, kind):
    page = page_of(kind, summary="Một câu mở đầu.")
    file = saved(client, page)
    assert (
        file.h1.get_text()
        == BeautifulSoup(client.get(page.path).content, "html.parser").h1.get_text()
    )
    assert file.select("link[rel=stylesheet], script, iframe, object, embed, form, audio") == []
    assert {link["rel"][0] for link in file.select("link")} <= {"canonical"}
    assert all(image["src"].startswith("data:") for image in file.select("img"))
    assert len(file.select("head style")) == len(file.select("style")) >= 1
    styles = "".join(style.string for style in file.select("style"))
    assert set(re.findall(r"url\(\s*[\"']?(.{5})|@import", styles)) <= {"data:"}
    policy = file.select_one('meta[http-equiv="Content-Security-Policy"]')["content"]
    assert policy == "default-src 'none'; img-src data:; style-src 'unsafe-inline'"


def test_it_says_whose_it_is_where_it_was_and_of_which_day(client, settings):
    page = page_of("article")
    file = saved(client, page)
    note = " ".join(file.select_one(".saved-note").get_text(" ").split())
    today = timezone.localdate().strftime("%d/%m/%Y")
    assert note == f"{settings.SITE_NAME} . Lưu ngày {today} từ {settings.SITE_URL}{page.path}"
    assert "01/02/2007 10:27" in file.get_text()


def test_its_links_lead_to_the_site_and_those_within_stay_within(client, settings):
    body = '<p><a href="/lien-he/">Liên hệ</a> <a href="#chu-thich">1</a></p>'
    page = page_of("article", body=body)
    file = saved(client, page)
    links = [a["href"] for a in file.select("main a")]
    assert f"{settings.SITE_URL}/lien-he/" in links
    assert "#chu-thich" in links
    assert [href for href in links if href.startswith("/")] == []
    within = {a["href"] for a in file.select("a[href^='#']")} - {"#chu-thich"}
    assert [anchor for anchor in within if not file.select(anchor)] == []


def test_its_pictures_are_inside(client):
    default_storage.save("pictures/aa/cover.jpg", ContentFile(b"\xff\xd8\xffHue"))
    page = page_of("article", cover=builders.picture(), cover_alt="Cầu Trường Tiền")
    (image,) = saved(client, page).select("main img")
    assert image["alt"] == "Cầu Trường Tiền"
    kind, content = image["src"].removeprefix("data:").split(";base64,")
    assert (kind, base64.b64decode(content)) == ("image/jpeg", b"\xff\xd8\xffHue")


def test_the_departments_own_colours_are_inside(client):
    brand.KEPT.fix(None)
    Branding.objects.create(pk=1, accent="#1a5fb4")
    page = page_of("article")
    answer = client.get(f"{page.path}luu.html")
    assert answer.status_code == 200
    styles = [style.string for style in BeautifulSoup(answer.text, "html.parser").select("style")]
    assert "--accent:#1a5fb4;" in styles[-1]
    assert len(styles) == 2


def test_the_departments_logo_and_the_label_in_the_foot_are_inside(client):
    brand.KEPT.fix(None)
    look = {"logo": drawn("logo.png"), "seal": drawn("seal.png")}
    Branding.objects.create(pk=1, seal_name="Nhãn", seal_link="https://nhan.example/", **look)
    file = saved(client, page_of("article"))
    for image in (file.select_one(".site-name img"), file.select_one(".site-footer-seal img")):
        kind, content = image["src"].split(";base64,")
        assert kind == "data:image/png"
        assert Image.open(io.BytesIO(base64.b64decode(content))).height == 96


def drawn(name):
    buffer = io.BytesIO()
    Image.new("RGB", (600, 300), "red" if name == "logo.png" else "blue").save(buffer, "PNG")
    return store_picture(SimpleUploadedFile(name, buffer.getvalue()), by=None, alt="Logo")


def main_of(html):
    page = f"<head><title>Trang</title></head><main>{html}</main>"
    return BeautifulSoup(single_file.single_file(page, "/trang/"), "html.parser").main


def test_a_picture_that_says_nothing_and_is_not_there_is_left_out():
    assert main_of('A <img src="/media/b.jpg" alt=""> B').decode_contents() == "A  B"


def test_a_picture_within_a_link_is_told_with_its_words_alone():
    [link] = main_of('<a href="/media/a.jpg">A <img src="/media/b.jpg" alt="Cầu"></a>').select("a")
    assert link.decode_contents() == "A <span>Cầu</span>"


def test_a_picture_without_room_is_told_with_its_address(client, settings, monkeypatch):
    monkeypatch.setattr(single_file, "MAX_PICTURE_BYTES", 5)
    default_storage.save("pictures/aa/cover.jpg", ContentFile(b"\xff\xd8\xffHue"))
    page = page_of("article", cover=builders.picture(), cover_alt="Cầu Trường Tiền")
    file = saved(client, page)
    assert file.select("img") == []
    (link,) = file.select("figure a")
    assert link.get_text() == "Cầu Trường Tiền"
    assert link["href"] == f"{settings.SITE_URL}/media/pictures/aa/cover.jpg"


def test_a_picture_without_room_is_not_read(client, monkeypatch):
    monkeypatch.setattr(single_file, "MAX_PICTURE_BYTES", 5)
    default_storage.save("pictures/aa/cover.jpg", ContentFile(b"\xff\xd8\xffHue"))
    monkeypatch.setattr(default_storage, "open", lambda *_: pytest.fail("It was read."))
    page = page_of("article", cover=builders.picture(), cover_alt="Cầu Trường Tiền")
    assert saved(client, page).select_one("figure a").get_text() == "Cầu Trường Tiền"


def test_a_picture_that_is_no_longer_there_breaks_nothing(client):
    page = page_of("article", cover=builders.picture(), cover_alt="Cầu Trường Tiền")
    assert saved(client, page).select_one("figure a").get_text() == "Cầu Trường Tiền"


def test_its_name_is_told_twice_in_plain_letters_and_in_the_pages_own(client):
    page = page_of("article", 'Mạng "A"/B; x=1')
    answer = client.get(f"{page.path}luu.html")
    header = answer["Content-Disposition"]
    plain, spoken = header.split("; filename*=UTF-8''")
    assert plain == f'attachment; filename="{page.slug}.html"'
    assert unquote(spoken) == 'Mạng "A"-B; x=1.html'
    assert spoken.isascii()
    assert '"' not in spoken
    assert answer["X-Robots-Tag"] == "noindex"


@pytest.mark.parametrize(
    ("asked", "saves", "words"),
    [
        ("", "", ["Ý kiến 0", "Ý kiến 1"]),
        ("?trang=2", "?trang=2", ["Ý kiến 2"]),
        ("?co-chu=lon&trang=2", "?trang=2", ["Ý kiến 2"]),
    ],
)
def test_it_is_the_part_of_a_list_that_is_shown_and_names_the_rest(
    client, settings, monkeypatch, asked, saves, words
):
    monkeypatch.setattr("portal.participation.consultations.views.COMMENTS_A_PAGE", 2)
    page = consultations.consultation()
    now = timezone.now()
    for number in range(3):
        consultations.shown(
            page, f"Ý kiến {number}", received_at=now - timedelta(minutes=9 - number)
        )
    screen = BeautifulSoup(client.get(f"{page.path}{asked}").content, "html.parser")
    href = screen.find("a", string="Lưu thành một tệp")["href"]
    assert href == f"{page.path}luu.html{saves}"
    file = BeautifulSoup(client.get(href).content, "html.parser")
    text = " ".join(file.main.get_text().split())
    assert re.findall(r"Ý kiến \d", text) == words
    number = 2 if saves else 1
    address = f"{settings.SITE_URL}{page.path}{saves}"
    assert f"Trang {number}. Phần còn lại của danh sách có ở {address}" in text
    assert file.select(".pagination") == []


def test_what_changes_no_page_is_not_in_its_address(client):
    page = page_of("article")
    client.force_login(builders.publisher())
    screen = client.get(f"{page.path}?gclid=1&q=%22%3E").text
    assert f'href="{page.path}luu.html?q=%22%3E"' in screen
    # What is kept of the page is nobody else's query.
    assert f'href="{page.path}luu.html"' in client.get(page.path).text


@pytest.mark.parametrize(
    "fields",
    [
        {"state": State.DRAFT},
        {"published_at": timezone.now() + timedelta(days=1)},
        {"expires_at": builders.FEBRUARY + timedelta(days=1)},
    ],
)
def test_a_hidden_page_has_no_file(client, fields):
    page = page_of("article", **fields)
    assert client.get(f"{page.path}luu.html").status_code == 404


@pytest.mark.parametrize(
    "path", ["/tin-tuc/luu.html", "/luu.html", "/a/b/c/luu.html", "/lien-he/luu.html"]
)
def test_what_is_no_publication_has_no_file(client, path):
    assert client.get(path).status_code == 404


def test_the_file_of_a_page_that_moved_moves_too(client):
    page = page_of("article")
    old, page.slug = page.path, "cho-khac"
    save(page, by=None)
    answer = client.get(f"{old}luu.html")
    assert (answer.status_code, answer["Location"]) == (301, "/tin-tuc/cho-khac/luu.html")


def test_who_has_it_is_told_that_nothing_has_changed(client):
    page = page_of("article")
    first = client.get(f"{page.path}luu.html")
    known = {"If-None-Match": first["ETag"]}
    assert client.get(f"{page.path}luu.html", headers=known).status_code == 304
    page.summary = "Khác"
    save(page, by=None)
    assert client.get(f"{page.path}luu.html", headers=known).status_code == 200


def test_who_has_it_is_sent_it_anew_once_an_hour_on_it_has_come(client):
    now = timezone.now()
    page = news.notice("Nhận hồ sơ", closes_at=now + timedelta(hours=1))
    known = {"If-None-Match": client.get(f"{page.path}luu.html")["ETag"]}
    # As if the hour had passed: nothing is written then, and no generation begins.
    with transaction.atomic(), allow_live_writes():
        Notice.objects.filter(pk=page.pk).update(closes_at=now - timedelta(minutes=5))
    assert client.get(f"{page.path}luu.html", headers=known).status_code == 200


def test_it_is_the_readers_page_whoever_saves_it(client):
    page = page_of("article")
    client.force_login(builders.publisher())
    mine = client.get(f"{page.path}luu.html").content
    client.logout()
    assert client.get(f"{page.path}luu.html").content == mine
    assert "sessionid" not in client.get(f"{page.path}luu.html").cookies


@pytest.mark.parametrize("kind", params(list(MAKERS), one_in=3))
def test_each_page_leads_to_its_file_to_large_letters_and_to_sharing(client, settings, kind):
    page = page_of(kind)
    tools = BeautifulSoup(client.get(page.path).content, "html.parser").select_one(".page-tools")
    links = {a.get_text(): a for a in tools.select("a")}
    assert links["Lưu thành một tệp"]["href"] == f"{page.path}luu.html"
    assert links["Chữ lớn, để đọc và in"]["href"] == f"{page.path}?co-chu=lon"
    here = settings.SITE_URL + page.path
    facebook = links["Chia sẻ lên Facebook"]
    assert unquote(facebook["href"]) == f"https://www.facebook.com/sharer/sharer.php?u={here}"
    assert {"noopener", "nofollow"} <= set(facebook["rel"])
    mail = unquote(links["Gửi qua thư điện tử"]["href"])
    assert mail.startswith("mailto:?subject=")
    assert mail.endswith(f"&body={here}")
    # Without script there is nothing to press, and no link to where one is.
    share = tools.select_one("button[data-share][hidden]")
    assert share["data-address"] == here
    # A document is shared by its number, too.
    assert share["data-title"].endswith(page.title)
    follow = links["Theo dõi mục này qua thư"]["href"]
    assert follow == f"/theo-doi/thu/?loai=trang&q={page.pk}"


def test_large_letters_are_the_same_page_under_its_one_address(client, settings):
    page = page_of("article")
    large = BeautifulSoup(client.get(f"{page.path}?co-chu=lon").content, "html.parser")
    assert large.html["class"] == ["large-print"]
    assert large.select_one("link[rel=canonical]")["href"] == settings.SITE_URL + page.path
    assert large.select_one(".page-tools a[href$='lon']") is None
    usual = BeautifulSoup(client.get(f"{page.path}?co-chu=nho").content, "html.parser")
    assert not usual.html.has_attr("class")


def test_paper_says_whose_page_it_is_from_where_and_of_which_days(client, settings):
    for kind in MAKERS:
        page = page_of(kind)
        paper = BeautifulSoup(client.get(page.path).content, "html.parser")
        text = " ".join(paper.select_one(".print-only:not(.qr-print)").get_text().split())
        today = timezone.localdate().strftime("%d/%m/%Y")
        assert f"Nguồn: {settings.SITE_NAME}, {settings.SITE_URL}{page.path}." in text, kind
        assert "Ngày đăng: 01/02/2007 10:27." in text, kind
        assert text.endswith(f"Lấy từ trang ngày {today}."), kind
