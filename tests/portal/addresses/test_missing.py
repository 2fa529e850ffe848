"""Addresses that nobody finds are counted: few, and never what may be somebody's own."""

import pytest
from django.core.exceptions import ValidationError
from django.core.handlers.wsgi import WSGIHandler
from django.test import RequestFactory

from portal.addresses import counting
from portal.addresses.models import MissingAddress, OldAddress, WithdrawalNotice
from portal.emergency.alerts import alerts_at
from portal.pagecache.wsgi import PageCache
from portal.publishing.models import State
from portal.publishing.workflow import transition
from tests import builders
from tests.filling import fill
from tests.portal.pagecache.processes import ask

pytestmark = pytest.mark.django_db


@pytest.fixture(autouse=True)
def waiting(monkeypatch):
    """Begin with nothing that waits, and write at once."""
    monkeypatch.setattr(counting, "_waiting", counting.Waiting())
    monkeypatch.setattr(counting, "WRITTEN_EVERY", 0.0)


def counted():
    return dict(MissingAddress.objects.values_list("address", "count"))


def test_it_counts_by_address(client):
    for address in ("/cu.html", "/cu.html", "/khong-co/?act=news&id=12", "/tin-tuc/khong-co/"):
        assert client.get(address).status_code == 404
    assert client.post("/cu.html").status_code == 404
    client.get("/so-do/")
    assert counted() == {
        "/cu.html": 2,
        "/khong-co/?act=news&id=12": 1,
        "/tin-tuc/khong-co/": 1,
    }


@pytest.mark.django_db(transaction=True)  # Within one nothing is kept.
def test_a_reader_is_counted_once_though_the_page_cache_asks_first(settings, tmp_path):
    settings.VAR_DIR = tmp_path
    cache = PageCache(WSGIHandler(), alerts_at)
    # The second one is passed on; what a program says nothing beside is asked for once only.
    for address in ("/cu.html", "/cu.html", "/cu.html?act=news"):
        assert ask(cache, address, HTTP_ACCEPT="text/html").status == 404
    assert ask(cache, "/khac.html").status == 404
    assert counted() == {"/cu.html": 2, "/cu.html?act=news": 1, "/khac.html": 1}


def test_fields_in_any_order_are_one_address_which_goes_once_it_is_led_on(client):
    page = builders.article("Trạm mới")
    for query in ("mod=news&id=12345", "id=12345&mod=news", "id=12345&mod=news&"):
        assert client.get(f"/cu/?{query}").status_code == 404
    assert counted() == {"/cu/?id=12345&mod=news": 3}
    client.force_login(builders.editor())
    form = "/admin/portal/oldaddress/add/"
    typed = {"address": "/cu/?mod=news&id=12345", "publication": str(page.pk)}
    assert fill(client, form, **typed).status_code == 302
    assert counted() == {}


@pytest.mark.parametrize(
    ("address", "kept"),
    [
        ("/cu.html", "/cu.html"),
        ("/index.php?nv=news&op=detail&id=12", "/index.php?id=12&nv=news&op=detail"),
        ("/cu.html?email=a@example.vn", "/cu.html"),
        ("/cu.html?ten=Nguyễn+Văn+A", "/cu.html"),
        ("/cu.html?sdt=0905123456", "/cu.html"),
        ("/cu.html?id=12&sdt=0905123456", "/cu.html"),
        ("/cu.html?token=9f8a7c6b5e4d", "/cu.html"),
        ("/0905123456/", None),
        ("/a@example.vn/", None),
        ("/x/9f8a7c6b5e4d3c2b1a0f/", None),
        ("/admin/khong-co/", None),
        ("/xem-truoc/abc/", None),
        ("/media/x.jpg", None),
        ("/.env", None),
        (f"/{'dai/' * 100}", None),
        # Looked at from each letter, it would take hours.
        (f"/{'a' * 1_000_000}", None),
        ("/cu.html?a=bb=c", "/cu.html"),
    ],
)
def test_what_may_be_a_person_s_is_not_kept(address, kept):
    request = RequestFactory().get(address)
    request.resolver_match = None
    assert counting.countable(request) == kept


def test_it_never_grows_without_end(client, monkeypatch):
    monkeypatch.setattr(counting, "MAX_ROWS", 3)
    monkeypatch.setattr(counting, "MAKES_ROOM_FOR", 1)
    client.get("/a.html")
    for name in "abcdef":
        client.get(f"/{name}.html")
    assert len(counted()) == 3
    assert counted()["/a.html"] == 2


@pytest.mark.django_db(transaction=True)  # Within one nothing is kept.
def test_whoever_guesses_addresses_writes_little(client, monkeypatch, django_assert_num_queries):
    client.get("/first.html")
    monkeypatch.setattr(counting, "WRITTEN_EVERY", 60.0)
    monkeypatch.setattr(counting, "MAX_WAITING", 2)
    client.get("/a.html")  # The page itself is kept from here on.
    for name in "abcd":
        with django_assert_num_queries(1):  # Whether anything is known of the address.
            assert client.get(f"/{name}.html").status_code == 404
    assert counted() == {"/first.html": 1}
    monkeypatch.setattr(counting, "WRITTEN_EVERY", 0.0)
    client.get("/a.html")
    assert counted() == {"/first.html": 1, "/a.html": 3, "/b.html": 1}


def test_what_is_answered_meanwhile_is_no_longer_listed(client):
    appeared, moved, withdrawn = (
        builders.article("Có rồi"),
        builders.article("Dời"),
        builders.article("Gỡ"),
    )
    moved.redirects.create(old_path="/tin-tuc/ten-cu/")
    transition(withdrawn, to=State.WITHDRAWN, by=None, comment="sai")
    hidden = builders.article("Còn nháp", state=State.DRAFT)
    for path in (appeared.path, "/tin-tuc/ten-cu/", withdrawn.path, hidden.path, "/cu.html"):
        MissingAddress.objects.create(address=path)

    def listed():
        return {row.address for row in MissingAddress.objects.unanswered()}

    assert listed() == {withdrawn.path, hidden.path, "/cu.html"}
    WithdrawalNotice.objects.create(publication=withdrawn, reason="Đã thay.")
    assert listed() == {hidden.path, "/cu.html"}
    client.force_login(builders.editor())
    shown = client.get("/admin/portal/missingaddress/").text
    assert hidden.path in shown
    assert appeared.path not in shown


def test_the_address_of_a_page_that_readers_do_not_see_is_refused_with_the_way_out():
    gone = builders.article("Gỡ")
    transition(gone, to=State.WITHDRAWN, by=None, comment="sai")
    for page, word in ((builders.article("Còn"), "đang có một trang"), (gone, "lời báo")):
        with pytest.raises(ValidationError, match=word):
            OldAddress(address=page.path, target="/van-ban/").full_clean()
