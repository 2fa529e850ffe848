"""A replaced attachment keeps its address; the file before it stays, with its day."""

import os
from datetime import UTC, datetime, timedelta
from pathlib import Path

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.db import IntegrityError, transaction
from django.urls import reverse
from django.utils import timezone

from portal.accounts.models import User
from portal.publishing import changes, revisions, workflow
from portal.publishing.models import Attachment, AttachmentVersion, Correction, Publication, State
from tests import builders
from tests.portal.editing.typing import typed

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("media")]


def file(text="Bản một", name="bao-cao.txt"):
    return SimpleUploadedFile(name, text.encode(), "text/plain")


def attached(page, text="Bản một", name="Báo cáo"):
    """An attachment that readers of the page see: a version of the page tells of it."""
    row = Attachment(publication=page, name=name, file=file(text))
    row.full_clean()
    row.save()
    page = type(page).objects.get(pk=page.pk)
    revisions.record(page, by=None)
    return row


def replacing(page, row, text, **fields):
    """What the form of the page sends when another file is chosen."""
    return typed(
        page,
        **{
            "attachments-TOTAL_FORMS": "1",
            "attachments-INITIAL_FORMS": "1",
            "attachments-0-id": row.pk,
            "attachments-0-publication": page.pk,
            "attachments-0-name": row.name,
            "attachments-0-position": "0",
            "attachments-0-file": file(text),
        },
        **fields,
    )


def replace(client, page, row, text):
    """An editor chooses another file, a publisher approves it."""
    page.refresh_from_db()
    client.force_login(User.objects.filter(username="bientap").first() or builders.editor())
    client.post(
        reverse("admin:articles_article_change", args=[page.pk]), replacing(page, row, text)
    )
    page = type(page).objects.get(pk=page.pk)
    by = User.objects.filter(username="duyet").first() or builders.publisher()
    workflow.transition(page, to=State.PUBLISHED, by=by)
    client.logout()


def text_at(client, address):
    response = client.get(address)
    assert response.status_code == 200
    return b"".join(response).decode()


def test_readers_get_the_old_file_until_the_new_one_is_approved(client):
    page = builders.article()
    row = attached(page)
    page.refresh_from_db()
    client.force_login(builders.editor())
    client.post(
        reverse("admin:articles_article_change", args=[page.pk]), replacing(page, row, "Hai")
    )
    client.logout()
    assert changes.open_change(page) is not None
    assert text_at(client, f"/tep/{row.pk}/") == "Bản một"
    assert not AttachmentVersion.objects.exists()
    page = type(page).objects.get(pk=page.pk)
    workflow.transition(page, to=State.PUBLISHED, by=builders.publisher())
    assert text_at(client, f"/tep/{row.pk}/") == "Hai"
    assert text_at(client, f"/tep/{row.pk}/1/") == "Bản một"


def test_the_page_names_the_address_that_stays_and_the_day_of_the_earlier_file(client):
    page = builders.article()
    row = attached(page)
    replace(client, page, row, "Hai")
    replace(client, page, row, "Ba")
    AttachmentVersion.objects.filter(number=1).update(
        replaced_at=datetime(2007, 2, 1, 3, tzinfo=UTC)
    )
    text = client.get(page.path).text
    assert f'href="/tep/{row.pk}/"' in text
    assert text.index(f"/tep/{row.pk}/2/") < text.index(f"/tep/{row.pk}/1/")
    assert "Bản trước, thay ngày 01/02/2007" in text
    assert text_at(client, f"/tep/{row.pk}/2/") == "Hai"


@pytest.mark.parametrize("number", [1, 3])
def test_a_page_costs_the_same_for_any_number(client, number, django_assert_num_queries):
    page = builders.article()
    for each in range(number):
        row = attached(page, f"Bản {each}")
        AttachmentVersion.objects.keep(row)
    with django_assert_num_queries(6):
        assert client.get(page.path).text.count("thay ngày") == number


def test_the_file_is_saved_under_the_name_that_readers_know(client):
    row = attached(builders.article())
    response = client.get(f"/tep/{row.pk}/")
    assert "filename*=utf-8''B%C3%A1o%20c%C3%A1o.txt" in response["Content-Disposition"]
    assert response["Content-Disposition"].startswith("attachment")
    assert response["Cache-Control"] == "no-cache"
    unchanged = client.get(f"/tep/{row.pk}/", headers={"If-None-Match": response["ETag"]})
    assert unchanged.status_code == 304


def test_who_has_a_file_under_its_earlier_name_is_told_the_new_one(client):
    row = attached(builders.article())
    known = {"If-None-Match": client.get(f"/tep/{row.pk}/")["ETag"]}
    Attachment.objects.filter(pk=row.pk).update(name="Danh sách")
    answer = client.get(f"/tep/{row.pk}/", headers=known)
    assert answer.status_code == 200
    assert "filename*=utf-8''Danh%20s%C3%A1ch.txt" in answer["Content-Disposition"]


def test_who_asks_by_date_is_sent_an_older_file_that_was_brought_back(client, media):
    page = builders.article()
    row = attached(page)
    os.utime(media / row.file.name, (1_170_000_000, 1_170_000_000))
    replace(client, page, row, "Hai")
    Publication.objects.filter(pk=page.pk).update(updated_at=timezone.now() - timedelta(hours=1))
    newer = media / Attachment.objects.get(pk=row.pk).file.name
    os.utime(newer, (1_180_000_000, 1_180_000_000))
    known = {"If-Modified-Since": client.get(f"/tep/{row.pk}/")["Last-Modified"]}
    assert client.get(f"/tep/{row.pk}/", headers=known).status_code == 304
    replace(client, page, row, "Bản một")
    answer = client.get(f"/tep/{row.pk}/", headers=known)
    assert (answer.status_code, b"".join(answer).decode()) == (200, "Bản một")


def test_files_of_what_is_not_public_are_there_for_nobody(client):
    page = builders.article(state=State.DRAFT)
    row = attached(page)
    AttachmentVersion.objects.keep(row)
    client.force_login(builders.publisher())
    for address in (f"/tep/{row.pk}/", f"/tep/{row.pk}/1/", "/tep/999/", f"/tep/{row.pk}/9/"):
        assert client.get(address).status_code == 404, address


def test_a_preview_leads_to_the_very_file(client):
    page = builders.article(state=State.DRAFT)
    row = attached(page)
    client.force_login(builders.editor())
    shown = client.get(reverse("admin:articles_article_preview_page", args=[page.pk]))
    assert row.file.url in shown.text


def test_a_draft_that_nobody_has_seen_keeps_no_earlier_file(client):
    page = builders.article(state=State.DRAFT)
    row = attached(page)
    row.file = file("Hai")
    row.save()
    assert not AttachmentVersion.objects.exists()


def test_a_file_for_which_the_page_was_withdrawn_is_not_offered_beside_the_clean_one(client):
    page = builders.article()
    row = attached(page, "Số riêng")
    page.refresh_from_db()
    workflow.transition(page, to=State.WITHDRAWN, by=None)
    client.force_login(builders.editor())
    client.post(
        reverse("admin:articles_article_change", args=[page.pk]), replacing(page, row, "Sạch")
    )
    client.logout()
    page = type(page).objects.get(pk=page.pk)
    workflow.transition(page, to=State.PUBLISHED, by=None)
    assert text_at(client, f"/tep/{row.pk}/") == "Sạch"
    assert "thay ngày" not in client.get(page.path).text
    assert client.get(f"/tep/{row.pk}/1/").status_code == 404
    assert client.get(row.file.url).status_code == 404


def test_files_from_before_a_withdrawal_are_not_offered_either(client):
    page = builders.article()
    row = attached(page, "Số riêng")
    replace(client, page, row, "Số riêng, một lỗi đã sửa")
    assert client.get(f"/tep/{row.pk}/1/").status_code == 200
    page = type(page).objects.get(pk=page.pk)
    workflow.transition(page, to=State.WITHDRAWN, by=None)
    page = type(page).objects.get(pk=page.pk)
    workflow.transition(page, to=State.PUBLISHED, by=None)
    assert "thay ngày" not in client.get(page.path).text
    assert client.get(f"/tep/{row.pk}/1/").status_code == 404
    assert text_at(client, f"/tep/{row.pk}/") == "Số riêng, một lỗi đã sửa"


def test_a_file_that_is_replaced_before_its_hour_is_no_earlier_one(client):
    page = builders.article(published_at=timezone.now() + timedelta(hours=9))
    row = attached(page, "Phụ lục nhầm")
    replace(client, page, row, "Phụ lục đúng")
    assert not AttachmentVersion.objects.exists()


def test_an_attachment_that_is_taken_out_and_restored_finds_its_past(client):
    page = builders.article()
    row = attached(page)
    replace(client, page, row, "Hai")
    page = type(page).objects.get(pk=page.pk)
    snapshot = revisions.snapshot(page)
    for data in ({**snapshot, "parts": snapshot["parts"] | {"attachments": []}}, snapshot):
        changes.propose(page, data, by=None)
        workflow.transition(page, to=State.PUBLISHED, by=None)
        page = type(page).objects.get(pk=page.pk)
    assert text_at(client, f"/tep/{row.pk}/1/") == "Bản một"


def test_a_correction_that_closes_the_earlier_text_closes_the_earlier_file_too(client):
    page = builders.article()
    row = attached(page)
    replace(client, page, row, "Hai")
    Correction.objects.create(
        publication_id=page.pk, text="Lộ số điện thoại", number=9, hides_earlier=True,
        at=timezone.now(),
    )  # fmt: skip
    assert client.get(f"/tep/{row.pk}/1/").status_code == 404
    assert "thay ngày" not in client.get(page.path).text
    assert text_at(client, f"/tep/{row.pk}/") == "Hai"


def test_the_same_file_stands_there_once(media):
    one, two = builders.article("Một"), builders.article("Hai")
    first, second, other = attached(one), attached(two), attached(two, "Khác")
    assert first.file.name == second.file.name != other.file.name
    assert sum(len(files) for _, _, files in os.walk(Path(media))) == 2


def test_half_a_file_of_an_upload_that_broke_is_mended(media):
    row = attached(builders.article())
    Path(row.file.path).write_bytes(b"nua")
    attached(builders.article("Khác"))
    assert Path(row.file.path).read_text() == "Bản một"


def test_versions_are_numbered_from_one_and_hold_a_file():
    row = attached(builders.article())
    AttachmentVersion.objects.keep(row)
    for change in ({"number": 0}, {"file": ""}):
        with pytest.raises(IntegrityError), transaction.atomic():
            AttachmentVersion.objects.update(**change)
    with pytest.raises(IntegrityError), transaction.atomic():
        AttachmentVersion.objects.create(
            publication=Publication.objects.get(), attachment_key=row.pk, number=1, file="x", size=1
        )


def test_a_hostile_file_replaces_nothing(client):
    page = builders.article()
    row = attached(page)
    page.refresh_from_db()
    client.force_login(builders.editor())
    sent = replacing(page, row, "x") | {"attachments-0-file": file("MZ\x90", "a.pdf")}
    response = client.post(reverse("admin:articles_article_change", args=[page.pk]), sent)
    assert response.status_code == 200
    assert changes.open_change(page) is None
