"""A stored file is there for whoever may read a page that holds it, and for nobody else."""

from datetime import timedelta

import pytest
from bs4 import BeautifulSoup
from django.conf import settings as site
from django.core.files.base import ContentFile
from django.core.files.storage import default_storage
from django.core.files.uploadedfile import SimpleUploadedFile
from django.db import connection
from django.test import Client
from django.urls import reverse
from django.utils import timezone

from portal.accounts.models import User
from portal.editing.models import PreviewLink
from portal.publishing import changes, revisions, workflow
from portal.publishing.expiry import set_lapse
from portal.publishing.models import Attachment, AttachmentVersion, Correction, Publication, State
from tests import builders
from tests.enterprises import builders as enterprises
from tests.reading import content_of as all_of

POLICY = "default-src 'none'; frame-ancestors 'none'; sandbox"
pytestmark = pytest.mark.django_db

TEXT = "Nội dung của tệp"
PRIVATE = "private, no-store"


@pytest.fixture(autouse=True)
def media(settings, tmp_path):
    settings.STAFF_MFA_REQUIRED = False
    settings.REPRESENTATIVE_MFA_REQUIRED = False
    settings.MEDIA_ROOT = tmp_path
    return tmp_path


def attached(page, text=TEXT, name="Báo cáo"):
    """An attachment of the page, in its row and in its newest version."""
    file = SimpleUploadedFile("bao-cao.txt", text.encode(), "text/plain")
    row = Attachment(publication=page, name=name, file=file)
    row.full_clean()
    row.save()
    revisions.record(type(page).objects.get(pk=page.pk), by=None)
    page.refresh_from_db()
    return row


def waiting(page, text=TEXT, by=None):
    """The address of a file that only the waiting change of a live page adds."""
    data = revisions.snapshot(page)
    name = default_storage.save("attachments/ab/cho.txt", ContentFile(text.encode()))
    new = {"id": 9000, "name": "Chờ duyệt", "file": name, "is_original": False, "position": 0}
    new |= {"size": 9, "content_type": "text/plain", "pages": None, "seconds": None}
    data["parts"]["attachments"].append(new)
    changes.propose(page, data, by=by)
    return f"/media/{name}"


def signed_in(user) -> Client:
    client = Client()
    client.force_login(user)
    return client


def is_refused(client, address) -> bool:
    answer = client.get(address)
    assert answer["Cache-Control"] == PRIVATE
    assert TEXT not in all_of(answer)
    return answer.status_code == 404


def is_given_in_private(client, address) -> bool:
    answer = client.get(address)
    return answer.status_code == 200 and answer["Cache-Control"] == PRIVATE


def hidden_by(step, page):
    now = timezone.now()
    rows = Publication.objects.filter(pk=page.pk)
    if step == "withdrawn":
        workflow.transition(page, to=State.WITHDRAWN, by=None)
    elif step == "scheduled":
        rows.update(published_at=now + timedelta(days=1))
    elif step == "expired":
        rows.update(expires_at=now - timedelta(minutes=1))
    else:
        set_lapse(rows, at=now - timedelta(minutes=1))


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


# --- links for people without an account -------------------------------------------------------


def link_to(page):
    by = User.objects.filter(username="nguoi-gui").first() or builders.editor("nguoi-gui")
    link, token = PreviewLink.objects.make(page, by=by, label="Ông A")
    return link, f"/xem-truoc/{token}/"


def files_on(client, address) -> list[str]:
    page = BeautifulSoup(client.get(address).content, "html.parser")
    return [link["href"] for link in page.select(".attachments a[download]")]


def test_a_preview_link_leads_to_the_files_of_its_page(client):
    page = builders.article(state=State.DRAFT)
    row = attached(page)
    link, address = link_to(page)
    [file] = files_on(client, address)
    assert file.startswith(address)
    answer = client.get(file)
    assert all_of(answer) == TEXT
    assert answer["Cache-Control"] == PRIVATE
    assert answer["X-Robots-Tag"] == "noindex, nofollow"
    assert client.get(row.file.url).status_code == 404
    link.revoke()
    assert is_refused(client, file)


def test_a_preview_link_leads_to_what_a_waiting_change_adds(client):
    page = builders.article()
    waiting(page)
    _link, address = link_to(page)
    [file] = files_on(client, address)
    assert all_of(client.get(file)) == TEXT


@pytest.mark.parametrize("ended", ["expired", "withdrawn", "forged"])
def test_the_file_of_a_link_that_has_ended_is_nobodys(client, ended):
    page = builders.article(state=State.DRAFT)
    attached(page)
    link, address = link_to(page)
    [file] = files_on(client, address)
    now = timezone.now()
    if ended == "expired":
        PreviewLink.objects.filter(pk=link.pk).update(
            created_at=now - timedelta(days=8), expires_at=now - timedelta(days=1)
        )
    elif ended == "withdrawn":
        workflow.transition(page, to=State.PUBLISHED, by=None)
        workflow.transition(page, to=State.WITHDRAWN, by=None)
    else:
        file = file.replace(address, "/xem-truoc/khong-co-that/")
    assert is_refused(client, file)


def test_a_link_opens_no_file_of_another_page_and_none_that_its_page_has_dropped(client):
    page = builders.article(state=State.DRAFT)
    dropped = attached(page)
    other = attached(builders.article("Khác", state=State.DRAFT), TEXT + ".")
    _link, address = link_to(page)
    [file] = files_on(client, address)
    assert is_refused(client, file.replace(dropped.file.name, other.file.name))
    dropped.delete()
    page.refresh_from_db()
    revisions.record(page, by=None)
    assert is_refused(client, file)


def test_the_staff_previews_with_addresses_that_open_for_the_staff():
    page = builders.article(state=State.DRAFT)
    row = attached(page)
    client = signed_in(builders.editor())
    shown = files_on(client, reverse("admin:articles_article_preview_page", args=[page.pk]))
    assert shown == [row.file.url]
    assert is_given_in_private(client, row.file.url)


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
    for model, (asked, index) in by_name.items():
        assert index in plan_of(model.objects.filter(**asked).order_by()), model


def test_the_saved_page_leads_to_a_file_that_is_there(client):
    page = builders.article()
    attached(page)
    saved = BeautifulSoup(client.get(f"{page.path}luu.html").content, "html.parser")
    [link] = saved.select(".attachments a")
    assert all_of(client.get(link["href"].removeprefix(site.SITE_URL))) == TEXT


def test_a_file_is_saved_under_the_name_that_people_gave_it_and_no_turned_one(client):
    row = attached(builders.article("Bài có tệp"))
    Attachment.objects.filter(pk=row.pk).update(name="Báo cáo \u202efdp.exe\u202c/2007")
    said = client.get(row.file.url)["Content-Disposition"]
    assert row.file.name.rpartition("/")[2].partition(".")[0] not in said
    assert "fdp.exe" in said
    assert "%E2%80%AE" not in said
    assert "/" not in said


def test_marks_that_turn_letters_do_not_get_into_a_name():
    row = attached(builders.article("Bài có tệp"))
    row.name = " Báo cáo\u202e fdp\u200b.exe\n 2007 "
    row.clean()
    assert row.name == "Báo cáo fdp.exe 2007"
