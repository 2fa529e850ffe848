"""An enterprise asks to take a product off the site; the department does it or says why not."""

import pytest
from django.core import mail
from django.db import IntegrityError, connection, transaction
from django.test.utils import CaptureQueriesContext

from enterprises.products.models import Product, WithdrawalRequest
from enterprises.products.withdrawals import ask, refuse, take_back
from portal.audit.models import AuditEntry
from portal.publishing import workflow
from portal.publishing.models import State
from tests import builders as people
from tests.enterprises import builders

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("letters_at_once")]
ADMIN = "/admin/enterprises/withdrawalrequest/"


@pytest.fixture
def product(me):
    return builders.product(me.enterprise)


def page_of(product) -> str:
    return f"/doanh-nghiep/cua-toi/san-pham/{product.pk}/xin-go/"


def shown(client, address):
    answer = client.get(address)
    assert answer.status_code == 200
    return answer.text


def test_asked_twice_it_is_one_request_and_readers_see_the_product_until_it_is_granted(
    clerk, product, client
):
    for _ in range(2):
        clerk.post(page_of(product), {"reason": "Không bán nữa"})
    assert WithdrawalRequest.objects.get().reason == "Không bán nữa"
    assert client.get(product.path).status_code == 200
    assert "Không bán nữa" in shown(clerk, page_of(product))
    publisher = people.publisher()
    client.force_login(publisher)
    assert "Không bán nữa" in shown(client, "/admin/viec/go-san-pham/")
    workflow.transition(
        product, to=State.WITHDRAWN, by=publisher, comment="Theo đề nghị của doanh nghiệp"
    )
    withdrawal = WithdrawalRequest.objects.get()
    assert (withdrawal.outcome, withdrawal.closed_by) == ("granted", publisher)
    assert withdrawal.answer == "Theo đề nghị của doanh nghiệp"
    assert "Không bán nữa" not in shown(client, "/admin/viec/go-san-pham/")
    assert [letter.to for letter in mail.outbox] == [["dn-a@doanh-nghiep.example"]]


def test_where_more_requests_wait_than_are_listed_it_is_said(product, me, client, monkeypatch):
    ask(product, "Không bán nữa", by=me.user)
    client.force_login(people.publisher())
    assert "Danh sách dừng ở đây" not in shown(client, "/admin/viec/go-san-pham/")
    monkeypatch.setattr("enterprises.products.panels.MAX_REQUESTS", 1)
    ask(builders.product(me.enterprise, "Chữ ký số"), "Bị lỗi", by=me.user)
    page = shown(client, "/admin/viec/go-san-pham/")
    assert "Danh sách dừng ở đây" in page
    assert "Chữ ký số" not in page
    refuse(WithdrawalRequest.objects.get(product=product.pk), "Vẫn bán.", by=people.publisher("b"))
    way = f"{ADMIN}?closed_at__isnull=True"
    assert f'href="{way}"' in page
    waiting = shown(client, way)
    assert "Chữ ký số" in waiting
    assert product.title not in waiting


@pytest.mark.parametrize("answers", [take_back, refuse])
def test_a_product_is_locked_before_the_request_by_all_who_end_it(product, me, answers):
    waits = ask(product, "Không bán nữa", by=me.user)
    with CaptureQueriesContext(connection) as asked:
        if answers is refuse:
            refuse(waits, "Còn hợp đồng", by=people.publisher())
        else:
            take_back(product, by=me.user)
    locks = [each["sql"] for each in asked if " FOR " in each["sql"]]
    assert ["publishing_publication" in sql for sql in locks] == [True, False]


def test_another_reason_takes_the_place_of_the_one_that_waits(clerk, product, me):
    colleague = builders.signed_in(builders.representative(me.enterprise, "dn-a2"))
    clerk.post(page_of(product), {"reason": "Không bán nữa"})
    for _ in range(2):
        colleague.post(page_of(product), {"reason": "Sản phẩm bị lỗi, gỡ gấp"})
    withdrawal = WithdrawalRequest.objects.get()
    assert withdrawal.reason == "Sản phẩm bị lỗi, gỡ gấp"
    assert withdrawal.requested_by.username == "dn-a2"
    written = AuditEntry.objects.filter(subject_label="products.withdrawalrequest")
    assert [entry.old.get("reason") for entry in written.order_by("pk")] == [None, "Không bán nữa"]


def test_a_reason_is_needed_and_nothing_else_is_read(clerk, product):
    assert "errorlist" in clerk.post(page_of(product), {"reason": ""}).text
    clerk.post(page_of(product), {"reason": "Vì", "outcome": "granted", "product": "1"})
    withdrawal = WithdrawalRequest.objects.get()
    assert (withdrawal.outcome, withdrawal.product_id) == ("", product.pk)


def test_the_department_refuses_with_a_word_that_goes_by_mail(clerk, product, client, me):
    withdrawal = ask(product, "Không bán nữa", by=me.user)
    publisher = people.publisher()
    client.force_login(publisher)
    address = f"{ADMIN}{withdrawal.pk}/change/"
    assert client.post(address, {"answer": ""}).status_code == 200
    assert WithdrawalRequest.objects.waiting().exists()
    client.post(address, {"answer": "Còn hợp đồng với Sở", "outcome": "granted"})
    withdrawal.refresh_from_db()
    assert (withdrawal.outcome, withdrawal.closed_by) == ("refused", publisher)
    [letter] = mail.outbox
    assert "Còn hợp đồng với Sở" in letter.body
    assert "Còn hợp đồng với Sở" in shown(clerk, page_of(product))
    assert "“Lần nữa”" in client.post(address, {"answer": "Lần nữa"}, follow=True).text
    written = AuditEntry.objects.filter(subject_label="products.withdrawalrequest")
    assert written.count() == 2


@pytest.mark.parametrize("who", [people.reporter, people.editor])
def test_who_may_not_withdraw_may_not_answer(product, client, me, who):
    withdrawal = ask(product, "Không bán nữa", by=me.user)
    client.force_login(who())
    assert client.post(f"{ADMIN}{withdrawal.pk}/change/", {"answer": "Không"}).status_code == 403
    assert WithdrawalRequest.objects.waiting().exists()


def test_it_is_taken_back_and_can_be_asked_again(clerk, product):
    clerk.post(page_of(product), {"reason": "Nhầm"})
    for _ in range(2):
        clerk.post(page_of(product), {"take_back": "1"})
    clerk.post(page_of(product), {"reason": "Thật"})
    outcomes = WithdrawalRequest.objects.order_by("pk").values_list("outcome", flat=True)
    assert list(outcomes) == ["taken_back", ""]


def test_what_was_taken_off_meanwhile_is_not_said_to_stay(clerk, product, me):
    ask(product, "Không bán nữa", by=me.user)
    workflow.transition(product, to=State.WITHDRAWN, by=people.publisher(), comment="Theo đề nghị")
    page = clerk.post(page_of(product), {"take_back": "1"}, follow=True).text
    assert "sản phẩm vẫn ở trên trang" not in page
    assert "Sở đã trả lời trước khi Anh/Chị rút lại" in page
    assert WithdrawalRequest.objects.get().outcome == "granted"


def test_pressed_twice_it_is_taken_back(clerk, product, me):
    ask(product, "Nhầm", by=me.user)
    clerk.post(page_of(product), {"take_back": "1"}, follow=True)
    page = clerk.post(page_of(product), {"take_back": "1"}, follow=True).text
    assert "Đã rút lại đề nghị" in page


@pytest.mark.parametrize("by_a_moment", [False, True])
def test_who_refuses_too_late_is_told_and_keeps_what_was_typed(
    product, client, me, monkeypatch, by_a_moment
):
    withdrawal = ask(product, "Không bán nữa", by=me.user)
    client.force_login(people.publisher())

    def refuse_after(*args, **named):
        take_back(product, by=me.user)
        refuse(*args, **named)

    if by_a_moment:
        # The enterprise is quicker by less than the form takes to be checked.
        monkeypatch.setattr("enterprises.products.admin.refuse", refuse_after)
    else:
        take_back(product, by=me.user)
    address = f"{ADMIN}{withdrawal.pk}/change/"
    page = client.post(address, {"answer": "Còn hợp đồng"}, follow=True).text
    assert "Đề nghị này đã được trả lời." in page
    assert "“Còn hợp đồng”" in page
    assert mail.outbox == []
    withdrawal.refresh_from_db()
    assert (withdrawal.outcome, withdrawal.answer) == ("taken_back", "")


def test_what_is_not_on_the_site_is_not_taken_off(clerk, product):
    workflow.transition(Product.objects.get(), to=State.WITHDRAWN, by=None)
    answer = clerk.post(page_of(product), {"reason": "Không bán nữa"})
    assert "không có gì để gỡ" in answer.text
    assert "Không bán nữa" in answer.text
    assert not WithdrawalRequest.objects.exists()


@pytest.mark.parametrize(
    "wrong", [{"outcome": "granted"}, {"outcome": "refused", "closed_at": "2026-01-01T00:00Z"}]
)
def test_the_database_refuses_half_an_answer(product, me, wrong):
    ask(product, "Vì", by=me.user)
    with pytest.raises(IntegrityError), transaction.atomic():
        WithdrawalRequest.objects.update(**wrong)


def test_one_waits_at_a_time(product, me):
    ask(product, "Vì", by=me.user)
    with pytest.raises(IntegrityError, match="one_waits"), transaction.atomic():
        WithdrawalRequest.objects.create(product=product, reason="Vì", requested_by=me.user)
