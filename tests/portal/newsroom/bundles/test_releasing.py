"""A bundle goes out as a whole: all of it at one moment, or nothing."""

from datetime import timedelta

import pytest
from django.core.exceptions import PermissionDenied, ValidationError
from django.db import IntegrityError, transaction
from django.utils import timezone

from news.articles.models import Article
from portal.accounts.roles import Role
from portal.audit.models import Action, AuditEntry
from portal.newsroom.bundles import collecting, releasing
from portal.newsroom.bundles.readiness import readiness_of
from portal.publishing import changes, services, workflow
from portal.publishing.models import Bundle, BundleMember, BundleState, Section, State, Transition
from portal.publishing.scheduling import in_words
from projects.work.models import Project
from tests import builders
from tests.portal.newsroom.bundles.making import bundle, changed, ready

pytestmark = pytest.mark.django_db


def why(made, by):
    """What hinders the release, by title."""
    with pytest.raises(releasing.Hindered) as refused:
        releasing.release(made, by=by)
    return dict(refused.value.hindrances)


def test_pages_of_several_kinds_and_changes_appear_at_one_moment(client, editor, publisher):
    project = services.save(Project(title="Mạng vô tuyến", summary="Tóm tắt."), by=editor)
    workflow.transition(project, to=State.SUBMITTED, by=editor)
    workflow.transition(project, to=State.APPROVED, by=publisher)
    one = ready("Bài một", by=editor)
    live = changed("Bài cũ", by=editor, approved_by=publisher, summary="Tóm tắt mới.")
    made = bundle(one, project, live, by=editor, name="Hội nghị")
    released = releasing.release(made, by=publisher)
    one.refresh_from_db()
    project.refresh_from_db()
    assert one.is_public
    assert one.published_at == project.published_at
    assert Article.objects.get(pk=live.pk).summary == "Tóm tắt mới."
    assert client.get("/tin-tuc/bai-mot/").status_code == 200
    assert (released.state, released.closed_by) == (BundleState.RELEASED, publisher)
    words = Transition.objects.filter(to_state=State.PUBLISHED).values_list("comment", flat=True)
    assert list(words) == ["Đợt đăng “Hội nghị”"] * 3


def test_one_member_that_is_not_approved_publishes_nothing(client, editor, publisher):
    good = ready("Bài tốt", by=editor)
    live = changed("Bài cũ", by=editor, approved_by=publisher, title="Tên mới")
    waits = ready("Bài chờ", by=editor, state=State.SUBMITTED)
    made = bundle(good, live, waits, by=editor)
    assert why(made, publisher) == {"Bài chờ": "Chưa được duyệt."}
    made.refresh_from_db()
    assert made.is_open
    assert client.get(good.path).status_code == 404
    assert "Tên mới" not in client.get("/tin-tuc/").text
    assert not Transition.objects.filter(to_state=State.PUBLISHED).exists()


def test_the_audit_record_is_not_held_while_pages_go_out(editor, publisher, monkeypatch):
    made = bundle(ready("Bài một", by=editor), ready("Bài hai", by=editor), by=editor)
    before = AuditEntry.objects.count()
    written = []

    def transition(*args, **kwargs):
        written.append(AuditEntry.objects.count())
        return take_step(*args, **kwargs)

    take_step = workflow.transition
    monkeypatch.setattr(workflow, "transition", transition)
    releasing.release(made, by=publisher)
    assert written == [before, before]
    assert AuditEntry.objects.filter(action=Action.STEP)[:2].count() == 2


def test_all_that_hinders_is_listed(editor, publisher):
    submitted = changed("Thay đổi chờ", by=editor, approved_by=None, title="Khác")
    made = bundle(
        ready("Không tóm tắt", by=editor, summary=""),
        builders.article("Không có gì chờ"),
        submitted,
        ready("Ẩn trước", by=editor, expires_at=timezone.now() + timedelta(days=1)),
        by=editor,
        publish_at=timezone.now() + timedelta(days=2),
    )
    with pytest.raises(releasing.Hindered) as refused:
        releasing.release(made, by=publisher)
    titles = [title for title, _reason in refused.value.hindrances]
    assert titles == [
        "Thay đổi chờ",
        "Không tóm tắt",
        "Không có gì chờ",
        "Ẩn trước",
    ]


@pytest.mark.parametrize("is_later", [True, False])
def test_a_change_that_would_hide_its_page_holds_the_bundle_up(editor, publisher, is_later):
    now = timezone.now()
    # Typed before it: it came to pass while the change waited.
    end = now + timedelta(days=1) if is_later else now - timedelta(days=1)
    live = changed("Bài cũ", by=editor, approved_by=publisher, expires_at=end)
    made = bundle(live, by=editor, publish_at=now + timedelta(days=2) if is_later else None)
    assert f"ẩn trang từ {in_words(end)}" in why(made, publisher)["Bài cũ"]
    assert Article.objects.public().count() == 1


def test_a_page_that_is_hidden_already_holds_no_bundle_up(editor, publisher):
    live = changed("Bài cũ", by=editor, approved_by=publisher, title="Mới")
    end = timezone.now() - timedelta(days=1)
    data = changes.pending_version(live).data
    fields = data["fields"] | {"expires_at": end.isoformat()}
    changes.propose(live, data | {"fields": fields}, by=editor)
    Article.objects.filter(pk=live.pk).update(expires_at=end)
    live = Article.objects.get(pk=live.pk)
    workflow.transition(live, to=State.SUBMITTED, by=editor)
    workflow.transition(live, to=State.APPROVED, by=publisher)
    releasing.release(bundle(live, by=editor), by=publisher)
    assert Article.objects.get(pk=live.pk).title == "Mới"


def test_a_later_moment_makes_all_members_appear_by_the_clock(client, editor, publisher):
    moment = timezone.now() + timedelta(hours=3)
    pages = [ready(f"Bài {number}", by=editor) for number in range(2)]
    releasing.release(bundle(*pages, by=editor, publish_at=moment), by=publisher)
    assert [client.get(page.path).status_code for page in pages] == [404, 404]
    assert Article.objects.public().count() == 0
    assert Article.objects.public(moment).count() == 2


def test_a_page_with_a_later_moment_of_its_own_does_not_appear_before_it(client, editor, publisher):
    tomorrow = timezone.now() + timedelta(days=1)
    page = ready("Chờ đến mai", by=editor, published_at=tomorrow)
    made = bundle(page, ready("Bài khác", by=editor), by=editor)
    assert list(why(made, publisher)) == ["Chờ đến mai"]
    assert "thời điểm đăng riêng, muộn hơn đợt đăng" in why(made, publisher)["Chờ đến mai"]
    # That of an approved page is in no form that is open.
    assert "rút trang về bản nháp rồi xóa" in why(made, publisher)["Chờ đến mai"]
    made.publish_at = tomorrow + timedelta(hours=1)
    made.save()
    releasing.release(made, by=publisher)
    assert {each.published_at for each in Article.objects.all()} == {made.publish_at}
    assert client.get(page.path).status_code == 404


def test_a_day_of_its_own_that_has_passed_stays(editor, publisher):
    old, new = ready("Cũ", by=editor, published_at=builders.FEBRUARY), ready("Mới", by=editor)
    releasing.release(bundle(old, new, by=editor), by=publisher)
    old.refresh_from_db()
    new.refresh_from_db()
    assert (old.is_public, old.published_at) == (True, builders.FEBRUARY)
    assert new.published_at > timezone.now() - timedelta(minutes=1)


def test_nor_does_it_show_a_page_before_the_moment_of_its_bundle(editor, publisher):
    moment = timezone.now() + timedelta(hours=3)
    page = ready("Cũ", by=editor, published_at=builders.FEBRUARY)
    releasing.release(bundle(page, by=editor, publish_at=moment), by=publisher)
    page.refresh_from_db()
    assert page.published_at == moment


def test_nobody_releases_a_change_of_their_own(publisher):
    live = changed("Bài cũ", by=publisher, approved_by=builders.publisher("hai"), title="Mới")
    assert "người khác phải duyệt" in why(bundle(live, by=publisher), publisher)["Bài cũ"]


def test_a_change_that_lost_its_base_holds_the_bundle_up(editor, publisher):
    live = changed("Bài cũ", by=editor, approved_by=publisher, title="Mới")
    Article.objects.filter(pk=live.pk).update(live_number=live.revision_number)
    assert list(why(bundle(live, by=editor), publisher)) == ["Bài cũ"]


def test_links_from_one_member_to_another_are_no_violation(editor, publisher):
    target = ready("Đích", by=editor)
    link = ready("Có liên kết", by=editor, body='<p><a href="/tin-tuc/dich/">Bài đích</a></p>')
    made = bundle(target, link, by=editor)
    members = list(made.members.select_related("publication"))
    assert [each.violations for each in readiness_of(made, members, by=publisher)] == [[], []]


def test_an_address_that_was_taken_meanwhile_undoes_everything(editor, publisher):
    first = changed("Một", by=editor, approved_by=publisher, slug="dia-chi")
    second = changed("Hai", by=editor, approved_by=None, title="Hai mới")
    data = changes.pending_versions([second.pk])[second.pk].data
    data["fields"]["slug"] = "dia-chi"
    changes.propose(second, data, by=editor)
    workflow.transition(second, to=State.APPROVED, by=publisher)
    made = bundle(first, second, by=editor)
    assert list(why(made, publisher)) == ["Hai"]
    assert Article.objects.get(pk=first.pk).slug == "mot"


def test_an_empty_bundle_and_a_closed_one_are_not_released(editor, publisher):
    made = bundle(by=editor)
    with pytest.raises(ValidationError, match="chưa có trang nào"):
        releasing.release(made, by=publisher)
    collecting.give_up(made, by=editor)
    with pytest.raises(ValidationError, match="đã đóng"):
        releasing.release(made, by=publisher)


def test_only_publishers_release_and_only_in_their_sections(editor, publisher):
    made = bundle(ready("Bài", by=editor), by=editor)
    with pytest.raises(PermissionDenied):
        releasing.release(made, by=editor)
    publisher.sections.add(builders.section())
    assert "chuyên mục" in why(made, publisher)["Bài"]


def test_a_change_that_leads_into_another_section_is_told_before(editor, publisher):
    own, other = builders.section(), builders.section("Viễn thông")
    page = builders.article("Bài cũ", section=own)
    page.section = other
    services.save(page, by=editor)
    page = Article.objects.get(pk=page.pk)
    workflow.transition(page, to=State.SUBMITTED, by=editor)
    workflow.transition(page, to=State.APPROVED, by=builders.person("khac", Role.PUBLISHER))
    publisher.sections.add(own)
    assert "chuyên mục" in why(bundle(page, by=editor), publisher)["Bài cũ"]


def test_what_waits_is_approved_page_by_page_and_failures_are_named(editor, publisher):
    own = ready("Của người duyệt", by=publisher, state=State.SUBMITTED)
    bare = ready("Không tóm tắt", by=editor, state=State.SUBMITTED, summary="")
    good = ready("Tốt", by=editor, state=State.SUBMITTED)
    live = changed("Bài cũ", by=editor, approved_by=None, title="Mới")
    report = releasing.approve(bundle(own, bare, good, live, by=editor), by=publisher)
    assert (report.done, report.left) == (2, 0)
    assert [title for title, _reason in report.failed] == ["Của người duyệt", "Không tóm tắt"]
    good.refresh_from_db()
    assert good.state == State.APPROVED
    assert Article.objects.get(pk=live.pk).title == "Bài cũ"


def test_approving_goes_on_where_it_stopped(editor, publisher, monkeypatch):
    monkeypatch.setattr(releasing, "AT_ONCE", 2)
    pages = [ready(f"Bài {number}", by=editor, state=State.SUBMITTED) for number in range(3)]
    made = bundle(*pages, by=editor)
    assert releasing.approve(made, by=publisher).left == 1
    assert releasing.approve(made, by=publisher).done == 1
    releasing.release(made, by=publisher)


def test_a_page_is_in_one_open_bundle_at_a_time(editor):
    page = ready("Bài", by=editor)
    first = bundle(page, by=editor, name="Đợt một")
    second = bundle(by=editor, name="Đợt hai")
    with pytest.raises(ValidationError, match="Đợt một"):
        collecting.add(second, page, by=editor)
    with pytest.raises(IntegrityError), transaction.atomic():
        BundleMember.objects.create(bundle=second, publication_id=page.pk)
    collecting.give_up(first, by=editor)
    collecting.add(second, page, by=editor)
    collecting.take_out(second, page, by=editor)
    assert not second.members.exists()


def test_who_collects_sees_the_page_and_works_in_its_section(editor):
    reporter = builders.reporter()
    hers, theirs = ready("Của tôi", by=reporter), ready("Của người khác", by=editor)
    made = bundle(hers, by=reporter)
    with pytest.raises(PermissionDenied):
        collecting.add(made, theirs, by=reporter)
    with pytest.raises(PermissionDenied):
        collecting.add(bundle(by=editor, name="Khác"), hers, by=reporter)
    editor.sections.add(Section.objects.create(kind="article", name="Viễn thông"))
    with pytest.raises(PermissionDenied):
        collecting.add(made, theirs, by=editor)


def test_withdrawn_pages_and_too_many_are_refused(editor, monkeypatch):
    made = bundle(by=editor)
    with pytest.raises(ValidationError, match="đã gỡ"):
        collecting.add(made, ready("Gỡ", state=State.WITHDRAWN), by=editor)
    monkeypatch.setattr(collecting, "MAX_MEMBERS", 1)
    collecting.add(made, ready("Một"), by=editor)
    with pytest.raises(ValidationError, match="nhiều nhất 1"):
        collecting.add(made, ready("Hai"), by=editor)


@pytest.mark.parametrize(
    "row",
    [
        {"name": ""},
        {"state": "xong"},
        {"state": "released"},
        {"closed_at": timezone.now()},
    ],
)
def test_the_database_refuses_bundles_that_make_no_sense(row):
    with pytest.raises(IntegrityError), transaction.atomic():
        Bundle.objects.create(**{"name": "Đợt"} | row)
