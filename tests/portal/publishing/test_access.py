"""Which pages somebody on the staff may read, and which are theirs to look after."""

import pytest

from news.articles.models import Article
from portal.accounts.models import User
from portal.publishing.models import State
from portal.publishing.models.access import may_decide, may_read, readable_rule
from tests import builders

pytestmark = pytest.mark.django_db
# A page ends in each of these; only a change is discarded.
STATES = [state for state in State if state != State.DISCARDED]


def in_each_state(writer, **fields):
    """One page of the writer's in each state, with the state as its title."""
    for state in STATES:
        builders.article(state.value, by=writer, state=state, **fields)


def titles(rows):
    return {page.title for page in rows}


@pytest.fixture
def reporter():
    return builders.reporter()


def test_a_reporter_reads_what_is_published_and_their_own_outside_the_bin(reporter):
    in_each_state(builders.reporter("khac"))
    assert titles(Article.objects.readable_by(reporter)) == {"published"}
    builders.article("Của tôi", by=reporter, state=State.DRAFT)
    builders.article("Đã bỏ", by=reporter, state=State.BINNED)
    rows = Article.objects.readable_by(reporter)
    assert titles(rows) == {"published", "Của tôi"}


@pytest.mark.parametrize("role", [builders.editor, builders.publisher])
def test_editors_and_publishers_read_all_but_the_bin_in_every_section(role, reporter):
    user = role()
    user.sections.add(builders.section("Khác"))
    in_each_state(reporter, section=builders.section("Viễn thông"))
    expected = {state.value for state in STATES} - {"binned"}
    assert titles(Article.objects.readable_by(user)) == expected


@pytest.mark.parametrize("make", [builders.reporter, builders.editor, builders.publisher])
def test_the_answer_about_one_page_is_that_of_the_query(make):
    user, other = make("nguoi-doc"), builders.reporter("khac")
    in_each_state(user)
    in_each_state(other)
    pages = list(Article.objects.exclude(state=State.BINNED))
    readable = set(Article.objects.readable_by(user))
    assert {page for page in pages if may_read(user, page)} == readable


def test_a_binned_page_is_known_to_its_writer_and_to_editors_alone(reporter):
    page = builders.article(by=reporter, state=State.BINNED)
    known_to = [reporter, builders.editor(), builders.publisher()]
    assert all(may_read(user, page) for user in known_to)
    assert not may_read(builders.reporter("khac"), page)


def test_rows_that_lead_to_a_page_are_narrowed_by_the_same_rule(reporter):
    """A prefix leads from other rows; nobody's draft is counted through it."""
    page = builders.article(state=State.DRAFT, body='<p><a href="https://example.vn/">Xa</a></p>')
    rows = page.links.model.objects.all()
    assert rows.filter(readable_rule(builders.editor(), "source__")).count() == 1
    assert not rows.filter(readable_rule(reporter, "source__")).exists()


def test_a_reporter_looks_after_their_own_pages_in_any_state(reporter):
    in_each_state(reporter)
    builders.article("Của người khác")
    rows = Article.objects.in_reach_of(reporter)
    assert titles(rows) == {state.value for state in STATES}


@pytest.mark.parametrize("role", [builders.reporter, builders.editor, builders.publisher])
def test_nobody_looks_after_pages_beyond_the_sections_of_theirs(role):
    user = role()
    near, far = builders.section("Viễn thông"), builders.section("Bưu chính")
    builders.article("Gần", by=user, section=near)
    builders.article("Xa", by=user, section=far)
    builders.article("Không đâu", by=user)
    assert titles(Article.objects.in_reach_of(user)) == {"Gần", "Xa", "Không đâu"}
    user.sections.add(near)
    assert titles(Article.objects.in_reach_of(user)) == {"Gần"}
    assert titles(Article.objects.in_sections_of(user)) == {"Gần"}


def test_publishers_decide_within_the_sections_of_theirs():
    publisher, near = builders.publisher(), builders.section("Viễn thông")
    page, far = builders.article(section=near), builders.article("Xa")
    assert may_decide(publisher, far)
    publisher = User.objects.get(pk=publisher.pk)
    publisher.sections.add(near)
    assert may_decide(publisher, page)
    assert not may_decide(publisher, far)
    assert not may_decide(builders.editor(), page)


def test_the_limits_of_a_person_are_asked_once_for_all_rules(django_assert_num_queries):
    builders.editor().sections.add(builders.section("Viễn thông"))
    editor = User.objects.get()
    with django_assert_num_queries(3):  # Rights, limits, pages.
        list(Article.objects.in_reach_of(editor).in_sections_of(editor))
