"""Old addresses lead on: exactly, by folder, by what stands behind a question mark."""

import pytest
from django.core.exceptions import ValidationError
from django.core.files.uploadedfile import SimpleUploadedFile
from django.db import IntegrityError, connection, transaction
from django.test.utils import CaptureQueriesContext

from portal.addresses import following
from portal.addresses.following import asks_by_old_fields
from portal.addresses.models import MissingAddress, OldAddress
from portal.editing import publish_checks
from portal.publishing.models import Link, State
from portal.publishing.services import save
from tests import builders
from tests.projects import builders as projects

pytestmark = pytest.mark.django_db
ADD = "/admin/portal/oldaddress/add/"


def old(address, **fields):
    row = OldAddress(address=address, **fields)
    row.full_clean()
    row.save()
    return row


def leads(client, address):
    answer = client.get(address)
    return answer["Location"] if answer.status_code == 301 else answer.status_code


def test_the_address_of_an_old_system_leads_to_the_page_even_where_one_stands(client):
    page = builders.article()
    old("/?act=news&id=12", publication=page)
    assert leads(client, "/?act=news&id=12") == page.path
    assert leads(client, "/?id=12&act=news&fbclid=x") == page.path
    assert leads(client, "/?act=news&id=13") == 200
    assert leads(client, "/?q=news") == 200
    assert asks_by_old_fields({"QUERY_STRING": "x=1&act=news"})
    assert not asks_by_old_fields({"QUERY_STRING": "trang=2"})
    assert not asks_by_old_fields({})


def test_an_exact_address_goes_before_a_folder_and_the_longer_folder_before_the_shorter(client):
    page = builders.article()
    old("/cu/", target="/tin-tuc/", is_prefix=True)
    old("/cu/van-ban/", target="/van-ban/", is_prefix=True)
    old("/cu/mot.html", publication=page)
    assert leads(client, "/cu/mot.html") == page.path
    assert leads(client, "/cu/mat-do-dien-thoai/") == page.path
    assert leads(client, "/cu/van-ban/12-2007/") == "/van-ban/12-2007/"
    assert leads(client, "/cu/hai/ba/bon.html") == "/tin-tuc/"
    assert leads(client, "/cu/%2f%2fevil.example/") == "/tin-tuc/"
    assert leads(client, "/cuoi/") == 404


def test_browsers_ask_again_each_time_for_a_page_may_move_back(client):
    page = builders.article()
    former, slug = page.path, page.slug
    page.slug = "cho-khac"
    save(page, by=None)
    old("/cu.html", publication=page)
    old("/?act=news&id=12", publication=page)
    for address in (former, f"{former}luu.html", "/cu.html", "/?act=news&id=12", "/favicon.ico"):
        answer = client.get(address)
        assert (answer.status_code, answer["Cache-Control"]) == (301, "public, no-cache"), address
    page.slug = slug
    save(page, by=None)
    assert client.get(former).status_code == 200


def test_what_hangs_on_a_page_moves_with_it_in_both_languages(client):
    density, plan, page = projects.indicator(), projects.plan(), builders.article()
    report = builders.article("Báo cáo")
    for year in (2006, 2007):
        projects.observation(density, report, year)
    before, parts = density.path, ("", "nhung/", "bieu-do.svg")
    old_plan, former = plan.path, page.path
    for each in (density, plan, page):
        each.slug = f"{each.slug}-moi"
        save(each, by=None)
    assert leads(client, f"{former}khong/co/") == 404
    assert leads(client, f"/en{former}") == 404
    assert leads(client, f"{old_plan}tom-tat/?trang=2") == f"{plan.path}tom-tat/?trang=2"
    for prefix in ("", "/en"):
        for part in parts:
            target = f"{prefix}{density.path}{part}"
            assert leads(client, f"{prefix}{before}{part}") == target
            assert client.get(target).status_code == 200
    density.state = State.WITHDRAWN
    save(density, by=None)
    assert leads(client, f"{before}nhung/") == 404


def test_it_follows_the_page_and_says_nothing_of_one_that_is_not_public(client):
    page = builders.article("Bí mật", state=State.DRAFT)
    old("/cu.html", publication=page)
    assert leads(client, "/cu.html") == 404


@pytest.mark.parametrize(
    "target",
    [
        "https://evil.example/", "//evil.example/", "/\\evil.example/", "javascript:alert(1)",
        "/khong-co-gi-het/x/", "/\t/evil.example/", "/%2f%2fevil.example/", "evil.example",
    ],
)  # fmt: skip
def test_it_leads_nowhere_else(target):
    with pytest.raises(ValidationError):
        old("/cu.html", target=target)


def test_it_never_leads_in_a_circle():
    old("/cu/", target="/tin-tuc/", is_prefix=True)
    for address, fields in (
        ("/tin-tuc/", {"target": "/van-ban/"}),
        ("/tin-tuc/", {"target": "/tin-tuc/"}),
        ("/tin-tuc/", {"target": "/tin-tuc/chuyen-muc/a/", "is_prefix": True}),
        ("/moi.html", {"target": "/cu/"}),
        ("/moi/", {"target": "/cu/moi/", "is_prefix": True}),
    ):
        with pytest.raises(ValidationError):
            old(address, **fields)


@pytest.mark.parametrize("is_prefix", [False, True])
def test_whether_it_leads_in_a_circle_is_found_without_reading_all(is_prefix):
    """A sheet of thousands asks it for every row."""
    with CaptureQueriesContext(connection) as queries:
        old("/cu/", target="/tin-tuc/", is_prefix=is_prefix)
    (asked,) = [each["sql"] for each in queries if """"target" = '/cu/'""" in each["sql"]]
    with connection.cursor() as cursor:
        # A way without an index, where there is one, costs too much to be chosen at a few rows.
        cursor.execute("SET LOCAL enable_seqscan = off")
        cursor.execute("EXPLAIN " + asked.replace("%", "%%"), [])
        plan = str(cursor.fetchall())
    assert "addresses_oldaddress_target" in plan
    assert "Seq Scan" not in plan


def test_a_target_that_has_the_fields_of_its_address_is_no_circle(client):
    old("/tin-tuc/?id=12", target="/tin-tuc/?nam=2007&id=12")
    to = leads(client, "/tin-tuc/?id=12")
    assert to == "/tin-tuc/?id=12&nam=2007"
    assert leads(client, to) == 200


def test_where_a_page_lives_nothing_else_leads_on():
    page = builders.article()
    with pytest.raises(ValidationError):
        old(page.path, target="/van-ban/")


def test_what_must_never_be_is_refused_by_the_table():
    page = builders.article()
    for fields in (
        {"address": "/a", "target": ""},
        {"address": "/a", "target": "/tin-tuc/", "publication": page},
        {"address": "/a", "target": "//evil.example/"},
        {"address": "//a", "target": "/tin-tuc/"},
        {"address": "/a", "target": "/tin-tuc/", "is_prefix": True},
    ):
        with pytest.raises(IntegrityError), transaction.atomic():
            OldAddress.objects.create(**fields)


def test_addresses_are_kept_in_one_form():
    assert old("https://cu.example/?b=2&a=1", target="/tin-tuc/").address == "/?a=1&b=2"
    assert old("/tin%20cu.html", target="/tin-tuc/").address == "/tin cu.html"


def test_an_address_that_its_one_form_makes_too_long_is_refused_in_words():
    long = "?ten=" + "ệ" * 100
    for fields in (
        {"address": f"/{long}", "target": "/tin-tuc/"},
        {"address": "/cu/", "target": f"/tin-tuc/{long}"},
    ):
        with pytest.raises(ValidationError):
            old(**fields)


def test_an_editor_maps_what_is_missing_from_the_list(client):
    MissingAddress.objects.create(address="/cu.html", count=7)
    client.force_login(builders.editor())
    assert f"{ADD}?address=%2Fcu.html" in client.get("/admin/portal/missingaddress/").text
    assert 'value="/cu.html"' in client.get(f"{ADD}?address=%2Fcu.html").text
    page = builders.article()
    client.post(ADD, {"address": "/cu.html", "publication": page.path})
    assert OldAddress.objects.get().publication_id == page.pk
    assert not MissingAddress.objects.exists()


def test_names_are_asked_once_a_generation():
    following.NAMES.fix(frozenset({"act"}))
    try:
        assert asks_by_old_fields({"QUERY_STRING": "act=1"})
    finally:
        following.NAMES.fix(None)


def test_a_whole_list_comes_as_a_sheet_and_is_counted_as_missing_no_more(client):
    page = builders.article(slug="bai-moi")
    MissingAddress.objects.create(address="/tin/bai-cu.html", count=9)
    client.force_login(builders.editor())
    rows = (
        "Địa chỉ cũ,Mọi địa chỉ bắt đầu như vậy,Hoặc tới địa chỉ\n"
        f"https://cu.example/tin/bai-cu.html,không,{page.path}\n"
        "/?id=12&act=news,không,/tin-tuc/\n"
    )

    def preview_of(sheet):
        sent = {"sheet": SimpleUploadedFile("cu.csv", sheet.encode())}
        return client.post("/admin/portal/oldaddress/nhap/", sent)

    # One row that would lead outside keeps the whole sheet out.
    outside = preview_of(f"{rows}/ra-ngoai.html,không,https://khac.example/\n")
    assert outside.context["counts"] == {"new": 2, "changed": 0, "unchanged": 0, "wrong": 1}
    preview = preview_of(rows)
    assert preview.context["counts"] == {"new": 2, "changed": 0, "unchanged": 0, "wrong": 0}
    token = {"token": preview.context["token"]}
    client.post("/admin/portal/oldaddress/nhap/xac-nhan/", token)
    found = OldAddress.objects.values_list("address", "target", "publication")
    assert set(found) == {
        ("/tin/bai-cu.html", "", page.pk),
        ("/?act=news&id=12", "/tin-tuc/", None),
    }
    assert not MissingAddress.objects.exists()
    assert client.get("/tin/bai-cu.html")["Location"] == page.path


@pytest.mark.parametrize("rows", [1, 3])
def test_a_sheet_looks_at_the_dead_links_once(client, rows):
    """For each row, and each in a preview, too, all of them were read."""
    client.force_login(builders.editor())
    names = [f"/cu/bai-{number}.html" for number in range(rows)]
    body = "".join(f'<p><a href="{name}">Bài</a></p>' for name in (*names, "/cu/khac.html"))
    builders.article(body=body)
    sheet = "Địa chỉ cũ,Hoặc tới địa chỉ\n" + "".join(f"{name},/tin-tuc/\n" for name in names)
    with CaptureQueriesContext(connection) as queries:
        sent = {"sheet": SimpleUploadedFile("cu.csv", sheet.encode())}
        preview = client.post("/admin/portal/oldaddress/nhap/", sent)
        assert (OldAddress.objects.count(), Link.objects.count()) == (0, rows + 1)
        client.post("/admin/portal/oldaddress/nhap/xac-nhan/", {"token": preview.context["token"]})
    assert [link.address for link in Link.objects.all()] == ["/cu/khac.html"]
    looks = [each for each in queries if '"target_id" IS NULL' in each["sql"]]
    assert len(looks) == 1


def test_the_sheet_comes_again_with_one_row_mended(client):
    page, other = builders.article(slug="bai-moi"), builders.article("Bài khác")
    old("/tin/bai-cu.html", target=page.path)
    old("/tin/nham.html", target=page.path)
    old("/?id=12&act=news", target="/tin-tuc/")
    client.force_login(builders.editor())
    sheet = (
        "Địa chỉ cũ,Hoặc tới địa chỉ\n"
        f"https://cu.example/tin/bai-cu.html,{page.path}\n"
        f"/tin/nham.html,{other.path}\n"
        "/?id=12&act=news,/tin-tuc/\n"
    )
    sent = {"sheet": SimpleUploadedFile("cu.csv", sheet.encode())}
    preview = client.post("/admin/portal/oldaddress/nhap/", sent)
    assert preview.context["counts"] == {"new": 0, "changed": 1, "unchanged": 2, "wrong": 0}
    token = {"token": preview.context["token"]}
    client.post("/admin/portal/oldaddress/nhap/xac-nhan/", token)
    found = OldAddress.objects.values_list("address", "target", "publication")
    assert set(found) == {
        ("/tin/bai-cu.html", "", page.pk),
        ("/tin/nham.html", "", other.pk),
        ("/?act=news&id=12", "/tin-tuc/", None),
    }


def test_a_row_without_its_old_address_is_refused(client):
    client.force_login(builders.editor())
    sheet = "Địa chỉ cũ,Hoặc tới địa chỉ\n,/tin-tuc/\n"
    sent = {"sheet": SimpleUploadedFile("cu.csv", sheet.encode())}
    preview = client.post("/admin/portal/oldaddress/nhap/", sent)
    assert preview.context["counts"] == {"new": 0, "changed": 0, "unchanged": 0, "wrong": 1}


def test_a_sheet_leads_an_address_from_a_page_to_a_list(client):
    old("/cu.html", target=builders.article().path)
    client.force_login(builders.editor())
    sheet = "Địa chỉ cũ,Hoặc tới địa chỉ\n/cu.html,/van-ban/\n"
    sent = {"sheet": SimpleUploadedFile("cu.csv", sheet.encode())}
    preview = client.post("/admin/portal/oldaddress/nhap/", sent)
    client.post("/admin/portal/oldaddress/nhap/xac-nhan/", {"token": preview.context["token"]})
    row = OldAddress.objects.get()
    assert (row.target, row.publication) == ("/van-ban/", None)


@pytest.mark.parametrize("rows", [1, 3])
def test_the_list_goes_out_without_a_query_a_row(client, rows, django_assert_num_queries):
    for number in range(rows):
        old(f"/cu-{number}.html", publication=builders.article(f"Bài {number}"))
    client.force_login(builders.editor())
    with django_assert_num_queries(7) as asked:
        answer = client.get("/admin/portal/oldaddress/xuat.csv")
        text = b"".join(answer.streaming_content).decode()
    assert text.count("Bài ") == rows
    assert not [each for each in asked if "search_vector" in each["sql"]]


def test_a_text_may_link_to_an_address_that_leads_on():
    page, hidden = builders.article(), builders.article("Kín", state=State.DRAFT)
    old("/tin/bai-cu.html", publication=page)
    old("/tin/kin.html", publication=hidden)
    old("/cu/", target="/tin-tuc/", is_prefix=True)
    addresses = ["/tin/bai-cu.html", "/cu/hai/ba.html", "/tin/kin.html", "/tin/"]
    words = "".join(f'<a href="{each}">Bài số {each}</a> ' for each in addresses)
    article = builders.article("Bài cũ", body=f"<p>{words}</p>", state=State.DRAFT)
    found = publish_checks.check(article)
    messages = [each.message.rpartition(" ")[2] for each in found if each.blocks]
    assert messages == ["/tin/kin.html", "/tin/"]
    dead = Link.objects.filter(source=article, target=None)
    assert set(dead.values_list("address", flat=True)) == {"/tin/kin.html", "/tin/"}


def test_a_link_is_dead_until_its_old_address_is_added():
    addresses = ["/tin/bai-cu.html", "/cu/da-chuyen/", "/cu/khong-co/"]
    words = "".join(f'<a href="{each}">Bài {each}</a> ' for each in addresses)
    article = builders.article("Đã chuyển", body=f"<p>{words}</p>")
    dead = Link.objects.filter(source=article, target=None)
    assert dead.count() == 3
    old("/tin/bai-cu.html", target="/tin-tuc/")
    old("/cu/", target="/tin-tuc/", is_prefix=True)
    assert [each.address for each in dead] == ["/cu/khong-co/"]


def test_a_link_with_encoded_letters_leads_where_its_old_address_does():
    addresses = ["/tin/b%C3%A0i%20c%C5%A9.html", "/%63u/%C4%91i%20xa/", "/tin/b%00/"]
    words = "".join(f'<a href="{each}">Bài {each}</a> ' for each in addresses)
    article = builders.article("Mã hóa", body=f"<p>{words}</p>")
    dead = Link.objects.filter(source=article, target=None)
    assert dead.count() == 3
    old("/tin/bài cũ.html", target="/tin-tuc/")
    old("/cu/", target="/tin-tuc/", is_prefix=True)
    assert [each.address for each in dead] == ["/tin/b%00/"]
    later = builders.article("Sau", body=f"<p>{words}</p>")
    blocking = [each.message for each in publish_checks.check(later) if each.blocks]
    assert len(blocking) == 1
    assert "/tin/b%00/" in blocking[0]
    assert [each.address for each in Link.objects.filter(source=later)] == ["/tin/b%00/"]


def test_a_text_may_not_link_to_where_a_folder_leads_to_no_page():
    builders.article("Đã chuyển")
    builders.article("Chưa đăng", state=State.DRAFT)
    old("/cu/", target="/tin-tuc/", is_prefix=True)
    ended = ["/cu/khong-co/", "/cu/chua-dang/"]
    words = "".join(f'<a href="{each}">Bài {each}</a> ' for each in [*ended, "/cu/da-chuyen/"])
    article = builders.article("Bài cũ", body=f"<p>{words}</p>", state=State.DRAFT)
    found = publish_checks.check(article)
    assert [each.message.rpartition(" ")[2] for each in found if each.blocks] == ended
    dead = Link.objects.filter(source=article, target=None)
    assert set(dead.values_list("address", flat=True)) == set(ended)
