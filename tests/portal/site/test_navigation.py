"""The staff's menu: each list in one place, and for each person what they work on."""

from collections import Counter

import pytest
from bs4 import BeautifulSoup
from django.conf import settings
from django.contrib import admin
from django.contrib.auth.models import Group
from django.urls import reverse

from portal.accounts.roles import Role
from portal.kit.text.sorting import sort_key
from portal.site import adminsite
from tests import builders
from tests.sampling import sampled

pytestmark = pytest.mark.django_db
PEOPLE = {
    "phongvien": builders.reporter,
    "bientap": builders.editor,
    "duyet": builders.publisher,
    "quantri": lambda: builders.person("quantri", is_superuser=True),
}
ENTRIES = [entry for group in settings.ADMIN_NAVIGATION for entry in group.entries]


def menu_of(client, address="/admin/"):
    """The groups of the menu, each with the words of its links."""
    page = BeautifulSoup(client.get(address).content, "html.parser")
    return {
        group.find("summary").get_text(strip=True): [
            link.get_text(strip=True) for link in group.select("a")
        ]
        for group in page.select(".worknav-group")
    }


def menu_links(client, address):
    return BeautifulSoup(client.get(address).content, "html.parser").select(".worknav a")


def test_each_list_stands_in_one_group():
    named = Counter(entry.target for entry in ENTRIES)
    lists = {model._meta.label for model in admin.site._registry}
    assert {label for label in lists if named[label] != 1} == set()
    assert {name for name in named if name not in lists and not name.startswith("admin:")} == set()


def test_a_list_is_called_in_the_menu_as_on_its_page():
    assert [e.target for e in ENTRIES if e.label and not e.target.startswith("admin:")] == []


def test_what_one_writes_is_registered():
    lists = {model._meta.label for model in admin.site._registry}
    assert {entry.target for entry in settings.ADMIN_WRITES} <= lists


def test_a_reporter_has_the_eight_entries_of_the_day(client):
    client.force_login(builders.reporter())
    assert menu_of(client) == {
        "Bàn làm việc": ["Bàn làm việc", "Sổ tay"],
        "Bài và trang": ["Bài viết", "Văn bản", "Sự kiện", "Ảnh"],
        "Người dân": ["Câu hỏi giao cho tôi"],
        "Xuất bản": ["Lịch đăng", "Thùng rác"],
    }


def test_groups_come_in_the_order_of_the_work(client):
    client.force_login(PEOPLE["quantri"]())
    menu = menu_of(client)
    assert list(menu) == [
        "Bàn làm việc",
        "Bài và trang",
        "Người dân",
        "Quy hoạch và số liệu",
        "Doanh nghiệp",
        "Xuất bản",
        "Khẩn cấp",
        "Thiết lập",
        "Hệ thống",
    ]
    assert menu["Thiết lập"] == sorted(menu["Thiết lập"], key=sort_key)
    assert menu["Thiết lập"].index("Địa bàn") > menu["Thiết lập"].index("Cơ quan, tổ chức")


@sampled(one_in=20)
@pytest.mark.parametrize("who", PEOPLE)
def test_the_menu_leads_nowhere_that_is_closed(client, who, some):
    client.force_login(PEOPLE[who]())
    page = BeautifulSoup(client.get("/admin/").content, "html.parser")
    for link in some(page.select(".worknav a, .topbar-write a")):
        # A record of which there is one leads from its list to its form.
        assert client.get(link["href"], follow=True).status_code == 200, link


@pytest.mark.parametrize("who", PEOPLE)
def test_who_lets_in_says_the_same_as_the_page(client, who):
    client.force_login(PEOPLE[who]())
    page = BeautifulSoup(client.get("/admin/tim/").content, "html.parser")
    offered = {link["href"] for link in page.select(".find-blocks a")}
    for entry in ENTRIES:
        if entry.target.startswith("admin:"):
            place = reverse(entry.target)
            assert (client.get(place).status_code == 200) == (place in offered), place


def test_the_menu_marks_where_one_is(client):
    client.force_login(builders.publisher())
    page = BeautifulSoup(client.get("/admin/portal/section/add/").content, "html.parser")
    (current,) = page.select('.worknav a[aria-current="page"]')
    assert current["href"] == "/admin/portal/section/"
    assert current.find_parent("details").has_attr("open")
    folded = [group for group in page.select(".worknav-group") if not group.has_attr("open")]
    assert "Doanh nghiệp" in {group.find("summary").get_text(strip=True) for group in folded}


@pytest.mark.parametrize(
    "address",
    [
        "/admin/portal/section/",  # nothing of a reporter's work
        "/admin/enterprises/enterprise/add/",
        "/admin/enterprises/confirmation/",  # in nobody's menu
    ],
)
def test_what_is_not_in_the_menu_stands_there_while_it_is_open(client, address):
    client.force_login(builders.reporter())
    assert address not in {link["href"] for link in menu_links(client, "/admin/")}
    (current,) = [link for link in menu_links(client, address) if "aria-current" in link.attrs]
    assert address.startswith(current["href"])


def test_what_waits_belongs_to_the_desk(client):
    client.force_login(builders.editor())
    links = menu_links(client, "/admin/viec/chua-xac-nhan/")
    assert [link["href"] for link in links if "aria-current" in link.attrs] == ["/admin/"]


def test_a_popup_has_neither_bar_nor_menu(client):
    client.force_login(builders.editor())
    page = client.get("/admin/portal/topic/add/?_popup=1").text
    assert "worknav" not in page
    assert "topbar" not in page


def test_one_writes_the_daily_kinds_from_every_page(client):
    client.force_login(builders.reporter())
    page = BeautifulSoup(client.get("/admin/thung-rac/").content, "html.parser")
    assert page.select_one(".topbar-main")["href"] == "/admin/news/article/add/"
    assert [link.get_text(strip=True) for link in page.select(".topbar-write li a")] == [
        "Bài viết",
        "Văn bản",
        "Sự kiện",
        "Thông báo đấu thầu, tuyển dụng, ngân sách",
        "Hỏi đáp",
        "Trang giới thiệu",
        "Ảnh",
        "Loại khác…",
    ]


@pytest.mark.parametrize("address", ["/admin/news/article/", "/admin/thung-rac/", "/admin/so-tay/"])
def test_the_first_step_of_the_crumbs_is_the_desk(client, address):
    client.force_login(builders.editor())
    page = BeautifulSoup(client.get(address).content, "html.parser")
    first = page.select_one('nav[aria-label="Breadcrumbs"] a, nav .breadcrumbs a')
    assert (first["href"], first.get_text(strip=True)) == ("/admin/", "Bàn làm việc")


def test_the_list_of_all_tables_is_the_administrators(client):
    client.force_login(builders.publisher())
    assert client.get("/admin/bang/").status_code == 404
    client.force_login(PEOPLE["quantri"]())
    page = client.get("/admin/bang/").text
    assert "/admin/portal/user/" in page
    assert "/admin/news/article/add/" in page
    assert "app-list" not in client.get("/admin/").text


def test_what_one_may_see_is_worked_out_once_and_anew_with_other_rights(client, monkeypatch):
    user = builders.reporter()
    client.force_login(user)
    asked = []
    makes = adminsite._entry
    monkeypatch.setattr(adminsite, "_entry", lambda *words: asked.append(words[0]) or makes(*words))
    before = menu_of(client)
    number = len(asked)
    assert number == len(admin.site._registry)
    assert menu_of(client, "/admin/so-tay/") == before
    assert len(asked) == number
    user.groups.set(Group.objects.filter(name=Role.EDITOR))
    after = menu_of(client)
    assert len(asked) == 2 * number
    assert len(after["Bài và trang"]) > len(before["Bài và trang"])
