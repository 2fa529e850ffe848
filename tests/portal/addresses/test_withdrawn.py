"""A withdrawn page says when, why and what to read in its place, where the staff say so."""

import pytest
from django.core.exceptions import ValidationError
from django.db import IntegrityError, transaction
from django.utils import timezone

from portal.addresses.models import MissingAddress, OldAddress, WithdrawalNotice
from portal.audit.models import AuditEntry
from portal.publishing.models import State
from portal.publishing.workflow import transition
from tests import builders
from tests.reading import text_of

pytestmark = pytest.mark.django_db


@pytest.fixture
def gone():
    page = builders.article("Tên không ai được thấy nữa", slug="bai-da-go")
    transition(page, to=State.WITHDRAWN, by=None, comment="nội bộ: sai số liệu")
    return page


def notice(page, **fields):
    row = WithdrawalNotice(publication=page, reason="Số liệu đã thay bằng bản mới.", **fields)
    row.full_clean()
    row.save()
    return row


def test_without_a_word_it_is_not_found_as_ever(client, gone):
    assert client.get(gone.path).status_code == 404


def test_it_says_when_why_and_what_to_read_and_never_its_title(client, gone):
    notice(gone, successor=builders.article("Bài thay thế"))
    answer = client.get(gone.path)
    assert answer.status_code == 410
    text = " ".join(answer.text.split())
    assert f"{timezone.localdate():%d/%m/%Y}" in text
    assert "Số liệu đã thay bằng bản mới." in text
    assert 'href="/tin-tuc/bai-thay-the/"' in text
    assert "noindex" in text
    assert "không ai được thấy" not in text
    assert "nội bộ" not in text


def test_a_successor_that_is_not_public_is_not_named(client, gone):
    notice(gone, successor=builders.article("Nháp kín", state=State.DRAFT))
    answer = client.get(gone.path)
    assert (answer.status_code, "Nháp kín" in answer.text) == (410, False)


def test_its_english_address_and_the_addresses_it_had_say_so_too(client, gone):
    notice(gone)
    gone.redirects.create(old_path="/tin-tuc/ten-cu/")
    assert client.get(f"/en{gone.path}").status_code == 410
    english = client.get(f"/en{gone.path}").text
    assert "withdrawn" in english
    assert '<span lang="vi">Số liệu đã thay bằng bản mới.</span>' in english
    assert client.get("/tin-tuc/ten-cu/").status_code == 410
    assert client.get("/en/tin-tuc/khac/").status_code == 404


def test_its_address_on_the_portal_of_before_says_so_too(client, gone):
    OldAddress.objects.create(address="/tin/bai-cu.html", publication=gone)
    assert client.get("/tin/bai-cu.html").status_code == 404
    assert not MissingAddress.objects.exists()
    notice(gone, successor=builders.article("Bài thay thế"))
    answer = client.get("/tin/bai-cu.html")
    assert (answer.status_code, 'href="/tin-tuc/bai-thay-the/"' in answer.text) == (410, True)
    transition(gone, to=State.PUBLISHED, by=None)
    assert client.get("/tin/bai-cu.html")["Location"] == gone.path


def test_it_stands_in_no_list_and_comes_back_as_a_page(client, gone):
    notice(gone)
    for path in ("/tin-tuc/", "/tin-tuc/rss.xml", "/tim-kiem/?q=bai+da+go", "/sitemap.xml"):
        assert "bai-da-go" not in client.get(path).text, path
    transition(gone, to=State.PUBLISHED, by=None)
    assert client.get(gone.path).status_code == 200


def test_it_stays_while_the_page_is_mended_and_ends_when_it_is_published(client, gone):
    row = notice(gone)
    transition(gone, to=State.DRAFT, by=None)
    row.full_clean()
    assert client.get(gone.path).status_code == 410
    publisher = builders.publisher()
    transition(gone, to=State.PUBLISHED, by=publisher)
    entry = AuditEntry.objects.get(action="deleted")
    assert (entry.actor_id, entry.subject_pk) == (publisher.pk, str(row.pk))
    assert entry.old["reason"] == row.reason
    transition(gone, to=State.WITHDRAWN, by=publisher, comment="việc khác")
    assert client.get(gone.path).status_code == 404


def test_the_way_to_say_why_leads_to_what_is_said_already(client, gone):
    row = notice(gone)
    client.force_login(builders.publisher())
    answer = client.get("/admin/portal/withdrawalnotice/add/", {"publication": gone.pk})
    assert answer["Location"] == f"/admin/portal/withdrawalnotice/{row.pk}/change/"


def test_only_of_what_readers_have_seen_and_what_is_gone(gone):
    for page in (builders.article("Nháp", state=State.DRAFT), builders.article("Còn")):
        with pytest.raises(ValidationError):
            notice(page)
    for fields in ({"reason": ""}, {"reason": "x", "successor": gone}):
        with pytest.raises(IntegrityError), transaction.atomic():
            WithdrawalNotice.objects.create(publication=gone, **fields)


def test_the_withdrawal_offers_to_say_why_and_only_publishers_do(client):
    page = builders.article(created_by=builders.reporter())
    client.force_login(builders.publisher())
    address = f"/admin/news/article/{page.pk}/go-bai/"
    sent = {"_comment": "sai", "_version": page.revision_number}
    text = text_of(client, client.post(address, sent)["Location"])
    assert "Nói với người đọc vì sao" in text
    add = "/admin/portal/withdrawalnotice/add/"
    assert page.path in client.get(f"{add}?publication={page.pk}").text
    client.post(add, {"publication": page.path, "reason": "Đã thay."})
    assert client.get(page.path).status_code == 410
    client.force_login(builders.editor())
    assert client.get(add).status_code == 403


def test_the_form_for_the_word_to_readers_begins_with_that_of_the_withdrawal(client, gone):
    client.force_login(builders.publisher())
    form = client.get("/admin/portal/withdrawalnotice/add/", {"publication": gone.pk})
    assert "nội bộ: sai số liệu" in form.text
    for wrong in ("x", "²", "9" * 30, "9" * 5_000):
        answer = client.get("/admin/portal/withdrawalnotice/add/", {"publication": wrong})
        assert answer.status_code == 200, wrong
