"""On paper a page has the code of its own address; on screen nobody loads it."""

import pytest
from bs4 import BeautifulSoup

from portal.kit.qr import qr_picture
from portal.publishing.models import State
from tests.enterprises import builders as enterprises
from tests.news import builders
from tests.projects import builders as projects

pytestmark = pytest.mark.django_db


def test_a_page_names_the_code_of_its_own_address(client, settings, django_assert_num_queries):
    page = builders.article("Trạm mới")
    picture = BeautifulSoup(client.get(page.path).content, "html.parser").select_one(
        ".qr-print img"
    )
    assert picture["loading"] == "lazy"
    assert "print-only" in picture.parent["class"]
    with django_assert_num_queries(1):
        answer = client.get(picture["src"])
    assert answer["Content-Type"] == "image/svg+xml"
    assert answer.content == qr_picture(settings.SITE_URL + page.path)
    assert answer.cookies == {}
    assert answer["X-Robots-Tag"] == "noindex"


def code_on(client, path: str) -> str:
    picture = BeautifulSoup(client.get(path).content, "html.parser").select_one(".qr-print img")
    return picture["src"] if picture else ""


def test_what_people_hang_up_has_a_code_too(client, settings):
    promise, plan = projects.promise(), projects.plan()
    indicator, series = projects.indicator(), enterprises.series()
    for path in (
        "/lien-he/", "/gioi-thieu/tiep-cong-dan/", "/khan-cap/to-a4/", "/en/khan-cap/to-a4/",
        "/tin-tuc/", "/en/tin-tuc/", "/quy-hoach/cam-ket/", "/diem-phuc-vu/", "/chuong-trinh/",
        promise.get_absolute_url(), f"{plan.path}tom-tat/", f"/en{indicator.path}",
        series.get_absolute_url(),
    ):  # fmt: skip
        code = code_on(client, path)
        assert code == f"{path}ma-qr.svg"
        assert client.get(code).content == qr_picture(settings.SITE_URL + path)


@pytest.mark.parametrize(
    "path", ["/tai-khoan/login/", "/tim-kiem/?q=a", "/tin-tuc/?trang=2", "/hoi-dap/tra-cuu/da-gui/"]
)
def test_a_page_of_one_s_own_or_a_later_one_has_none(client, path):
    for number in range(21):
        builders.article(f"Tin {number}")
    assert client.get(path).status_code == 200
    assert code_on(client, path) == ""


def test_of_what_is_hidden_no_code_is_made(client):
    plan = projects.plan(state=State.DRAFT, published_at=None)
    promise = projects.promise()
    address = promise.get_absolute_url()
    wrong = address.replace(f"/{promise.pk}-", f"/{promise.pk + 1}-")
    for path in (f"{plan.path}tom-tat/", wrong, f"{address[:-1]}x/", "/su-kien/loat/khong-co/"):
        assert client.get(f"{path}ma-qr.svg").status_code == 404, path


@pytest.mark.parametrize(
    "path", ["/tin-tuc/khong-co/", "/doanh-nghiep/cua-toi/", "//ke-xau.example/", "/"]
)
def test_of_no_other_address_a_code_is_made(client, path):
    builders.article("Nháp", state=State.DRAFT)
    assert client.get(f"{path}ma-qr.svg").status_code == 404
    assert client.get("/tin-tuc/nhap/ma-qr.svg").status_code == 404


def test_the_saved_file_does_without(client):
    page = builders.article("Trạm mới")
    assert "ma-qr.svg" not in client.get(f"{page.path}luu.html").text
