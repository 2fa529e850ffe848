"""A page goes for good by a command only, out of the bin only, and the record remembers it."""

import hashlib
from concurrent.futures import ThreadPoolExecutor
from datetime import timedelta
from threading import Event

import pytest
from django.core.files.base import ContentFile
from django.core.files.storage import default_storage
from django.core.files.uploadedfile import SimpleUploadedFile
from django.core.management import CommandError, call_command
from django.db import connection, transaction
from django.utils import timezone

from news.articles.models import Article
from portal.audit.models import AuditEntry
from portal.editing import bin as the_bin
from portal.publishing import changes, revisions
from portal.publishing.models import Attachment, ChangeSet, Publication, Redirect, State
from tests import builders
from tests.two_at_once import wait_until_another_waits

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("media")]


def binned(title="Bỏ hẳn", **fields):
    page = builders.article(title, **fields)
    the_bin.move_to_bin(page, by=builders.publisher(title.replace(" ", "-")), comment="Dọn dẹp")
    return page


def attached(page, name):
    if not default_storage.exists(name):
        default_storage.save(name, ContentFile(b"%PDF"))
    Attachment.objects.create(publication=page, name="Tệp", file=name, size=4)
    return page


def run(*paths, capsys, **options):
    call_command("purge", *paths, **({"reason": "Theo yêu cầu của Sở"} | options))
    return capsys.readouterr().out


def test_it_removes_a_page_and_the_record_keeps_who_it_was_and_why(capsys):
    page = binned(summary="Ngắn.", body="<p>Dài</p>")
    assert "Bỏ hẳn" in run(page.path, capsys=capsys)
    assert not Publication.objects.exists()
    entry = AuditEntry.objects.get(action="deleted", subject_label="articles.article")
    text = "Bỏ hẳn\nNgắn.\n<p>Dài</p>"
    assert entry.old["title"] == entry.subject_text == "Bỏ hẳn"
    assert entry.old["path"] == page.path
    assert entry.old["text_sha256"] == hashlib.sha256(text.encode()).hexdigest()
    assert entry.new["reason"] == "Theo yêu cầu của Sở"


def test_a_change_that_waited_and_old_addresses_go_with_the_page(capsys):
    page = builders.article()
    changes.propose(page, revisions.snapshot(page), by=None)
    Redirect.objects.create(old_path="/tin-tuc/cu/", publication=page)
    the_bin.move_to_bin(page, by=builders.publisher(), comment="Dọn dẹp")
    run(page.path, capsys=capsys)
    assert not Publication.objects.exists()
    assert not ChangeSet.objects.exists()
    assert not Redirect.objects.exists()


@pytest.mark.parametrize("state", [State.DRAFT, State.WITHDRAWN, State.PUBLISHED])
def test_what_is_not_in_the_bin_is_refused_and_nothing_else_goes(state, capsys):
    page, other = builders.article("Còn dùng", state=state), binned()
    with pytest.raises(CommandError, match="Còn dùng"):
        run(other.path, page.path, capsys=capsys)
    assert Article.objects.count() == 2


@pytest.mark.parametrize(
    ("paths", "options"),
    [
        (["/tin-tuc/khong-co/"], {}),
        ([], {}),
        (["/tin-tuc/bo-han/"], {"reason": " "}),
        (["/tin-tuc/bo-han/"], {"binned_for": 3}),
        ([], {"binned_for": 0}),
    ],
)
def test_bad_input_is_one_clear_line_and_removes_nothing(paths, options, capsys):
    binned()
    with pytest.raises(CommandError) as refused:
        run(*paths, capsys=capsys, **options)
    assert "\n" not in str(refused.value)
    assert Article.objects.count() == 1


def test_files_go_on_commit_where_nothing_else_has_them(capsys, django_capture_on_commit_callbacks):
    page = attached(attached(builders.article("Bỏ"), "attachments/own.pdf"), "attachments/both.pdf")
    attached(builders.article("Khác"), "attachments/both.pdf")
    the_bin.move_to_bin(page, by=builders.publisher(), comment="Dọn dẹp")
    with django_capture_on_commit_callbacks() as callbacks:
        run(page.path, capsys=capsys)
    assert default_storage.exists("attachments/own.pdf")
    for callback in callbacks:
        callback()
    assert not default_storage.exists("attachments/own.pdf")
    assert default_storage.exists("attachments/both.pdf")


@pytest.mark.django_db(transaction=True)
def test_a_file_that_is_attached_to_another_page_just_now_stays(capsys):
    page, other = builders.article("Bỏ"), builders.article("Khác", state=State.DRAFT)
    name = str(sent(page).file.name)
    the_bin.move_to_bin(page, by=builders.publisher(), comment="Dọn dẹp")
    is_attached = Event()

    def attach():
        try:
            with transaction.atomic():
                sent(other)
                is_attached.set()
                wait_until_another_waits()
        finally:
            connection.close()

    with ThreadPoolExecutor(1) as pool:
        attaching = pool.submit(attach)
        assert is_attached.wait(10)
        run(page.path, capsys=capsys)
        attaching.result()
    assert str(other.attachments.get().file.name) == name
    assert default_storage.exists(name)


def sent(page):
    file = SimpleUploadedFile("bao-cao.txt", "Báo cáo".encode(), "text/plain")
    row = Attachment(publication=page, name="Tệp", file=file)
    row.full_clean()
    row.save()
    return row


def test_a_file_in_an_old_version_of_another_page_stays(capsys, django_capture_on_commit_callbacks):
    other = attached(builders.article("Khác", state=State.DRAFT), "attachments/both.pdf")
    revisions.record(other, by=None)
    other.attachments.all().delete()
    page = attached(builders.article("Bỏ"), "attachments/both.pdf")
    the_bin.move_to_bin(page, by=builders.publisher(), comment="Dọn dẹp")
    with django_capture_on_commit_callbacks(execute=True):
        run(page.path, capsys=capsys)
    assert default_storage.exists("attachments/both.pdf")


def test_it_names_the_pages_that_link_to_what_went(capsys):
    page = binned()
    builders.article("Có liên kết", body=f'<p><a href="{page.path}#muc-2">Xem bài</a></p>')
    builders.article("Chỉ nhắc", body=f"<p>Địa chỉ {page.path} đã bỏ</p>")
    output = run(page.path, capsys=capsys)
    assert "/tin-tuc/co-lien-ket/" in output
    assert "/tin-tuc/chi-nhac/" not in output


def test_a_page_that_another_stands_on_is_kept_and_the_other_named(capsys):
    page, free = binned(), binned("Tự do")
    builders.article("Bản dịch", translation_of=page, language="en")
    with pytest.raises(CommandError, match="Bản dịch"):
        run(page.path, free.path, capsys=capsys)
    assert Article.objects.filter(pk=page.pk).exists()
    assert page.revisions.exists()
    assert not Article.objects.filter(pk=free.pk).exists()
    assert not AuditEntry.objects.filter(action="deleted", subject_text="Bỏ hẳn").exists()


def test_by_age_only_what_has_lain_long_enough_goes(capsys):
    old, new = binned("Lâu rồi"), binned("Mới đây")
    long_ago = timezone.now() - timedelta(days=100)
    Publication.objects.filter(pk=old.pk).update(updated_at=long_ago)
    assert old.path in run(capsys=capsys, binned_for=90, dry_run=True)
    assert Article.objects.count() == 2
    run(capsys=capsys, binned_for=90)
    assert list(Article.objects.all()) == [new]
