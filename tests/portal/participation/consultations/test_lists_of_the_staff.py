"""Where the staff meets comments: their list and its export, the desk, the form of the draft."""

from datetime import timedelta

import pytest
from bs4 import BeautifulSoup
from django.utils import timezone

from portal.audit.models import AuditEntry
from portal.participation.consultations.models import Consultation
from portal.participation.consultations.panels import consultations_waiting, due_summaries
from portal.publishing.models import State
from tests import builders as site
from tests.filling import fill
from tests.portal.participation.consultations import builders
from tests.portal.participation.consultations.test_moderating import LIST, address_of, sign_in

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("letters_at_once")]


@pytest.fixture
def publisher(client):
    return sign_in(client, site.publisher())


@pytest.mark.parametrize("number", [1, 3])
def test_the_list_asks_as_much_for_many_as_for_one(
    client, publisher, django_assert_num_queries, number
):
    page = builders.consultation()
    for _ in range(number):
        builders.comment(page)
    client.get(LIST)
    with django_assert_num_queries(7):
        assert client.get(LIST).status_code == 200


def test_an_export_by_a_filter_that_is_none_leads_to_the_list(client, publisher):
    answer = client.get(f"{LIST}xuat.csv?khong_co=1")
    assert (answer.status_code, answer["Location"]) == (302, LIST)


def test_the_export_has_the_words_and_no_address(client, publisher):
    page = builders.consultation()
    builders.shown(page, "=CMD()", name="Trần Thị Góp", verdict="taken", answer="Đã sửa.")
    builders.comment(builders.consultation("Khác"), "Chuyện khác")
    text = b"".join(
        client.get(f"{LIST}xuat.csv?consultation__exact={page.pk}").streaming_content
    ).decode()
    assert "'=CMD()" in text
    assert "Trần Thị Góp" in text
    assert "tiếp thu" in text
    assert "Chuyện khác" not in text
    assert "@dan.example" not in text
    assert client.get(f"{LIST}xuat.xlsx").status_code == 200
    assert AuditEntry.objects.filter(new__exported="consultations.consultationcomment").count() == 2


def test_it_says_of_many_which_readers_see_and_whom_to_call(client, publisher):
    public, gone = builders.consultation(), builders.consultation("Đã gỡ")
    Consultation.objects.filter(pk=gone.pk).update(state=State.WITHDRAWN)
    reached = [builders.comment(public), builders.comment(public), builders.comment(gone)]
    to_call = builders.comment(gone, email="", phone="0905123456")
    keys = [comment.pk for comment in [*reached, to_call]]
    chosen = {"action": "show_to_readers", "_selected_action": keys}
    text = client.post(LIST, chosen, follow=True).text
    assert "Đã đăng 2 ý kiến." in text
    assert "2 ý kiến sẽ được đăng cùng trang dự thảo." in text
    assert f"hãy gọi điện rồi ghi lại ở từng ý kiến: {to_call.number}." in text
    again = client.post(LIST, chosen, follow=True).text
    assert "Không có ý kiến nào còn chờ" in again
    assert "Đã đăng" not in BeautifulSoup(again, "html.parser").select_one(".messagelist").text


def test_the_form_promises_at_once_only_what_readers_see_at_once(client, publisher):
    comment = builders.comment(builders.consultation())
    assert "người đọc thấy ý kiến ngay" in client.get(address_of(comment)).text
    Consultation.objects.update(state=State.WITHDRAWN)
    page = client.get(address_of(comment)).text
    assert "người đọc thấy ý kiến ngay" not in page
    assert "khi trang dự thảo mở cho người đọc" in page


def test_the_desk_tells_of_comments_to_read_and_of_summaries_that_are_late(client, publisher):
    page = builders.consultation("Dự thảo có ý kiến")
    builders.comment(page)
    builders.comment(page)
    today = timezone.localdate()
    long_ago = {"opens_on": today - timedelta(days=90), "closes_on": today - timedelta(days=60)}
    builders.closed("Dự thảo chậm tổng hợp", **long_ago)
    builders.done("Dự thảo xong")
    assert "/admin/viec/gop-y/" in client.get("/admin/").text
    text = client.get("/admin/viec/gop-y/").text
    assert "2 ý kiến chờ đọc" in text
    assert "bản tổng hợp phải có từ" in text
    assert "Dự thảo xong" not in text


def test_a_summary_is_asked_of_who_may_write_it():
    # A consultation stands in no section.
    page, everywhere, limited = builders.closed(), site.editor(), site.editor("bt2")
    limited.sections.add(site.section())
    for editor, expected in ((everywhere, [page]), (limited, [])):
        tile = consultations_waiting(editor)[0]
        assert [row for rows in tile.rows for row in rows] == expected
        assert [each.consultation for each in due_summaries(editor)] == expected


def test_the_draft_leads_to_its_comments_and_is_published_like_any_page(client):
    sign_in(client, site.editor())
    organisation = builders.asker()
    answer = fill(
        client,
        "/admin/portal/consultation/add/",
        title="Dự thảo mới",
        summary="Tóm tắt.",
        asker=str(organisation.pk),
        opens_on="01/12/2026",
        closes_on="30/11/2026",
    )
    assert "Ngày hết hạn ở trước ngày bắt đầu" in answer.text
    page = builders.consultation("Dự thảo cũ")
    text = client.get("/admin/portal/consultation/").text
    assert f"consultation__exact={page.pk}" in text
    text = client.get(f"/admin/portal/consultation/{page.pk}/change/").text
    assert f"consultation__exact={page.pk}" in text
