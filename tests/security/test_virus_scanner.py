"""No infected file comes in by any way, and none that was not scanned is public."""

import ast
import zipfile
from collections.abc import Iterator
from copy import deepcopy
from io import BytesIO
from pathlib import Path

import pytest
from django.conf import settings as site_settings
from django.core.cache import cache
from django.core.exceptions import ValidationError
from django.core.files.uploadedfile import SimpleUploadedFile
from django.core.management import CommandError, call_command
from django.test import Client
from django.urls import reverse
from django.utils import timezone
from PIL import Image

from portal.audit.models import AuditEntry
from portal.editing.tasks import scan_files
from portal.kit.files import clamd as protocol
from portal.media.pictures.intake import store_picture
from portal.media.scanning import services
from portal.media.scanning.models import ScannedFile, ScanState
from portal.pagecache import generation
from portal.publishing import changes, workflow
from portal.publishing.dry_run import dry_run
from portal.publishing.file_scans import unscanned
from portal.publishing.models import Attachment, Revision, State
from portal.search.file_texts import unread
from portal.site.doctor_files import scanned_files
from portal.site.doctor_files import scanner as scanner_findings
from tests import builders
from tests.clamd_stub import EICAR, Stub, clamd
from tests.enterprises import builders as enterprise_builders
from tests.portal.editing import stored_files
from tests.portal.editing.typing import at, form, typed
from tests.portal.media.pictures.samples import encode, upload

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("media", "in_english")]
TEXT = "Biên bản cuộc họp".encode()
ROW = {"attachments-TOTAL_FORMS": "1", "attachments-0-name": "Báo cáo", "attachments-0-position": 0}


@pytest.fixture
def scanner(settings, tmp_path) -> Iterator[Stub]:
    settings.VAR_DIR = tmp_path / "var"
    settings.CLAMD_TIMEOUT = 2.0
    services.forget()
    with clamd() as stub:
        settings.CLAMD_URL = stub.url
        yield stub
    services.forget()


@pytest.fixture
def staff(client):
    user = builders.editor()
    client.force_login(user)
    return user


def text_file(content=TEXT, name="bien-ban.txt"):
    return SimpleUploadedFile(name, content, "text/plain")


def infected_png() -> bytes:
    return encode(Image.new("RGB", (40, 30), "red"), "PNG") + EICAR


def attach(page, content=TEXT) -> Attachment:
    attachment = Attachment(publication=page, name="Biên bản", file=text_file(content))
    attachment.full_clean()
    attachment.save()
    return attachment


def address(url: str) -> protocol.Address:
    return protocol.address_of(url)


# --- the protocol ---------------------------------------------------------------------------------


def test_a_file_goes_in_pieces_and_its_verdict_comes_back(scanner):
    large = b"a" * (protocol.CHUNK_SIZE * 2 + 5)
    assert protocol.find_virus([large], address(scanner.url), seconds=5) == ""
    assert scanner.received == [large]
    assert scanner.pieces == [protocol.CHUNK_SIZE, protocol.CHUNK_SIZE, 5]
    assert protocol.find_virus([EICAR], address(scanner.url), seconds=5) == "Eicar-Test"


def test_a_socket_of_the_file_system_does_as_well(tmp_path):
    with clamd(str(tmp_path / "c.sock")) as stub:
        assert protocol.find_virus([EICAR], address(stub.url), seconds=5) == "Eicar-Test"
        protocol.ping(address(stub.url))


@pytest.mark.parametrize("behaviour", ["silent", "slow", "garbage", "closes", "too large"])
def test_what_is_no_verdict_is_none(scanner, behaviour):
    scanner.behaviour = behaviour
    with pytest.raises(protocol.Unavailable):
        protocol.find_virus([EICAR * 4000], address(scanner.url), seconds=0.3)


@pytest.mark.parametrize(
    "url", ["", "127.0.0.1:3310", "tcp://", "unix://run/x", "http://a", "tcp://a:x"]
)
def test_an_address_that_is_none_is_refused(url):
    with pytest.raises(ValueError):  # noqa: PT011  # of `urllib`, or our own
        protocol.address_of(url)


# --- every way in ---------------------------------------------------------------------------------


def refused_in_audit() -> AuditEntry:
    return AuditEntry.objects.get(action="upload_refused")


def test_an_infected_attachment_is_refused_and_written_down(client, scanner, staff):
    sent = form(**ROW) | {"attachments-0-file": text_file(EICAR, "hoa-don.txt")}
    page = client.post(reverse("admin:articles_article_add"), sent)
    assert "Eicar-Test" in page.text
    assert Attachment.objects.count() == 0
    entry = refused_in_audit()
    assert entry.actor == staff
    assert entry.new == {"file": "hoa-don.txt", "virus": "Eicar-Test"}


def test_one_in_the_form_of_a_live_page_is_written_down_too(client, scanner, staff):
    live = builders.article()
    sent = typed(live, **ROW) | {"attachments-0-file": text_file(EICAR, "hoa-don.txt")}
    assert "Eicar-Test" in client.post(at("change", live), sent).text
    assert refused_in_audit().actor == staff


@pytest.mark.usefixtures("scanner")
def test_one_in_a_form_that_breaks_off_is_written_down_too(staff):
    with pytest.raises(ValidationError), dry_run():
        services.check_upload(text_file(EICAR, "hoa-don.txt"), by=staff)
    assert refused_in_audit().actor == staff


@pytest.mark.django_db(transaction=True)
def test_a_new_file_that_no_reader_sees_yet_ends_no_kept_page(client, scanner, staff):
    live = builders.article("Cuộc họp giao ban")
    before = generation.current()
    sent = typed(live, **ROW) | {"attachments-0-file": text_file()}
    assert client.post(at("change", live), sent).status_code == 302
    assert ScannedFile.objects.get().state == ScanState.CLEAN
    assert generation.current() == before


def word_file() -> bytes:
    stream = BytesIO()
    with zipfile.ZipFile(stream, "w") as archive:
        archive.writestr("[Content_Types].xml", "<Types/>")
        archive.writestr("word/document.xml", "<w/>")
    return stream.getvalue() + EICAR


# A request of its own transactions, as in life: what is written down has to be in one.
@pytest.mark.django_db(transaction=True)
@pytest.mark.parametrize(
    ("name", "field", "content", "file_name"),
    [
        ("richtext_upload", "upload", infected_png(), "a.png"),
        ("admin:editor_word", "upload", word_file(), "a.docx"),
        ("admin:articles_article_import", "sheet", b"title\n" + EICAR, "a.csv"),
        ("admin:pictures_picture_add", "upload", infected_png(), "a.png"),
    ],
)
def test_no_way_of_the_staff_takes_one(client, scanner, staff, name, field, content, file_name):
    sent = {field: SimpleUploadedFile(file_name, content)}
    page = client.post(reverse(name), sent)
    assert "Eicar-Test" in page.text
    assert refused_in_audit().actor == staff


@pytest.mark.django_db(transaction=True)
@pytest.mark.parametrize(
    ("address", "sent"),
    [
        ("ho-so/bieu-trung/", {"upload": ("a.png", infected_png())}),
        ("san-pham/{}/hinh/", {"upload": ("a.png", infected_png()), "alt": "Tổng đài"}),
        ("san-pham/{}/tep/", {"file": ("a.pdf", b"%PDF-1.4\n" + EICAR), "name": "Tờ giới thiệu"}),
    ],
)
@pytest.mark.usefixtures("scanner")
def test_no_way_of_an_enterprise_takes_one(address, sent):
    mine = enterprise_builders.enterprise()
    me = enterprise_builders.representative(mine)
    clerk = enterprise_builders.signed_in(me)
    product = enterprise_builders.product(mine, state=State.DRAFT)
    values = {
        name: SimpleUploadedFile(*value) if isinstance(value, tuple) else value
        for name, value in sent.items()
    }
    page = clerk.post(f"/doanh-nghiep/cua-toi/{address.format(product.pk)}", values, follow=True)
    assert "Eicar-Test" in page.text
    assert refused_in_audit().actor == me.user
    assert Attachment.objects.count() == 0


@pytest.mark.usefixtures("scanner")
def test_no_picture_of_anybody_is_kept_infected():
    with pytest.raises(ValidationError, match="Eicar-Test"):
        store_picture(upload(infected_png(), "a.png"), by=None)
    assert ScannedFile.objects.count() == 0


def test_every_module_that_takes_files_is_known_here():
    """A new way in fails here: it has to go past `check_upload`, and then to be named."""
    known = {
        # Pictures, by `store_picture`.
        "portal/editing/covers.py", "portal/editing/library.py", "portal/media/richtext/views.py",
        "portal/editing/picture_rows.py", "portal/branding/admin.py",
        "enterprises/approval/forms.py", "enterprises/products/forms.py",
        "enterprises/approval/desk_views.py", "enterprises/products/desk_views.py",
        # Attachments, by `Attachment.clean`; what is held for a form comes back through it.
        "portal/editing/page_form.py", "portal/editing/attachment_form.py",
        "portal/editing/held_files.py",
        # By its own call; Word files come in as pictures of the editor do.
        "portal/exchange/sheets/pages.py",
    }  # fmt: skip
    found = set()
    for package in ("portal", "enterprises", "projects", "news"):
        for path in (site_settings.BASE_DIR / package).rglob("*.py"):
            text = path.read_text()
            # Most name none of it, and need no parsing.
            if not any(word in text for word in ("FILES", "FileField", "ImageField")):
                continue
            if any(_takes_files(node) for node in ast.walk(ast.parse(text))):
                found.add(path.relative_to(site_settings.BASE_DIR).as_posix())
    assert found == known


def _takes_files(node: ast.AST) -> bool:
    if isinstance(node, ast.Attribute) and node.attr == "FILES":
        return True
    name = node.func.attr if isinstance(node, ast.Call) and hasattr(node.func, "attr") else ""
    owner = getattr(getattr(getattr(node, "func", None), "value", None), "id", "")
    return owner == "forms" and name in {"FileField", "ImageField"}


# --- what is public -------------------------------------------------------------------------------


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
    assert [finding.level for finding in scanned_files()] == ["error"]


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


# --- who is told ----------------------------------------------------------------------------------


def test_the_form_says_what_is_not_scanned(client, scanner, staff):
    scanner.behaviour = "closes"
    page = builders.article("Cuộc họp giao ban", state=State.DRAFT)
    attach(page)
    form_page = client.get(reverse("admin:articles_article_change", args=[page.pk])).text
    assert "hưa quét vi-rút" in form_page


def test_doctor_says_so_once_where_there_is_none(settings):
    settings.CLAMD_URL = ""
    assert ["CLAMD_URL is not set" in finding.what for finding in scanner_findings()] == [True]
    assert list(scanned_files()) == []


def test_doctor_tells_of_one_that_does_not_answer_and_of_what_waits(scanner):
    assert list(scanner_findings()) == []
    scanner.behaviour = "closes"
    attach(builders.article("Cuộc họp giao ban"))
    assert [finding.level for finding in scanner_findings()] == ["error"]
    [waiting] = scanned_files()
    assert waiting.what.startswith("1 files are not scanned")


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
