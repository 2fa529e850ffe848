"""A stored file is there for whoever may read a page that holds it, and for nobody else."""

from urllib.parse import quote

import pytest
from bs4 import BeautifulSoup
from django.conf import settings as site
from django.core.files.base import ContentFile
from django.core.files.storage import default_storage
from django.db import connection
from django.test import Client

from portal.accounts.models import User
from portal.publishing import revisions, workflow
from portal.publishing.models import Attachment, AttachmentVersion, Correction, State
from tests import builders
from tests.builders import signed_in
from tests.enterprises import builders as enterprises
from tests.portal.editing.stored_files import (
    PRIVATE,
    TEXT,
    attached,
    hidden_by,
    is_given_in_private,
    is_refused,
    waiting,
)
from tests.reading import content_of as all_of

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("media")]
POLICY = "default-src 'none'; frame-ancestors 'none'; sandbox"


def test_the_file_of_a_public_page_is_there_for_everybody_as_ever(client):
    row = attached(builders.article())
    answer = client.get(row.file.url)
    assert all_of(answer) == TEXT
    assert answer["Cache-Control"] == "public, max-age=300"
    assert answer["Content-Disposition"].startswith("attachment")
    assert answer["Content-Security-Policy"] == POLICY
    assert answer["X-Content-Type-Options"] == "nosniff"
    assert "Cookie" not in answer.get("Vary", "")
    unchanged = client.get(row.file.url, headers={"If-None-Match": answer["ETag"]})
    assert unchanged.status_code == 304


@pytest.mark.parametrize("state", ["draft", "submitted", "changes_asked", "approved"])
def test_the_file_of_a_text_that_is_not_published_is_no_readers(client, state):
    row = attached(builders.article(state=state, published_at=None))
    assert is_refused(client, row.file.url)


@pytest.mark.parametrize("step", ["withdrawn", "scheduled", "expired", "lapsed"])
def test_a_page_that_is_hidden_takes_its_file_along(client, step):
    page = builders.article()
    row = attached(page)
    assert client.get(row.file.url).status_code == 200
    hidden_by(step, page)
    assert is_refused(client, row.file.url)
    unchanged = client.get(row.file.url, headers={"If-Modified-Since": "Mon, 01 Jan 2060 00:00:00"})
    assert unchanged.status_code == 404


@pytest.mark.parametrize("step", ["withdrawn", "scheduled", "expired", "lapsed"])
def test_the_file_of_a_product_goes_with_its_enterprise(client, step):
    product = enterprises.product(enterprises.enterprise("Công ty Hương Trà"), "Máy đo")
    row = attached(product)
    assert client.get(row.file.url).status_code == 200
    hidden_by(step, product.enterprise)
    assert is_refused(client, row.file.url)


def test_a_file_that_two_pages_hold_is_public_while_one_of_them_is(client):
    live, draft = builders.article("Một"), builders.article("Hai", state=State.DRAFT)
    row = attached(live)
    assert attached(draft).file.name == row.file.name
    assert client.get(row.file.url).status_code == 200
    hidden_by("withdrawn", live)
    assert is_refused(client, row.file.url)


def test_what_a_waiting_change_adds_is_not_public_before_it_is_approved(client):
    page = builders.article()
    address = waiting(page)
    assert is_refused(client, address)
    page.refresh_from_db()
    workflow.transition(page, to=State.PUBLISHED, by=None)
    assert client.get(address).status_code == 200


def test_an_earlier_file_that_the_page_shows_stays_public(client):
    page = builders.article()
    row = attached(page)
    old = row.file.url
    AttachmentVersion.objects.keep(row)
    Attachment.objects.filter(pk=row.pk).update(file="attachments/ab/moi.txt")
    assert client.get(old)["Cache-Control"] == "public, max-age=300"
    Correction.objects.create(publication=page, text="Lộ số", number=9, hides_earlier=True)
    assert is_refused(client, old)


def test_the_earlier_file_of_what_was_taken_out_is_not_public(client):
    page = builders.article()
    row = attached(page)
    AttachmentVersion.objects.keep(row)
    row.delete()
    assert is_refused(client, row.file.url)


def test_a_file_that_no_page_holds_is_nobodys(media):
    (media / "khac").mkdir()
    (media / "khac/a.txt").write_text(TEXT)
    (media / "goc.txt").write_text(TEXT)
    (media / "attachments").mkdir()
    (media / "attachments/a.txt").write_text(TEXT)
    for client in (Client(), signed_in(builders.publisher())):
        for address in ("attachments/a.txt", "khac/a.txt", "goc.txt", "attachments/khong.txt"):
            assert is_refused(client, f"/media/{address}"), address


@pytest.mark.parametrize("way", ["anh/../{}", "./{}", "anh/..//{}", "anh/%2E%2E/{}", "/{}"])
def test_no_roundabout_way_leads_past_the_rule(client, media, way):
    (media / "anh").mkdir()
    row = attached(builders.article(state=State.DRAFT))
    assert client.get("/media/" + way.format(row.file.name)).status_code == 404


# --- the staff ---------------------------------------------------------------------------------


@pytest.mark.parametrize("who", ["editor", "publisher"])
def test_who_edits_or_publishes_gets_the_files_of_every_text(who):
    client = signed_in(getattr(builders, who)())
    draft = attached(builders.article(state=State.DRAFT), "a")
    assert is_given_in_private(client, draft.file.url)
    gone = builders.article("Đã gỡ")
    row = attached(gone, "b")
    hidden_by("withdrawn", gone)
    assert is_given_in_private(client, row.file.url)
    assert is_given_in_private(client, waiting(builders.article("Đang đăng")))


def test_a_reporter_gets_the_files_of_own_texts_and_of_published_ones():
    me, other = builders.reporter(), builders.editor()
    client = signed_in(me)
    own = attached(builders.article("Của tôi", state=State.DRAFT, by=me, created_by=me), "a")
    assert is_given_in_private(client, own.file.url)
    others = builders.article("Của người", state=State.DRAFT, by=other, created_by=other)
    assert is_refused(client, attached(others, TEXT).file.url)
    later = builders.article("Hẹn giờ", created_by=other)
    row = attached(later, "c")
    hidden_by("expired", later)
    assert is_given_in_private(client, row.file.url)
    scheduled = builders.article("Hẹn giờ sau", created_by=other)
    row = attached(scheduled, "d")
    hidden_by("scheduled", scheduled)
    assert is_refused(client, row.file.url)
    assert is_refused(client, waiting(builders.article("Đang đăng", created_by=other)))


def test_what_lies_in_the_bin_is_given_to_nobody():
    page = builders.article(state=State.DRAFT)
    row = attached(page)
    workflow.transition(page, to=State.BINNED, by=None)
    assert is_refused(signed_in(builders.publisher()), row.file.url)


def test_staff_without_a_second_factor_get_no_hidden_file(settings):
    settings.STAFF_MFA_REQUIRED = True
    row = attached(builders.article(state=State.DRAFT))
    assert is_refused(signed_in(builders.publisher()), row.file.url)


def test_an_account_without_rights_is_a_reader():
    row = attached(builders.article(state=State.DRAFT))
    assert is_refused(signed_in(User.objects.create_user("ai-do", is_staff=True)), row.file.url)


def test_who_speaks_for_an_enterprise_gets_the_files_of_its_own_pages():
    company = enterprises.enterprise("Công ty Hương Trà")
    mine = signed_in(enterprises.representative(company, "dn-a").user)
    other = enterprises.enterprise("Công ty Phú Bài")
    others = signed_in(enterprises.representative(other, "dn-b").user)
    row = attached(enterprises.product(company, "Máy đo", state=State.DRAFT))
    assert is_given_in_private(mine, row.file.url)
    assert is_refused(others, row.file.url)
    assert is_refused(mine, attached(builders.article(state=State.DRAFT), TEXT + ".").file.url)


def test_a_recording_of_a_draft_is_played_from_the_middle_by_the_staff_only(client):
    page = builders.article(state=State.DRAFT)
    name = default_storage.save("attachments/ab/doc.mp3", ContentFile(b"ID3" + b"x" * 97))
    row = Attachment.objects.create(publication=page, name="Bản đọc", file=name, size=100)
    middle = {"Range": "bytes=50-"}
    assert client.get(row.file.url, headers=middle).status_code == 404
    answer = signed_in(builders.editor()).get(row.file.url, headers=middle)
    assert (answer.status_code, answer["Content-Range"]) == (206, "bytes 50-99/100")
    assert answer["Cache-Control"] == PRIVATE


# --- how often the database is asked -----------------------------------------------------------


@pytest.mark.parametrize("number", [1, 3])
def test_a_public_file_is_one_question_however_many_pages_hold_it(
    client, number, django_assert_num_queries
):
    for each in range(number):
        row = attached(builders.article(f"Bài {each}"))
    with django_assert_num_queries(1):
        assert client.get(row.file.url).status_code == 200


@pytest.mark.parametrize("number", [1, 3])
def test_a_hidden_file_is_a_fixed_number_of_questions(number, django_assert_num_queries):
    for each in range(number):
        row = attached(builders.article(f"Bài {each}", state=State.DRAFT))
    client = signed_in(builders.editor())
    # The public rule, session, person, rights of the person and of the groups, pages, its name.
    with django_assert_num_queries(6):
        assert client.get(row.file.url).status_code == 200


def plan_of(rows) -> str:
    with connection.cursor() as cursor:
        cursor.execute("SET LOCAL enable_seqscan = off")
    return str(rows.explain())


def test_the_name_of_a_file_is_found_by_an_index():
    by_name = {
        Attachment: ({"file": "a"}, "publishing_attachment_by_file"),
        AttachmentVersion: ({"file": "a"}, "publishing_earlier_file"),
        revisions.Revision: (
            {"data__parts__attachments__contains": [{"file": "a"}]},
            "publishing_revision_by_file",
        ),
    }
    for model, (address, index) in by_name.items():
        assert index in plan_of(model.objects.filter(**address).order_by()), model


def test_the_saved_page_leads_to_a_file_that_is_there(client):
    page = builders.article()
    attached(page)
    saved = BeautifulSoup(client.get(f"{page.path}luu.html").content, "html.parser")
    [link] = saved.select(".attachments a")
    assert all_of(client.get(link["href"].removeprefix(site.SITE_URL))) == TEXT


def test_a_file_is_saved_under_the_name_that_people_gave_it_and_no_turned_one(client):
    row = attached(builders.article("Bài có tệp"))
    Attachment.objects.filter(pk=row.pk).update(name="Báo cáo \u202efdp.exe\u202c/2007")
    header = client.get(row.file.url)["Content-Disposition"]
    assert row.file.name.rpartition("/")[2].partition(".")[0] not in header
    assert "fdp.exe" in header
    assert "%E2%80%AE" not in header
    assert "/" not in header


def test_nobody_reads_what_a_page_that_they_do_not_read_calls_a_file():
    me, company = builders.reporter(), enterprises.enterprise("Công ty Hương Trà")
    keeper = enterprises.representative(company, "dn-a").user
    mine = builders.article("Của tôi", state=State.DRAFT, by=me, created_by=me)
    row = attached(mine, name="Bản thảo")
    product = attached(enterprises.product(company, "Máy đo", state=State.DRAFT), name="Cấu hình")
    attached(builders.article("Mật", state=State.DRAFT), name="Hồ sơ kỷ luật")
    assert product.file.name == row.file.name
    for user, name in ((me, "Bản thảo"), (keeper, "Cấu hình")):
        header = signed_in(user).get(row.file.url)["Content-Disposition"]
        assert f"{quote(name)}.txt" in header


def test_a_file_of_a_waiting_change_is_called_what_the_change_calls_it():
    address = waiting(builders.article())
    header = signed_in(builders.editor()).get(address)["Content-Disposition"]
    assert f"{quote('Chờ duyệt')}.txt" in header


def test_marks_that_turn_letters_do_not_get_into_a_name():
    row = attached(builders.article("Bài có tệp"))
    row.name = " Báo cáo\u202e fdp\u200b.exe\n 2007 "
    row.clean()
    assert row.name == "Báo cáo fdp.exe 2007"
