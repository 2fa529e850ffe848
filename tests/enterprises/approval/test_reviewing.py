"""Staff decide about what enterprises ask for, field by field, on one page."""

import pytest
from bs4 import BeautifulSoup

from enterprises.approval.services import propose
from enterprises.profiles.models import Enterprise
from portal.newsroom.dashboard import Dashboard
from portal.publishing import changes, deciding
from portal.publishing.models import ChangeSet, State
from tests import builders as site
from tests.builders import signed_in
from tests.enterprises import builders

pytestmark = pytest.mark.django_db


@pytest.fixture
def mine():
    return builders.enterprise(summary="Làm phần mềm.", body="<p>Từ 1997.</p>")


@pytest.fixture
def publisher():
    return signed_in(site.publisher())


def review(page):
    kind = page._meta.model_name
    return f"/admin/enterprises/{kind}/{page.pk}/duyet-tung-muc/"


def ask(page, me, **typed):
    typed = typed or {"summary": "Làm mạng.", "body": "<p>Số một thế giới.</p>"}
    propose(type(page).objects.get(pk=page.pk), typed, by=me.user)


def sent(page, **decisions):
    """The form as a browser sends it: each field with its choice and word."""
    form = {"_version": Enterprise.objects.get(pk=page.pk).revision_number}
    for name, (choice, comment) in decisions.items():
        form |= {f"quyet-dinh-{name}": choice, f"y-kien-{name}": comment}
    return form


def test_one_field_is_refused_with_a_word_and_the_other_accepted(publisher, mine, me):
    ask(mine, me)
    page = publisher.get(review(mine)).text
    assert "<ins>mạng.</ins>" in page
    form = sent(mine, summary=("nhan", ""), body=("bo", "Không có nguồn"))
    answer = publisher.post(review(mine), form)
    assert (answer.status_code, answer["Location"]) == (302, "/admin/")
    live = Enterprise.objects.get()
    assert (live.summary, live.body) == ("Làm mạng.", "<p>Từ 1997.</p>")
    assert ChangeSet.objects.get().decisions.get(accepted=False).comment == "Không có nguồn"


def test_the_first_look_is_kept(publisher, mine, me):
    ask(mine, me)
    signed_in(site.editor()).get(review(mine))
    assert ChangeSet.objects.get().seen_at is None
    publisher.get(review(mine))
    assert ChangeSet.objects.get().seen_by.username == "duyet"


def test_who_only_reads_the_change_is_not_told_what_deciding_does(publisher, mine, me):
    ask(mine, me)
    refusing, only = "Mục bạn không chấp nhận", "Chỉ người duyệt mới quyết định"
    read = signed_in(site.editor()).get(review(mine)).text
    decided = publisher.get(review(mine)).text
    assert (refusing in read, only in read) == (False, True)
    assert (refusing in decided, only in decided) == (True, False)


def test_what_is_missing_is_said_at_its_field_and_nothing_is_lost(publisher, mine, me):
    ask(mine, me)
    form = sent(mine, summary=("bo", ""), body=("", "Không có nguồn"))
    answer = publisher.post(review(mine), form)
    page = answer.text
    assert answer.status_code == 200
    assert page.count("errornote") == 2
    assert "Không có nguồn</textarea>" in page
    assert changes.open_change(mine).state == State.SUBMITTED


def test_a_text_that_has_moved_on_is_told_and_the_words_are_kept(publisher, mine, me):
    ask(mine, me)
    form = sent(mine, summary=("bo", "Quá ngắn"), body=("nhan", ""))
    ask(mine, me, summary="Làm mạng và phần mềm.")
    page = publisher.post(review(mine), form).text
    assert "Có người khác đã lưu" in page
    assert "Quá ngắn</textarea>" in page
    assert "mạng và" in BeautifulSoup(page, "html.parser").get_text()
    assert Enterprise.objects.get().summary == "Làm phần mềm."


def test_who_comes_too_late_reads_what_was_decided_and_keeps_the_words(publisher, mine, me):
    ask(mine, me)
    form = sent(mine, summary=("bo", "Quá ngắn"), body=("nhan", ""))
    page = Enterprise.objects.get()
    other = site.publisher("duyet-2")
    deciding.decide(
        page, accepted=["summary", "body"], refused={}, by=other, seen=page.revision_number
    )
    text = publisher.post(review(mine), form).text
    assert "duyet-2" in text
    assert "Quá ngắn" in text


def test_an_outdated_base_is_told_and_nothing_can_be_decided(publisher, mine, me):
    ask(mine, me)
    ChangeSet.objects.update(base_number=0)
    page = publisher.get(review(mine)).text
    assert "Trang đã thay đổi" in page
    assert "quyet-dinh-summary" not in page
    publisher.post(review(mine), sent(mine, summary=("nhan", ""), body=("nhan", "")))
    assert Enterprise.objects.get().summary == "Làm phần mềm."


def test_what_the_checks_hold_is_told(publisher, mine, me):
    ask(mine, me, summary="")
    page = publisher.get(review(mine)).text
    assert "Chưa có tóm tắt" in page
    answer = publisher.post(review(mine), sent(mine, summary=("nhan", "")))
    assert answer.status_code == 200
    assert Enterprise.objects.get().summary == "Làm phần mềm."


def test_who_does_not_publish_reads_and_does_not_decide(mine, me):
    ask(mine, me)
    editor = signed_in(site.editor())
    page = editor.get(review(mine)).text
    assert "Số một thế giới" in page
    assert "quyet-dinh-summary" not in page
    assert editor.post(review(mine), sent(mine, summary=("nhan", ""))).status_code == 403
    assert signed_in(site.reporter()).get(review(mine)).status_code == 404


def test_a_product_is_decided_about_in_the_same_way(publisher, mine, me):
    product = builders.product(mine, summary="Kế toán.")
    ask(product, me, use="Ghi sổ", customers="Mọi cơ quan")
    form = {
        "_version": type(product).objects.get().revision_number,
        "quyet-dinh-use": "nhan",
        "quyet-dinh-customers": "bo",
        "y-kien-customers": "Kể tên",
    }
    publisher.post(review(product), form)
    product.refresh_from_db()
    assert (product.use, product.customers) == ("Ghi sổ", "")


def test_the_form_of_the_page_leads_there(publisher, mine, me):
    address = f"/admin/enterprises/enterprise/{mine.pk}/change/"
    assert "duyet-tung-muc" not in publisher.get(address).text
    ask(mine, me)
    assert "duyet-tung-muc" in publisher.get(address).text


def test_the_desk_leads_there_with_what_an_enterprise_asks_for(mine, me):
    ask(mine, me)
    item = Dashboard(site.publisher()).to_decide[0]
    assert (item.title, item.address) == ("Công ty Sông Hương", review(mine))


def test_of_a_product_the_desk_and_the_page_tell_whose_it_is(publisher, mine, me):
    product = builders.product(mine)
    ask(product, me, use="Ghi sổ")
    (item,) = Dashboard(site.publisher("duyet-2")).to_decide
    assert (item.title, item.keeper) == ("Phần mềm kế toán", "Công ty Sông Hương")
    for address in ("/admin/", review(product)):
        assert "Công ty Sông Hương" in publisher.get(address).text


def test_a_page_without_a_change_says_so(publisher, mine):
    assert "không còn thay đổi nào" in publisher.get(review(mine)).text


@pytest.mark.parametrize("fields", [1, 3])
def test_the_page_asks_as_often_for_one_field_as_for_three(
    publisher, mine, me, fields, django_assert_num_queries
):
    typed = {"summary": "Làm mạng.", "address": "1 Lê Lợi", "capabilities": "Lắp ráp"}
    ask(mine, me, **dict(list(typed.items())[:fields]))
    publisher.get(review(mine))
    with django_assert_num_queries(15):
        publisher.get(review(mine))
