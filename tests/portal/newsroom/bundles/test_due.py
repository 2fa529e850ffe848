"""A bundle with changes to live pages waits for its moment, and goes out as a whole then."""

from datetime import timedelta

import pytest
from django.core.exceptions import PermissionDenied, ValidationError
from django.urls import reverse
from django.utils import timezone

from news.articles.models import Article
from portal.accounts.leaving import let_go
from portal.accounts.roles import Role
from portal.editing import publish_checks
from portal.editing.leaning import leaning_on
from portal.newsroom.bundles import collecting, due, releasing
from portal.newsroom.calendar import appearances
from portal.publishing import due as single
from portal.publishing import workflow
from portal.publishing.models import Bundle, BundleState, ChangeSet, State, Transition
from tests import builders
from tests.portal.newsroom.bundles.making import bundle, changed, ready

pytestmark = pytest.mark.django_db


@pytest.fixture
def moment():
    return timezone.now() + timedelta(hours=3)


@pytest.fixture
def scheduled(editor, publisher, moment) -> Bundle:
    """A bundle of a new page and a change, decided on for later."""
    new = ready("Bài mới", by=editor)
    live = changed("Bài cũ", by=editor, approved_by=publisher, title="Bài đổi tên")
    made = bundle(new, live, by=editor, publish_at=moment, name="Hội nghị")
    return releasing.release(made, by=publisher)


def public() -> list[str]:
    return sorted(Article.objects.public().values_list("title", flat=True))


def pass_to(moment) -> None:
    """Let it be that moment: the rows say that it was a little while ago."""
    ago = timezone.now() - timedelta(minutes=1)
    Bundle.objects.filter(publish_at=moment).update(publish_at=ago)
    ChangeSet.objects.filter(publish_at=moment).update(publish_at=ago)


def test_all_of_it_is_there_at_the_moment_and_nothing_before(scheduled, publisher, moment):
    assert scheduled.state == BundleState.SCHEDULED
    assert due.release(moment - timedelta(seconds=1)) == 0
    assert single.put_in_place(moment + timedelta(days=1)) == 0  # It goes with its bundle only.
    assert public() == ["Bài cũ"]
    pass_to(moment)
    assert due.release(timezone.now()) == 1
    assert public() == ["Bài mới", "Bài đổi tên"]
    scheduled.refresh_from_db()
    assert (scheduled.state, scheduled.closed_by) == (BundleState.RELEASED, publisher)
    new = Article.objects.get(title="Bài mới")
    assert new.published_at == scheduled.publish_at
    words = Transition.objects.filter(to_state=State.PUBLISHED).values_list("comment", "by")
    assert set(words) == {("Đợt đăng “Hội nghị”", publisher.pk)}


def test_what_hinders_then_keeps_all_of_it_back_and_is_told(
    scheduled, editor, publisher, moment, mailoutbox, request
):
    request.getfixturevalue("letters_at_once")
    publisher.email = "duyet@so.example"
    publisher.save()
    new = Article.objects.get(title="Bài mới")
    workflow.transition(new, to=State.DRAFT, by=editor)
    pass_to(moment)
    assert due.release(timezone.now()) == 0
    assert public() == ["Bài cũ"]
    scheduled.refresh_from_db()
    assert scheduled.is_open
    assert ChangeSet.objects.get().publish_at is None
    (letter,) = mailoutbox
    assert letter.to == ["duyet@so.example"]
    assert "“Bài mới”: Chưa được duyệt" in letter.body
    assert due.first_release() is None


def test_one_that_breaks_is_open_again_and_keeps_no_other_from_its_moment(
    scheduled, editor, publisher, moment, monkeypatch, mailoutbox, request
):
    publisher.email = "duyet@so.example"
    publisher.save()
    live = changed("Bài khác", by=editor, approved_by=publisher, title="Bài khác mới")
    releasing.release(bundle(live, by=editor, publish_at=moment, name="Sau"), by=publisher)
    request.getfixturevalue("letters_at_once")
    pass_to(moment)
    put_out = releasing.put_out

    def breaks(made, **more):
        if made == scheduled:
            raise Article.DoesNotExist
        put_out(made, **more)

    monkeypatch.setattr(releasing, "put_out", breaks)
    assert due.release(timezone.now()) == 1
    assert public() == ["Bài cũ", "Bài khác mới"]
    scheduled.refresh_from_db()
    assert scheduled.is_open
    (letter,) = mailoutbox
    assert "người vận hành tìm được nguyên nhân" in letter.body


@pytest.mark.parametrize("reopened_by_hand", [True, False])
def test_what_was_taken_back_meanwhile_does_not_go_out_alone_afterwards(
    scheduled, editor, publisher, moment, reopened_by_hand
):
    live = Article.objects.get(title="Bài cũ")
    workflow.transition(live, to=State.DRAFT, by=editor)
    if reopened_by_hand:
        due.take_back(scheduled, by=publisher)
    else:
        pass_to(moment)
        assert due.release(timezone.now()) == 0
    workflow.transition(live, to=State.SUBMITTED, by=editor)
    workflow.transition(live, to=State.APPROVED, by=publisher)
    assert single.put_in_place(moment) == 0
    assert public() == ["Bài cũ"]


def test_nobody_publishes_a_page_of_it_before_its_moment(scheduled, editor, moment):
    new = Article.objects.get(title="Bài mới")
    other = builders.publisher("duyet-2")
    with pytest.raises(ValidationError, match="bỏ hẹn giờ của đợt đăng") as caught:
        publish_checks.transition(new, to=State.PUBLISHED, by=other)
    assert "Hội nghị" in caught.value.messages[0]
    # Nor what was taken back and sent again, which may be approved for it.
    workflow.transition(new, to=State.DRAFT, by=editor)
    workflow.transition(new, to=State.SUBMITTED, by=editor)
    with pytest.raises(ValidationError, match="bỏ hẹn giờ của đợt đăng"):
        publish_checks.transition(new, to=State.PUBLISHED, by=other)
    publish_checks.transition(new, to=State.APPROVED, by=other)
    pass_to(moment)
    assert due.release(timezone.now()) == 1
    assert public() == ["Bài mới", "Bài đổi tên"]


def test_what_is_taken_off_its_schedule_may_be_published_alone(scheduled, publisher):
    due.take_back(scheduled, by=publisher)
    new = Article.objects.get(title="Bài mới")
    publish_checks.transition(new, to=State.PUBLISHED, by=publisher)
    assert public() == ["Bài cũ", "Bài mới"]


def test_who_has_lost_the_right_releases_nothing(scheduled, publisher, moment):
    publisher.groups.clear()
    pass_to(moment)
    assert due.release(timezone.now()) == 0
    assert public() == ["Bài cũ"]


def test_a_colleague_who_publishes_releases_what_a_leaver_has_scheduled(
    scheduled, editor, publisher, moment
):
    heir = builders.publisher("ke-nhiem")
    let_go(publisher, to=heir, by=builders.publisher("quan-tri"))
    let_go(editor, to=heir, by=builders.publisher("quan-tri-hai"))
    pass_to(moment)
    assert due.release(timezone.now()) == 1
    scheduled.refresh_from_db()
    assert (scheduled.created_by, scheduled.closed_by) == (heir, heir)


def test_a_colleague_who_does_not_publish_is_told_that_it_is_open_again(
    scheduled, publisher, mailoutbox, request
):
    request.getfixturevalue("letters_at_once")
    heir = builders.person("ke-nhiem", Role.REPORTER, email="ke@so.example")
    let_go(publisher, to=heir, by=builders.publisher("quan-tri"))
    scheduled.refresh_from_db()
    assert scheduled.is_open
    assert ChangeSet.objects.get().publish_at is None
    (letter,) = mailoutbox
    assert letter.to == ["ke@so.example"]
    assert "duyet, người hẹn giờ đợt này, đã nghỉ." in letter.body


def test_all_who_publish_are_told_where_nobody_of_it_is_left(
    scheduled, editor, publisher, moment, mailoutbox, request
):
    request.getfixturevalue("letters_at_once")
    builders.person("an", Role.PUBLISHER, email="an@so.example")
    publisher.email = "duyet@so.example"
    editor.is_active = publisher.is_active = False
    editor.save()
    publisher.save()
    pass_to(moment)
    assert due.release(timezone.now()) == 0
    assert [letter.to for letter in mailoutbox] == [["an@so.example"]]


def test_who_takes_a_page_away_is_told_of_a_scheduled_bundle(scheduled):
    page = Article.objects.get(title="Bài cũ")
    assert leaning_on(page) == ["Trang nằm trong 1 đợt đăng chưa phát hành."]


def test_nothing_is_put_into_it_or_taken_out_meanwhile(scheduled, editor):
    with pytest.raises(ValidationError, match="đã hẹn giờ"):
        collecting.add(scheduled, ready("Thêm", by=editor), by=editor)


def test_a_change_with_a_moment_of_its_own_goes_into_no_bundle(editor, publisher, moment):
    live = changed("Bài cũ", by=editor, approved_by=None, title="Bài đổi tên")
    single.set_moment(live, moment, by=publisher)
    made = bundle(by=editor)
    with pytest.raises(ValidationError, match="hãy xóa thời điểm ấy trước"):
        collecting.add(made, live, by=editor)
    single.set_moment(live, None, by=publisher)
    collecting.add(made, live, by=editor)
    with pytest.raises(ValidationError, match="đợt"):
        single.set_moment(live, moment, by=publisher)


def test_what_got_a_moment_before_bundles_refused_it_hinders_and_may_lose_it(
    editor, publisher, moment
):
    live = changed("Bài cũ", by=editor, approved_by=publisher, title="Bài đổi tên")
    made = bundle(live, by=editor, publish_at=moment - timedelta(hours=1))
    ChangeSet.objects.update(publish_at=moment)
    with pytest.raises(releasing.Hindered) as caught:
        releasing.release(made, by=publisher)
    ((title, why),) = caught.value.hindrances
    assert (title, "tự có hiệu lực" in why) == ("Bài cũ", True)
    single.set_moment(live, None, by=publisher)
    assert releasing.release(made, by=publisher).is_scheduled


def test_it_is_taken_back_by_who_publishes(client, scheduled, editor, publisher, moment):
    with pytest.raises(PermissionDenied):
        due.take_back(scheduled, by=editor)
    client.force_login(publisher)
    page = client.get(reverse("admin:publishing_bundle_change", args=[scheduled.pk])).text
    assert "Bỏ hẹn giờ" in page
    client.post(reverse("admin:bundle_take_back", args=[scheduled.pk]))
    scheduled.refresh_from_db()
    assert scheduled.is_open
    assert due.first_release() is None
    assert single.first_change() is None


def test_pages_alone_appear_by_the_clock_as_ever(editor, publisher, moment):
    made = bundle(ready("Một", by=editor), by=editor, publish_at=moment)
    assert releasing.release(made, by=publisher).state == BundleState.RELEASED


def test_the_calendar_shows_changes_bundles_and_pages_in_one_query(
    scheduled, publisher, moment, django_assert_num_queries
):
    writer = builders.reporter()
    alone = changed("Trang khác", by=writer, approved_by=None, title="Tên khác")
    single.set_moment(alone, moment + timedelta(hours=1), by=publisher)
    workflow.transition(alone, to=State.PUBLISHED, by=publisher)
    builders.article("Hẹn giờ", published_at=moment - timedelta(hours=1))
    with django_assert_num_queries(1):
        found = appearances(publisher, timezone.now(), moment + timedelta(days=1))
    assert [item.title for item in found] == ["Hẹn giờ", "Hội nghị", "Trang khác"]
    assert found[1].address == reverse("admin:publishing_bundle_change", args=[scheduled.pk])
    assert found[2].address == reverse("admin:articles_article_review", args=[alone.pk])
    assert all(item.is_to_come for item in found)
