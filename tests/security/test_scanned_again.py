"""Files that were clean are scanned again once the scanner has learnt something, and staff hear."""

from collections.abc import Iterator
from datetime import timedelta
from pathlib import Path

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.urls import reverse
from django.utils import timezone

from portal.editing import publish_checks
from portal.editing.tasks import scan_files
from portal.media.pictures.intake import store_picture
from portal.media.scanning import services
from portal.media.scanning.models import ScannedFile, ScanState
from portal.pagecache import generation
from portal.publishing import workflow
from portal.publishing.file_scans import RESCAN_AFTER, rescan
from portal.publishing.models import Attachment, State
from tests import builders
from tests.clamd_stub import Stub, clamd
from tests.portal.media.pictures.samples import jpeg

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("media", "in_english")]
NOTHING, ONE, ONE_BAD = (0, 0), (1, 0), (1, 1)


@pytest.fixture
def scanner(settings, tmp_path) -> Iterator[Stub]:
    settings.VAR_DIR = tmp_path / "var"
    settings.CLAMD_TIMEOUT = 2.0
    services.forget()
    with clamd() as stub:
        settings.CLAMD_URL = stub.url
        yield stub
    services.forget()


def attach(page, content=b"Bien ban") -> Attachment:
    file = SimpleUploadedFile("bien-ban.txt", content)
    row = Attachment(publication=page, name="Biên bản", file=file)
    row.full_clean()
    row.save()
    return row


def grow_old() -> None:
    ScannedFile.objects.update(at=timezone.now() - RESCAN_AFTER - timedelta(minutes=1))


def test_a_file_is_scanned_again_when_the_signatures_are_new_and_it_was_long_ago(scanner):
    attach(builders.article("Cuộc họp"))
    assert rescan(most=40) == NOTHING
    grow_old()
    assert rescan(most=40) == ONE
    grow_old()
    assert rescan(most=40) == NOTHING
    scanner.signatures = "27823"
    assert rescan(most=40) == ONE
    assert rescan(most=40) == NOTHING
    assert ScannedFile.objects.get().signatures == "27823"


def test_so_many_at_a_time_the_oldest_first(scanner):
    old, new = attach(builders.article("A"), b"a"), attach(builders.article("B"), b"b")
    grow_old()
    ScannedFile.objects.filter(key=new.file.name).update(at=timezone.now() - timedelta(days=8))
    ScannedFile.objects.filter(key=old.file.name).update(at=timezone.now() - timedelta(days=9))
    scanner.received.clear()
    assert rescan(most=1) == ONE
    assert scanner.received == [b"a"]


def test_what_is_found_now_is_taken_away_and_its_people_hear(client, scanner):
    page = builders.article("Cuộc họp giao ban")
    attachment = attach(page)
    assert client.get(attachment.address).status_code == 200
    grow_old()
    scanner.learnt.append(b"Bien ban")
    assert scan_files.call() == {"scanned": 1, "infected": 1}
    assert client.get(attachment.address).status_code == 404
    assert "Biên bản" not in client.get(page.path).text
    assert not attachment.file.storage.exists(attachment.file.name)
    client.force_login(builders.editor())
    desk = client.get(reverse("admin:index")).text
    listed = client.get("/admin/viec/tep-co-vi-rut/").text
    assert "tep-co-vi-rut" in desk
    assert "Cuộc họp giao ban" in listed
    assert "Eicar-Test" in listed
    workflow.transition(page, to=State.WITHDRAWN, by=None)
    workflow.transition(page, to=State.BINNED, by=None)
    assert "tep-co-vi-rut" not in client.get(reverse("admin:index")).text


def test_a_picture_that_is_found_is_named_to_who_edits(client, scanner):
    store_picture(jpeg(), by=None, alt="Hội nghị")
    grow_old()
    scanner.learnt.append(b"\xff\xd8\xff")
    assert scan_files.call() == {"scanned": 1, "infected": 1}
    client.force_login(builders.editor())
    assert "Eicar-Test" in client.get("/admin/viec/tep-co-vi-rut/").text


def test_where_more_files_were_found_than_are_listed_it_is_said(client, scanner, monkeypatch):
    for number, name in enumerate("AB"):
        attach(builders.article(name), f"Bien ban {number}".encode())
    grow_old()
    scanner.learnt.append(b"Bien ban")
    assert scan_files.call() == {"scanned": 2, "infected": 2}
    client.force_login(builders.editor())
    assert "Danh sách dừng ở đây" not in client.get("/admin/viec/tep-co-vi-rut/").text
    monkeypatch.setattr("portal.newsroom.infected_files.MAX_ROWS", 1)
    assert "Danh sách dừng ở đây" in client.get("/admin/viec/tep-co-vi-rut/").text


def test_that_a_clean_file_is_clean_moves_no_generation(scanner):
    attach(builders.article("Cuộc họp"))
    grow_old()
    before = generation.current()
    assert rescan(most=40) == ONE
    assert generation.current() == before


@pytest.mark.parametrize("behaviour", ["closes", "too large"])
def test_a_scanner_that_says_nothing_takes_nothing_away(client, scanner, behaviour):
    attachment = attach(builders.article("Cuộc họp"))
    grow_old()
    scanner.behaviour = behaviour
    rescan(most=40)
    assert ScannedFile.objects.get().state == ScanState.CLEAN
    assert Path(attachment.file.path).exists()
    assert client.get(attachment.address).status_code == 200


def test_who_publishes_is_told_that_a_file_waits_and_not_held_up(scanner):
    scanner.behaviour = "closes"
    page = builders.article("Cuộc họp", state=State.DRAFT)
    attach(page)
    assert "waits for the virus scanner" in _found(page).message
    assert not _found(page).blocks
    ScannedFile.objects.update(state=ScanState.INFECTED, virus="Eicar-Test")
    assert "A virus was found" in _found(page).message
    assert _found(page).blocks
    ScannedFile.objects.update(state=ScanState.CLEAN, virus="")
    assert [each for each in publish_checks.check(page) if each.field == "attachments"] == []


def _found(page):
    [found] = [each for each in publish_checks.check(page) if each.field == "attachments"]
    return found


def in_vain(caplog) -> int:
    """How many files are sent in vain in a turn of the task."""
    caplog.clear()
    assert scan_files.call() == {"scanned": 0, "infected": 0}
    return caplog.text.count("gives no verdict on")


def test_files_that_are_too_large_for_the_scanner_are_sent_to_it_one_a_turn(scanner, caplog):
    """A new file goes before them, and once they are not too large they are scanned at once."""
    scanner.behaviour = "too large"
    for number in range(3):
        attach(builders.article(f"Phim {number}"), f"Phim {number}".encode())
    services.forget()
    assert in_vain(caplog) == 3
    last = ScannedFile.objects.latest("at").key
    assert [in_vain(caplog), in_vain(caplog)] == [1, 1]
    assert ScannedFile.objects.earliest("at").key == last
    scanner.behaviour = "closes"
    attach(builders.article("Mới"), "Mới".encode())
    scanner.behaviour = "scan"
    services.forget()
    assert scan_files.call() == {"scanned": 4, "infected": 0}
    assert scanner.received[0] == "Mới".encode()


@pytest.mark.django_db(transaction=True)
def test_a_file_that_is_sent_in_vain_moves_no_generation(scanner, caplog):
    scanner.behaviour = "too large"
    attach(builders.article("Phim"))
    services.forget()
    before = generation.current()
    assert [in_vain(caplog), in_vain(caplog)] == [1, 1]
    assert generation.current() == before
