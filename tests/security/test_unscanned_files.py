"""Files without a verdict: nobody fetches or finds them, and the background scans them."""

import os
import shutil
from copy import deepcopy
from pathlib import Path

import pytest
from django.core.cache import cache
from django.core.files.base import ContentFile
from django.core.files.storage import default_storage
from django.core.management import CommandError, call_command
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext
from django.urls import reverse
from django.utils import timezone
from PIL import Image

from portal.editing.tasks import scan_files
from portal.media.pictures.intake import store_picture
from portal.media.scanning import services
from portal.media.scanning.models import ScannedFile, ScanState
from portal.pagecache.clock import Stamp
from portal.publishing import changes, workflow
from portal.publishing.file_scans import unscanned
from portal.publishing.models import Attachment, Revision, State
from portal.search.file_texts import unread
from portal.site.doctor import severity
from portal.site.doctor_files import scanned_files
from portal.site.doctor_files import scanner as scanner_findings
from portal.site.management.commands.scan_files import Command as ScanCommand
from tests import builders
from tests.clamd_stub import EICAR
from tests.portal.editing import stored_files
from tests.portal.editing.typing import at, typed
from tests.portal.media.pictures.samples import encode, upload
from tests.security.test_virus_scanner import ROW, attach, refused_in_audit, text_file

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("media", "in_english")]


def test_an_unscanned_file_is_named_and_cannot_be_fetched(client, scanner):
    scanner.behaviour = "closes"
    page = builders.article("Cuộc họp giao ban")
    attachment = attach(page)
    shown = client.get(page.path).text
    assert "Biên bản" in shown
    assert attachment.address not in shown
    assert client.get(attachment.address).status_code == 404
    assert client.get(attachment.file.url).status_code == 404
    assert ScannedFile.objects.get().state == ScanState.WAITING


def test_the_text_of_an_unscanned_file_is_not_searched(scanner):
    scanner.behaviour = "closes"
    attach(builders.article("Cuộc họp giao ban"))
    Attachment.objects.update(file="attachments/a.pdf")
    assert unread().count() == 0
    ScannedFile.objects.create(key="attachments/a.pdf", state=ScanState.CLEAN)
    assert unread().count() == 1


def test_it_is_public_once_the_task_has_had_it_scanned(client, scanner):
    scanner.behaviour = "closes"
    page = builders.article("Cuộc họp giao ban")
    attachment = attach(page)
    assert scan_files.call() == {"scanned": 0, "infected": 0}
    scanner.behaviour = "scan"
    services.forget()
    assert scan_files.call() == {"scanned": 1, "infected": 0}
    assert attachment.address in client.get(page.path).text
    assert client.get(attachment.address).status_code == 200
    assert client.get(attachment.file.url).status_code == 200


def test_a_clean_file_is_public_at_once(client, scanner):
    attachment = attach(builders.article("Cuộc họp giao ban"))
    assert client.get(attachment.address).status_code == 200
    assert len(scanner.received) == 1


def test_a_clean_file_of_a_change_is_public_once_the_change_is(client, scanner, staff):
    live = builders.article("Cuộc họp giao ban")
    sent = typed(live, **ROW) | {"attachments-0-file": text_file()}
    assert client.post(at("change", live), sent).status_code == 302
    assert ScannedFile.objects.get().state == ScanState.CLEAN
    live.refresh_from_db()
    workflow.transition(live, to=State.PUBLISHED, by=builders.publisher())
    assert Client().get(live.attachments.get().address).status_code == 200
    assert len(scanner.received) == 1


@pytest.mark.usefixtures("scanner")
def test_a_file_that_waits_in_a_change_is_scanned_too():
    stored_files.waiting(builders.article())
    assert scan_files.call() == {"scanned": 1, "infected": 0}
    assert scan_files.call() == {"scanned": 0, "infected": 0}


@pytest.mark.usefixtures("scanner")
def test_of_a_change_the_files_of_its_newest_text_are_looked_at(django_assert_num_queries):
    live = builders.article()
    waits = stored_files.waiting(live).removeprefix("/media/")
    earlier = Revision.objects.get(change_set__isnull=False)
    later = deepcopy(earlier.data)
    later["parts"]["attachments"][0]["file"] = "attachments/ab/da-mat.txt"
    changes.propose(live, later, by=None)
    assert list(unscanned()) == []
    changes.propose(live, earlier.data, by=None)
    with django_assert_num_queries(9):
        assert list(unscanned()) == [(waits, [waits])]


def test_a_file_from_before_the_scanner_is_scanned_too_and_locked_away(client, settings, scanner):
    page = builders.article("Cuộc họp giao ban")
    settings.CLAMD_URL = ""
    attachment = attach(page, EICAR)
    assert client.get(attachment.address).status_code == 200
    settings.CLAMD_URL = scanner.url
    assert client.get(attachment.address).status_code == 404
    assert scan_files.call() == {"scanned": 1, "infected": 1}
    assert "Biên bản" not in client.get(page.path).text
    locked = Path(settings.VAR_DIR) / "quarantine" / attachment.file.name
    assert locked.read_bytes() == EICAR
    assert oct(locked.stat().st_mode & 0o777) == "0o600"
    assert not attachment.file.storage.exists(attachment.file.name)
    assert refused_in_audit().actor is None
    assert [severity(finding) for finding in scanned_files()] == ["error"]


@pytest.mark.usefixtures("scanner")
def test_what_could_not_be_locked_away_for_want_of_room_is_locked_away_later(settings, monkeypatch):
    def full(stored, kept):
        kept.write(stored.read(5))
        raise OSError(28, "No space left on device")

    settings.CLAMD_URL, url = "", settings.CLAMD_URL
    file = attach(builders.article("Cuộc họp giao ban"), EICAR).file
    settings.CLAMD_URL = url
    locked = Path(settings.VAR_DIR) / "quarantine" / file.name
    with monkeypatch.context() as patch:
        patch.setattr(shutil, "copyfileobj", full)
        with pytest.raises(OSError, match="No space"):
            scan_files.call()
    assert (locked.exists(), file.storage.exists(file.name)) == (False, True)
    scan_files.call()
    assert (locked.read_bytes(), file.storage.exists(file.name)) == (EICAR, False)


@pytest.mark.usefixtures("scanner")
@pytest.mark.parametrize(("age", "is_moved"), [(60, True), (-60, False)])
def test_of_what_lies_in_both_places_the_one_put_back_by_hand_stays(settings, age, is_moved):
    name = default_storage.save("attachments/a.txt", ContentFile(EICAR))
    ScannedFile.objects.create(key=name, state=ScanState.INFECTED, virus="Eicar")
    locked = Path(settings.VAR_DIR) / "quarantine" / name
    locked.parent.mkdir(parents=True)
    locked.write_bytes(EICAR[:5])
    stored_at = locked.stat().st_mtime - age
    os.utime(default_storage.path(name), (stored_at, stored_at))
    scan_files.call()
    assert locked.read_bytes() == (EICAR if is_moved else EICAR[:5])
    assert default_storage.exists(name) is not is_moved


def test_files_without_a_row_are_looked_for_once_an_hour(settings, scanner):
    """Each minute the whole library was compared with its verdicts, to find nothing."""
    assert scan_files.call() == {"scanned": 0, "infected": 0}
    settings.CLAMD_URL = ""
    attach(builders.article("Cuộc họp giao ban"))
    settings.CLAMD_URL = scanner.url
    with CaptureQueriesContext(connection) as queries:
        assert scan_files.call() == {"scanned": 0, "infected": 0}
    assert [each for each in queries if "pictures_picture" in each["sql"]] == []
    # The command always looks, and an hour later so does the task.
    assert len(list(unscanned())) == 1
    cache.clear()
    assert scan_files.call() == {"scanned": 1, "infected": 0}


def test_where_many_wait_they_are_read_a_piece_at_a_time(settings, scanner, monkeypatch):
    monkeypatch.setattr("portal.publishing.file_scans._PIECE", 2)
    settings.CLAMD_URL = ""
    page = builders.article("Cuộc họp giao ban")
    for number in range(5):
        attach(page, f"Biên bản {number}".encode())
    settings.CLAMD_URL = scanner.url
    names = [name for name, _sizes in unscanned()]
    assert names == sorted(page.attachments.values_list("file", flat=True))
    assert scan_files.call() == {"scanned": 5, "infected": 0}


def test_an_unscanned_picture_is_not_public(client, scanner):
    scanner.behaviour = "closes"
    picture = store_picture(upload(encode(Image.new("RGB", (40, 30)), "PNG"), "a.png"), by=None)
    assert client.get(picture.url).status_code == 404
    scanner.behaviour = "scan"
    services.forget()
    assert scan_files.call() == {"scanned": 1, "infected": 0}
    assert client.get(picture.url).status_code == 200
    # What is public was scanned: each size in each format.
    paths = {size["path"] for size in (*picture.renditions, *picture.crops)}
    assert len(scanner.received) == len(paths)


def test_an_unscanned_picture_is_in_no_saved_page(client, scanner):
    scanner.behaviour = "closes"
    picture = store_picture(upload(encode(Image.new("RGB", (40, 30)), "PNG"), "a.png"), by=None)
    body = f'<figure><img src="{picture.url}" alt="Cổng Sở"></figure>'
    saved = f"{builders.article('Cuộc họp giao ban', body=body).path}luu.html"
    page = client.get(saved).text
    assert ("Cổng Sở" in page, "src=" in page.partition("<article")[2]) == (True, False)
    scanner.behaviour = "scan"
    services.forget()
    scan_files.call()
    cache.clear()
    assert 'src="data:' in client.get(saved).text.partition("<article")[2]


def test_a_scanner_that_failed_is_not_waited_for_again(scanner):
    scanner.behaviour = "closes"
    page = builders.article("Cuộc họp giao ban", state=State.DRAFT)
    attach(page)
    scanner.behaviour = "scan"
    attach(page, b"another")
    assert scanner.received == []
    assert ScannedFile.objects.filter(state=ScanState.WAITING).count() == 2


def test_a_file_that_is_too_large_for_the_scanner_keeps_no_other_one_waiting(scanner):
    scanner.behaviour = "closes"
    first = attach(builders.article("Cuộc họp giao ban"), EICAR * 2)
    second = attach(builders.article("Cuộc họp khác"))
    scanner.behaviour = "too large"
    services.forget()
    assert scan_files.call() == {"scanned": 0, "infected": 0}
    ScannedFile.objects.filter(key=first.file.name).update(at=timezone.now())
    scanner.behaviour = "scan"
    assert scan_files.call() == {"scanned": 2, "infected": 1}
    assert second.file.storage.exists(second.file.name)


def test_the_form_says_what_is_not_scanned(client, scanner, staff):
    scanner.behaviour = "closes"
    page = builders.article("Cuộc họp giao ban", state=State.DRAFT)
    attach(page)
    form_page = client.get(reverse("admin:articles_article_change", args=[page.pk])).text
    assert "hưa quét vi-rút" in form_page


def test_doctor_says_so_once_where_there_is_none(settings):
    settings.CLAMD_URL = ""
    assert ["CLAMD_URL is not set" in finding.msg for finding in scanner_findings()] == [True]
    assert list(scanned_files()) == []


def test_old_files_are_scanned_before_the_site_knows_of_a_scanner(settings):
    """Who sets CLAMD_URL first and scans afterwards takes all files from readers meanwhile."""
    settings.CLAMD_URL = ""
    [finding] = scanner_findings()
    assert "Virus scanner" in finding.hint
    assert "before" in finding.hint
    assert "before" in ScanCommand.help
    with pytest.raises(CommandError, match="for this command alone"):
        call_command("scan_files")


def test_doctor_tells_of_one_that_does_not_answer_and_of_what_waits(scanner):
    assert list(scanner_findings()) == []
    scanner.behaviour = "closes"
    attach(builders.article("Cuộc họp giao ban"))
    assert [severity(finding) for finding in scanner_findings()] == ["error"]
    [waiting] = scanned_files()
    assert waiting.msg.startswith("1 files are not scanned")


def test_the_command_scans_all_and_counts(settings, scanner, capsys):
    settings.CLAMD_URL = ""
    page = builders.article("Cuộc họp giao ban")
    for content in (b"one", b"two"):
        attach(page, content)
    with pytest.raises(CommandError, match="No virus scanner"):
        call_command("scan_files")
    settings.CLAMD_URL = scanner.url
    call_command("scan_files")
    assert capsys.readouterr().out == "2 files scanned, 0 infected, 0 without verdict.\n"


def test_without_a_scanner_nothing_is_asked_or_written(settings, django_assert_num_queries):
    settings.CLAMD_URL = ""
    with django_assert_num_queries(0):
        services.check_upload(text_file(EICAR), name="attachments/a.txt")
        assert services.is_clean("attachments/a.txt")


@pytest.mark.usefixtures("scanner")
def test_one_thread_remembers_nothing_as_clean_that_another_knows_to_be_infected(monkeypatch):
    ScannedFile.objects.create(key="a.pdf", state=ScanState.CLEAN)
    now, keep = [Stamp(1, 0)], services._keep_in_mind
    monkeypatch.setattr(services, "stamp_outside_transactions", lambda: now[0])

    def too_late(*args):
        monkeypatch.setattr(services, "_keep_in_mind", keep)
        ScannedFile.objects.update(state=ScanState.INFECTED, virus="Eicar")
        now[0] = Stamp(2, 0)
        assert services.not_clean(["a.pdf"])
        keep(*args)

    monkeypatch.setattr(services, "_keep_in_mind", too_late)
    services.not_clean(["a.pdf"])
    assert services.not_clean(["a.pdf"]) == {"a.pdf": ScanState.INFECTED}


@pytest.mark.usefixtures("scanner")
def test_what_was_clean_is_asked_for_once_in_a_generation(monkeypatch, django_assert_num_queries):
    ScannedFile.objects.create(key="a.pdf", state=ScanState.CLEAN)
    monkeypatch.setattr(services, "stamp_outside_transactions", lambda: Stamp(1, 0))
    with django_assert_num_queries(1):
        assert services.not_clean(["a.pdf"]) == services.not_clean(["a.pdf"]) == {}
