"""Replacing all over the site: what is found, what waits, what is left alone and why."""

import unicodedata
from datetime import date, timedelta

import pytest
from django.core.exceptions import PermissionDenied
from django.utils import timezone

from enterprises.profiles.models import Enterprise
from news.articles.models import Article
from portal.newsroom.bundles import releasing
from portal.newsroom.replacing import candidates, proposing
from portal.newsroom.replacing.applying import apply
from portal.newsroom.replacing.fields import Group
from portal.newsroom.replacing.proposing import leaf
from portal.newsroom.replacing.wording import Wording
from portal.publishing import changes, revisions, services, workflow
from portal.publishing.models import Attachment, Bundle, Publication, Revision, State
from portal.publishing.models.kinds import kinds
from projects.work.models import Milestone, Project
from tests import builders
from tests.builders import FEBRUARY
from tests.portal.newsroom.bundles.making import changed
from tests.projects import builders as projects
from tests.record_order import locked_after_record

pytestmark = pytest.mark.django_db

OLD, NEW = "Sở Bưu chính", "Sở Thông tin"
DRAFT = {"state": State.DRAFT, "published_at": None}


def question(by, wording=None, *, of=None, groups=None):
    wording = wording or Wording(OLD, NEW)
    return candidates.question_for(by, wording, of or list(kinds()), groups or Group.values)


def found(by, *args, **named):
    """Titles of the pages that would change, and of those that are left alone."""
    proposals = leaf(question(by, *args, **named), by=by, size=50).proposals
    return (
        [str(each.page) for each in proposals if each.is_open],
        [str(each.page) for each in proposals if not each.is_open],
    )


def applied(question, *, by, bundle=None):
    proposals = leaf(question, by=by, size=50).proposals
    chosen = [(each.page.pk, each.page.revision_number) for each in proposals]
    return apply(question, chosen, by=by, bundle=bundle)


def test_what_a_source_said_is_looked_into_by_who_asks_for_it_only(editor, client):
    save = {"state": State.PUBLISHED, "published_at": builders.FEBRUARY}
    source = builders.article("Báo cáo")
    services.save(Project(title="Dự án", quote=f"{OLD} giao.", evidence=source, **save), by=None)
    usual = [group for group in Group.values if group != "quotes"]
    assert found(editor, groups=usual) == ([], [])
    assert found(editor, groups=["quotes"]) == (["Dự án"], [])
    client.force_login(editor)
    form = client.get("/admin/thay-the/").context["form"]
    assert form.initial["groups"] == usual


@pytest.mark.parametrize("is_live", [True, False])
def test_a_note_with_other_words_was_entered_now_and_the_reason_of_a_move_stays(editor, is_live):
    page = projects.project(**{} if is_live else DRAFT)
    moved = Milestone.objects.create(project=page, title="Thầu", planned_on=date(2007, 3, 1))
    page.milestone_moves.create(
        milestone=moved, from_day=date(2007, 3, 1), to_day=date(2007, 4, 1), reason=f"{OLD} chờ vốn"
    )
    texts = [f"{OLD} đã nghiệm thu", "Chờ vốn"]
    for text in texts:
        page.progress_notes.create(noted_on=FEBRUARY, text=text, entered_at=FEBRUARY)
    revisions.record(page, by=None)
    report = applied(question(editor), by=editor)
    if report.bundle is not None:
        page.refresh_from_db()
        changes.publish_change(page, changes.open_change(page), by=None)
    assert page.milestone_moves.get().reason == f"{OLD} chờ vốn"
    new, kept = page.progress_notes.order_by("pk")
    assert (new.text, kept.text) == (f"{NEW} đã nghiệm thu", "Chờ vốn")
    assert timezone.now() - new.entered_at < timedelta(hours=1)
    assert kept.entered_at == FEBRUARY


def test_a_page_whose_moves_alone_have_the_words_is_not_found(editor):
    page = projects.project()
    moved = Milestone.objects.create(project=page, title="Thầu", planned_on=date(2007, 3, 1))
    page.milestone_moves.create(
        milestone=moved, from_day=date(2007, 3, 1), to_day=date(2007, 4, 1), reason=f"{OLD} chờ vốn"
    )
    revisions.record(page, by=None)
    assert found(editor) == ([], [])


def test_every_field_that_holds_words_is_looked_into(editor):
    builders.article("Trong bài", body=f"<p>Theo {OLD}.</p>")
    builders.article(f"{OLD} họp")
    builders.article("Tóm tắt", summary=f"{OLD} nói.")
    cover = builders.picture()
    builders.article("Ảnh", cover=cover, cover_alt=f"Trụ sở {OLD}")
    live = {"state": State.PUBLISHED, "published_at": builders.FEBRUARY}
    services.save(Enterprise(title="Công ty", address=f"Cạnh {OLD}", **live), by=None)
    attached = builders.article("Có tệp")
    Attachment.objects.create(publication=attached, name=f"Giấy của {OLD}", file="a.pdf", size=1)
    attached.save()
    revisions.record(attached, by=None)
    builders.article("Không liên quan")
    every = ["Trong bài", f"{OLD} họp", "Tóm tắt", "Ảnh", "Công ty", "Có tệp"]
    for whole_words in (True, False):
        assert found(editor, Wording(OLD, NEW, whole_words=whole_words)) == (every, [])
    assert found(editor, groups=["title"]) == ([f"{OLD} họp"], [])
    assert found(editor, groups=["parts"]) == (["Có tệp"], [])
    assert found(editor, of=["enterprise"]) == (["Công ty"], [])


@pytest.mark.parametrize(("live", "given_up"), [(OLD, NEW), ("Sở", OLD)])
def test_of_a_live_page_readers_text_is_looked_into_not_a_change_that_was_given_up(
    editor, publisher, live, given_up
):
    page = builders.article("Bài", summary=live)
    page.summary = given_up
    services.save(page, by=editor)
    waits = ([], ["Bài"]) if live == OLD else ([], [])
    assert found(editor) == waits
    workflow.transition(page, to=State.DISCARDED, by=publisher, comment="Không đúng")
    expected = ["Bài"] if live == OLD else []
    assert found(editor) == (expected, [])


def test_words_without_their_marks_or_in_other_places_are_not_meant(editor):
    builders.article("Không dấu", summary="So Buu chinh")
    builders.article("Rời nhau", summary="Bưu chính của Sở")
    builders.article("Chữ thường", summary="sở bưu chính")
    assert found(editor) == ([], [])
    assert found(editor, Wording(OLD, NEW, match_case=False)) == (["Chữ thường"], [])


@pytest.mark.parametrize("whole_words", [True, False])
def test_capitals_with_marks_are_found_where_capitals_do_not_matter(editor, whole_words):
    builders.article("SỞ BƯU CHÍNH HỌP")
    builders.article("Trong bài", body="<p>SỞ <b>BƯU</b> CHÍNH ở đây.</p>")
    live = {"state": State.PUBLISHED, "published_at": builders.FEBRUARY}
    services.save(Enterprise(title="Công ty", address="Cạnh SỞ BƯU CHÍNH", **live), by=None)
    attached = builders.article("Có tệp")
    Attachment.objects.create(
        publication=attached, name="Giấy của sở bưu chính", file="a.pdf", size=1
    )
    attached.save()
    revisions.record(attached, by=None)
    wording = Wording(OLD, NEW, whole_words=whole_words, match_case=False)
    changes_itself = ["SỞ BƯU CHÍNH HỌP", "Công ty", "Có tệp"]
    assert found(editor, wording) == (changes_itself, ["Trong bài"])
    assert found(editor, Wording(OLD, NEW, whole_words=whole_words)) == ([], [])


def test_words_held_together_and_taken_apart_are_found(editor):
    builders.article("Dính", summary=OLD.replace(" ", "\u00a0"))
    live = {"state": State.PUBLISHED, "published_at": builders.FEBRUARY}
    apart = unicodedata.normalize("NFD", OLD)
    services.save(Enterprise(title="Công ty", address=apart, **live), by=None)
    assert found(editor) == (["Dính", "Công ty"], [])


def test_live_pages_get_changes_that_wait_in_one_bundle(client, editor, publisher):
    pages = [builders.article(f"Bài {number}", body=f"<p>{OLD}</p>") for number in range(3)]
    report = applied(question(editor), by=editor)
    assert (report.waiting, report.written, report.failed) == (3, 0, [])
    assert report.bundle is not None
    assert report.bundle.members.count() == 3
    for page in pages:
        waits = changes.pending_version(page)
        assert waits is not None
        assert waits.data["fields"]["body"] == f"<p>{NEW}</p>"
        assert waits.change_set.state == State.SUBMITTED
        shown = client.get(page.path).text
        assert f"<p>{OLD}</p>" in shown
        assert NEW not in shown
    releasing.approve(report.bundle, by=publisher)
    releasing.release(report.bundle, by=publisher)
    assert {page.body for page in Article.objects.all()} == {f"<p>{NEW}</p>"}


def test_the_bundle_of_the_first_page_is_written_down_behind_the_page(editor):
    builders.article(f"{OLD} họp")
    asked = question(editor)
    proposals = leaf(asked, by=editor, size=50).proposals
    chosen = [(each.page.pk, each.page.revision_number) for each in proposals]
    assert locked_after_record(lambda: apply(asked, chosen, by=editor)) == []
    assert Bundle.objects.get().members.count() == 1


def test_nobody_approves_what_they_replaced(publisher):
    builders.article("Bài", body=f"<p>{OLD}</p>")
    report = applied(question(publisher), by=publisher)
    assert report.bundle is not None
    assert releasing.approve(report.bundle, by=publisher).done == 0


def test_no_replaced_text_reaches_readers_before_its_release(client, editor):
    builders.article("Bài", summary=f"{OLD} nói.", body=f"<p>{OLD}</p>")
    secret = Wording(OLD, "Chuachophep")
    applied(question(editor, secret), by=editor)
    for address in ("/", "/tin-tuc/", "/tin-tuc/bai/", "/tin-tuc/rss.xml", "/tin-tuc/atom.xml"):
        assert "Chuachophep" not in client.get(address).text, address
    shown = client.get("/tim-kiem/?q=chuachophep").text
    assert "Chuachophep nói" not in shown


def test_unpublished_texts_change_at_once_as_a_new_version(editor):
    reporter = builders.reporter()
    page = builders.article("Nháp", by=reporter, body=f"<p>{OLD}</p>", **DRAFT)
    report = applied(question(editor), by=editor)
    assert (report.waiting, report.written, report.bundle) == (0, 1, None)
    page.refresh_from_db()
    assert page.body == f"<p>{NEW}</p>"
    newest = Revision.objects.filter(publication_id=page.pk).order_by("-number").first()
    assert newest is not None
    assert (newest.created_by, newest.note) == (editor, f"Thay “{OLD}” bằng “{NEW}”")


def test_what_is_left_alone_says_why(editor):
    builders.article(f"Đã duyệt {OLD}", **DRAFT | {"state": State.APPROVED})
    builders.article(f"Đã gỡ {OLD}", **DRAFT | {"state": State.WITHDRAWN})
    builders.article("Chữ đậm", body="<p>Sở <strong>Bưu chính</strong></p>")
    long = Wording(OLD, NEW + " x" * 50)
    builders.article("T" * 200 + f" {OLD}")
    proposals = leaf(question(editor, long), by=editor, size=50).proposals
    reasons = {str(each.page)[:8]: each.refusal for each in proposals}
    assert set(reasons) == {"Đã duyệt", "Chữ đậm", "TTTTTTTT"}
    assert "đã duyệt" in reasons["Đã duyệt"]
    assert "bằng tay" in reasons["Chữ đậm"]
    assert "300" in reasons["TTTTTTTT"]


def test_a_page_with_a_waiting_change_is_left_alone(editor):
    changed(f"{OLD} đang chờ", by=editor, approved_by=None, summary="Khác.")
    assert found(editor) == ([], [f"{OLD} đang chờ"])
    report = applied(question(editor), by=editor)
    assert [title for title, _reason in report.failed] == [f"{OLD} đang chờ"]
    assert report.bundle is None
    assert not Bundle.objects.exists()


def test_a_page_that_moved_on_since_it_was_shown_is_left_alone(editor):
    page = builders.article("Bài", body=f"<p>{OLD}</p>", **DRAFT)
    report = apply(question(editor), [(page.pk, page.revision_number - 1)], by=editor)
    assert [title for title, _reason in report.failed] == ["Bài"]
    page.refresh_from_db()
    assert OLD in page.body


def test_only_editors_replace_and_only_in_their_sections(editor):
    section = builders.section("Viễn thông")
    builders.article("Trong", summary=OLD, section=section)
    outside = builders.article("Ngoài", summary=OLD)
    editor.sections.add(section)
    assert found(editor) == (["Trong"], [])
    report = apply(question(editor), [(outside.pk, outside.revision_number)], by=editor)
    assert [title for title, _reason in report.failed] == ["Ngoài"]
    with pytest.raises(PermissionDenied):
        apply(question(editor), [], by=builders.reporter())


def test_many_pages_are_gone_through_in_order_and_bounded(editor, monkeypatch):
    monkeypatch.setattr(proposing, "TOGETHER", 2)
    monkeypatch.setattr(proposing, "MAX_LOOKED_AT", 4)
    for number in range(5):
        builders.article(f"Gần {number}", summary="Sở nói, Bưu chính nghe.")
        builders.article(f"Bài {number}", summary=OLD)
    one, after, titles, requests = question(editor), 0, [], 0
    while True:
        shown = leaf(one, by=editor, after=after, size=3)
        titles += [str(each.page) for each in shown.proposals]
        requests += 1
        if shown.following is None:
            break
        after = shown.following
    assert titles == [f"Bài {number}" for number in range(5)]
    assert requests == 3
    monkeypatch.setattr(candidates, "MAX_COUNTED", 4)
    assert candidates.count(one) == 5


def test_a_page_that_has_no_version_yet_is_changed_like_any_other(editor):
    page = builders.article("Nạp vào", summary=OLD)
    Revision.objects.filter(publication_id=page.pk).delete()
    Publication.objects.filter(pk=page.pk).update(revision_number=0, live_number=None)
    assert found(editor) == (["Nạp vào"], [])
    assert applied(question(editor), by=editor).waiting == 1


def test_pages_that_went_meanwhile_count_as_looked_at(editor, monkeypatch):
    monkeypatch.setattr(proposing, "MAX_LOOKED_AT", 2)
    monkeypatch.setattr(proposing, "in_bulk", lambda rows: {})
    pages = [builders.article(f"Bài {number}", summary=OLD) for number in range(3)]
    assert leaf(question(editor), by=editor, size=10).following == pages[1].pk


# --- the pages -------------------------------------------------------------------------------
