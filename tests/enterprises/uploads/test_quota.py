"""An enterprise has room for its files, sees what is used, and cannot pass it, nor two at once."""

from concurrent.futures import ThreadPoolExecutor
from datetime import timedelta
from threading import Barrier

import pytest
from django.core.exceptions import ValidationError
from django.core.files.uploadedfile import SimpleUploadedFile
from django.core.management import call_command
from django.db import IntegrityError, connection, transaction
from django.urls import reverse
from django.utils import timezone
from PIL import Image

from enterprises.uploads.models import EnterpriseUpload, UploadQuota
from enterprises.uploads.services import count, require_room, room_of
from portal.media.pictures.models import Picture
from portal.publishing.models import State
from tests import builders as site
from tests.enterprises import builders
from tests.enterprises.products.test_desk import leaflet, pdf
from tests.portal.media.pictures.samples import encode

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("media")]
MEGABYTE = 1024 * 1024


@pytest.fixture
def files_page(mine):
    product = builders.product(mine, state=State.DRAFT)
    return f"/doanh-nghiep/cua-toi/san-pham/{product.pk}/tep/"


def send(clerk, address, name="Tờ giới thiệu"):
    return clerk.post(address, {"name": name, "file": leaflet()}, follow=True).text


def test_what_is_sent_counts_and_the_desk_says_how_much_is_left(clerk, mine, files_page):
    send(clerk, files_page)
    room = room_of(mine.pk)
    assert (room.files, room.used) == (1, EnterpriseUpload.objects.get().size)
    assert room.used > 0
    count(mine.pk, "attachments/khac.pdf", 12 * MEGABYTE)
    for address in ("/doanh-nghiep/cua-toi/", files_page):
        shown = " ".join(clerk.get(address).text.split())
        assert "12,0 MB trong 200,0 MB" in shown
        assert "2 trong 400 tệp" in shown


def test_the_same_file_counts_once(clerk, mine, files_page):
    send(clerk, files_page)
    send(clerk, files_page, "Tên khác")
    assert room_of(mine.pk).files == 1


def test_a_picture_counts_with_all_its_sizes(clerk, mine):
    file = SimpleUploadedFile("a.png", encode(Image.new("RGB", (600, 400), "navy"), "PNG"))
    clerk.post("/doanh-nghiep/cua-toi/ho-so/bieu-trung/", {"upload": file, "alt": "Biểu trưng"})
    picture = Picture.objects.get()
    sizes = sum(each["bytes"] for each in (*picture.renditions, *picture.crops))
    assert room_of(mine.pk).used == sizes


def test_a_picture_that_has_no_room_is_refused_by_name(clerk, mine):
    count(mine.pk, "attachments/lon.pdf", 200 * MEGABYTE)
    keep_used(mine, "attachments/lon.pdf")
    product = builders.product(mine, state=State.DRAFT)
    for address in ("ho-so/bieu-trung/", f"san-pham/{product.pk}/hinh/"):
        file = SimpleUploadedFile("a.png", encode(Image.new("RGB", (60, 40), "navy"), "PNG"))
        sent = {"upload": file, "alt": "Bông sen"}
        page = clerk.post(f"/doanh-nghiep/cua-toi/{address}", sent, follow=True).text
        assert "a.png: Không còn chỗ cho tệp này" in page


def test_what_is_too_much_is_refused_with_what_to_do_and_leaves_nothing(
    clerk, mine, files_page, media
):
    count(mine.pk, "attachments/lon.pdf", 200 * MEGABYTE)
    keep_used(mine, "attachments/lon.pdf")
    page = send(clerk, files_page)
    assert "Không còn chỗ cho tệp này" in page
    assert "đề nghị Sở" in page
    assert not list(media.glob("attachments/**/*.pdf"))
    assert room_of(mine.pk).files == 1


def keep_used(mine, name):
    """Let a page have the file, or it would be counted no longer."""
    product = builders.product(mine, "Sản phẩm có tệp lớn")
    product.attachments.create(name="Lớn", file=name, size=1)


def test_many_small_files_are_too_many(clerk, mine, files_page, settings):
    settings.ENTERPRISE_UPLOAD_FILES = 1
    send(clerk, files_page)
    page = clerk.post(files_page, {"name": "Nữa", "file": leaflet("b.pdf", pdf(3))}).text
    assert "1 trong 1 tệp" in page
    assert room_of(mine.pk).files == 1


def test_what_no_page_and_no_version_has_counts_no_longer_once_room_is_needed(mine, settings):
    settings.ENTERPRISE_UPLOAD_FILES = 1
    count(mine.pk, "attachments/da-xoa.pdf", 5)
    with pytest.raises(ValidationError), transaction.atomic():
        require_room(mine.pk, 5)  # it has only just come in
    EnterpriseUpload.objects.update(at=timezone.now() - timedelta(hours=2))
    with transaction.atomic():
        require_room(mine.pk, 5)
    assert room_of(mine.pk).files == 0


def test_one_enterprise_may_have_another_limit(clerk, mine, client):
    editor = site.editor()
    client.force_login(editor)
    values = {"enterprise": mine.pk, "megabytes": 300, "files": 10, "reason": "Nhiều ảnh"}
    client.post(reverse("admin:uploads_uploadquota_add"), values)
    assert UploadQuota.objects.get().megabytes == 300
    room = room_of(mine.pk)
    assert (room.most, room.most_files) == (300 * MEGABYTE, 10)
    assert room_of(builders.enterprise("Khác").pk).most == 200 * MEGABYTE


@pytest.mark.parametrize("fields", [{"megabytes": 0}, {"files": 0}, {"reason": ""}])
def test_a_quota_is_some_and_says_why(mine, fields):
    values = {"megabytes": 1, "files": 1, "reason": "Vì"} | fields
    with pytest.raises(IntegrityError), transaction.atomic():
        UploadQuota.objects.create(enterprise=mine, **values)


@pytest.mark.django_db(transaction=True)
def test_two_at_once_cannot_pass_it_together():
    firm = builders.enterprise()
    product = builders.product(firm)
    for number in range(2):
        product.attachments.create(name=f"{number}", file=f"attachments/{number}.pdf", size=1)
    UploadQuota.objects.create(enterprise=firm, megabytes=1, files=1, reason="Vì")
    together = Barrier(2)

    def take(number):
        try:
            together.wait(10)
            with transaction.atomic():
                require_room(firm.pk, 1)
                count(firm.pk, f"attachments/{number}.pdf", 1)
        except ValidationError as error:
            return error.code
        finally:
            connection.close()
        return "taken"

    with ThreadPoolExecutor(2) as pool:
        outcomes = sorted(pool.map(take, range(2)))
    assert outcomes == ["quota", "taken"]
    assert room_of(firm.pk).files == 1


def test_what_was_sent_before_is_counted_once_by_the_command(clerk, mine, files_page, capsys):
    send(clerk, files_page)
    file = SimpleUploadedFile("a.png", encode(Image.new("RGB", (600, 400), "navy"), "PNG"))
    clerk.post("/doanh-nghiep/cua-toi/ho-so/bieu-trung/", {"upload": file, "alt": "Biểu trưng"})
    before = room_of(mine.pk)
    assert before.files == 2
    EnterpriseUpload.objects.all().delete()
    call_command("count_uploads")
    assert "2 files of 1 enterprises counted." in capsys.readouterr().out
    assert room_of(mine.pk) == before
    call_command("count_uploads")
    assert capsys.readouterr().out == "0 files of 0 enterprises counted.\n"
