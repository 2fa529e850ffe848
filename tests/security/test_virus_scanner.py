"""No infected file comes in by any way, and none that was not scanned is public."""

import ast
import zipfile
from io import BytesIO

import pytest
from django.conf import settings as site_settings
from django.core.exceptions import ValidationError
from django.core.files.uploadedfile import SimpleUploadedFile
from django.urls import reverse
from PIL import Image

from portal.audit.models import AuditEntry
from portal.kit.files import clamd as protocol
from portal.media.pictures.intake import store_picture
from portal.media.scanning import services
from portal.media.scanning.models import ScannedFile, ScanState
from portal.pagecache import generation
from portal.publishing.dry_run import dry_run
from portal.publishing.models import Attachment, State
from tests import builders
from tests.clamd_stub import EICAR, clamd
from tests.enterprises import builders as enterprise_builders
from tests.portal.editing.typing import at, form, typed
from tests.portal.media.pictures.samples import encode, upload

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("media", "in_english")]
TEXT = "Biên bản cuộc họp".encode()
ROW = {"attachments-TOTAL_FORMS": "1", "attachments-0-name": "Báo cáo", "attachments-0-position": 0}


def text_file(content=TEXT, name="bien-ban.txt"):
    return SimpleUploadedFile(name, content, "text/plain")


def infected_png() -> bytes:
    return encode(Image.new("RGB", (40, 30), "red"), "PNG") + EICAR


def attach(page, content=TEXT) -> Attachment:
    attachment = Attachment(publication=page, name="Biên bản", file=text_file(content))
    attachment.full_clean()
    attachment.save()
    return attachment


# --- the protocol ---------------------------------------------------------------------------------


def verdict(content: bytes, url: str, seconds: float = 5) -> str:
    return protocol.find_virus(BytesIO(content), url, seconds=seconds)


def test_a_file_is_sent_in_full_and_its_verdict_returned(scanner):
    large = b"a" * 200_005
    assert verdict(large, scanner.url) == ""
    assert scanner.received == [large]
    assert verdict(EICAR, scanner.url) == "Eicar-Test"


def test_a_socket_of_the_file_system_does_as_well(tmp_path):
    with clamd(str(tmp_path / "c.sock")) as stub:
        assert verdict(EICAR, stub.url) == "Eicar-Test"


@pytest.mark.parametrize("behaviour", ["silent", "garbage", "closes", "too large"])
def test_what_is_no_verdict_is_none(scanner, behaviour):
    scanner.behaviour = behaviour
    with pytest.raises(protocol.Unavailable):
        verdict(EICAR * 4000, scanner.url, seconds=0.3)


def test_a_file_that_is_too_large_does_not_make_the_scanner_away(scanner):
    scanner.behaviour = "too large"
    with pytest.raises(protocol.Unscannable):
        verdict(EICAR * 100_000, scanner.url)


@pytest.mark.parametrize(
    "url", ["", "127.0.0.1:3310", "tcp://", "unix://run/x", "http://a", "tcp://a:x"]
)
def test_an_address_that_is_none_is_refused(url):
    with pytest.raises(ValueError):  # noqa: PT011  # of `urllib`, or our own
        protocol.client_at(url)


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
        "enterprises/uploads/picture_field.py",
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
    if isinstance(node, ast.ClassDef):
        return any(_is_file_field(base) for base in node.bases)
    return isinstance(node, ast.Call) and _is_file_field(node.func)


def _is_file_field(node: ast.expr) -> bool:
    """Return whether it names a form's field for files, Django's or one made of it."""
    if isinstance(node, ast.Name):
        return node.id == "PictureFileField"
    owner = getattr(getattr(node, "value", None), "id", "")
    return owner == "forms" and getattr(node, "attr", "") in {"FileField", "ImageField"}


# --- what is public -------------------------------------------------------------------------------


# --- who is told ----------------------------------------------------------------------------------
