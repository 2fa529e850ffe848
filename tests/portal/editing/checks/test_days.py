"""A day that is corrected in one place is found in the others; a change names its fields."""

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile

from portal.editing.checks.days import days_left_behind
from portal.publishing import changes
from portal.publishing.models import Attachment
from portal.publishing.models.kinds import admin_address
from tests import builders
from tests.filling import fill
from tests.portal.kit.files.test_checking_documents import pdf

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("media")]
LIVE = {
    "title": "Cắt điện ngày 5/12",
    "summary": "Cắt điện ngày 05 tháng 12 năm 2026.",
    "body": "<p>Từ 7 giờ ngày 5-12-2026, 20 trạm ngừng phát.</p>",
}


def left(new, *, path="/tin-tuc/cat-dien/", files=()):
    found = days_left_behind(LIVE, LIVE | new, path=path, files=files)
    return [violation.field for violation in found]


@pytest.mark.parametrize(
    ("new", "fields"),
    [
        ({}, []),
        ({"summary": "Cắt điện ngày 6 tháng 12."}, ["title", "body"]),
        ({"summary": "Cắt điện."}, []),
        ({"title": "Cắt điện ngày 6/12", "summary": "Ngày 6/12."}, ["body"]),
        ({name: text.replace("5", "6") for name, text in LIVE.items()}, []),
        ({"body": LIVE["body"].replace("20 trạm", "21 trạm")}, []),
    ],
)
def test_a_day_is_left_where_another_took_its_place_elsewhere(new, fields):
    assert left(new) == fields


def test_the_address_and_the_files_are_named_too():
    new = dict.fromkeys(LIVE, "Ngày 6/12.")
    path = "/tin-tuc/cat-dien-ngay-5-thang-12/"
    assert left(new, path=path, files=["Lịch"]) == ["slug", "attachments"]


@pytest.fixture
def live(client):
    page = builders.article(**LIVE)
    file = SimpleUploadedFile("lich.pdf", pdf(1), content_type="application/pdf")
    Attachment.objects.create(publication=page, name="Lịch cắt điện", file=file, size=8)
    client.force_login(builders.editor())
    return page


@pytest.mark.parametrize("press", [{"_continue": "1"}, {"_step": "submitted"}])
def test_a_correction_of_the_summary_alone_is_named_and_the_rest_is_pointed_to(client, live, press):
    form = admin_address("article", live.pk)
    answer = fill(client, form, summary="Cắt điện ngày 6/12.", **press)
    shown = client.get(answer["Location"]).text
    assert "Khác bản người đọc đang thấy ở: Tóm tắt" in shown
    assert "Ngày 5/12 đã được sửa, mà tiêu đề vẫn ghi ngày ấy." in shown
    assert f'href="{form}#id_title"' in shown
    assert "“Lịch cắt điện”" in shown
    again = client.get(form).text
    assert 'href="#id_title">Ngày 5/12 đã được sửa' in again
    assert changes.pending_version(live)


def test_who_decides_reads_it_too(client, live):
    fill(client, admin_address("article", live.pk), summary="Ngày 6/12.", _step="submitted")
    client.force_login(builders.publisher())
    page = client.get(f"/admin/news/article/{live.pk}/duyet-tung-muc/").text
    assert "mà tiêu đề vẫn ghi ngày ấy" in page
