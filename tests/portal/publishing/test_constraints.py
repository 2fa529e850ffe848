"""The database refuses what must never be; each constraint is broken once here, past every form."""

from datetime import timedelta

import pytest
from django.core.exceptions import ValidationError
from django.db import IntegrityError, transaction

from portal.pagecache.models import Generation
from portal.publishing.dry_run import allow_live_writes
from portal.publishing.models import Publication, Redirect, Revision, Section
from tests import builders

pytestmark = pytest.mark.django_db


@pytest.mark.parametrize(
    ("constraint", "change"),
    [
        ("publishing_publication_published_has_date", {"published_at": None}),
        (
            "publishing_publication_expires_after_it_appears",
            {"expires_at": builders.FEBRUARY - timedelta(days=1)},
        ),
        ("publishing_publication_path_is_an_address", {"path": "tin-tuc/Khong Dung"}),
        ("publishing_publication_has_a_kind", {"kind": ""}),
        ("publishing_publication_has_a_title", {"title": ""}),
        ("portal_step_is_in_the_table", {"state": "lost"}),
    ],
)
def test_a_publication_that_must_not_be_is_refused(constraint, change):
    article = builders.article()
    with pytest.raises(IntegrityError, match=constraint), transaction.atomic(), allow_live_writes():
        Publication.objects.filter(pk=article.pk).update(**change)


def test_a_cover_without_description_is_refused():
    article, picture = builders.article(), builders.picture()
    with pytest.raises(IntegrityError, match="cover_is"), transaction.atomic(), allow_live_writes():
        Publication.objects.filter(pk=article.pk).update(cover=picture)
    with allow_live_writes():
        Publication.objects.filter(pk=article.pk).update(cover=picture, cover_decorative=True)


def test_a_publication_does_not_translate_itself():
    article = builders.article()
    with pytest.raises(IntegrityError, match="translates_another"), transaction.atomic():
        Publication.objects.filter(pk=article.pk).update(translation_of=article.pk)


def test_there_is_one_translation_per_language():
    vietnamese = builders.article("Một")
    builders.article("One", language="en", translation_of=vietnamese)
    other = builders.article("Uno", language="en")
    with pytest.raises(IntegrityError, match="one_translation_per_language"), transaction.atomic():
        Publication.objects.filter(pk=other.pk).update(translation_of=vietnamese.pk)


def test_two_publications_never_share_an_address():
    first, second = builders.article("Một"), builders.article("Hai")
    with pytest.raises(IntegrityError, match="path"), transaction.atomic(), allow_live_writes():
        Publication.objects.filter(pk=second.pk).update(path=first.path)


def test_a_version_number_is_given_once():
    article = builders.article()
    with pytest.raises(IntegrityError, match="numbers_are_unique"), transaction.atomic():
        Revision.objects.create(publication_id=article.pk, number=1, data={})


def test_versions_count_from_one():
    article = builders.article()
    with pytest.raises(IntegrityError, match="counts_from_one"), transaction.atomic():
        Revision.objects.create(publication_id=article.pk, number=0, data={})


def test_a_redirect_leads_to_one_place():
    with pytest.raises(IntegrityError, match="has_one_target"), transaction.atomic():
        Redirect.objects.create(old_path="/khong-dau/")


def test_the_generation_is_one_row():
    with pytest.raises(IntegrityError, match="is_one_row"), transaction.atomic():
        Generation.objects.create(pk=2)


def test_sections_of_a_kind_have_addresses_of_their_own():
    builders.section("Thông báo")
    with pytest.raises(IntegrityError), transaction.atomic():
        builders.section("Thông báo")


def test_a_section_has_a_proper_address():
    section = builders.section("Thông báo")
    with pytest.raises(IntegrityError, match="path_is_an_address"), transaction.atomic():
        Section.objects.filter(pk=section.pk).update(path="Sai chỗ")


def test_a_form_asks_only_where_a_column_is_filled(django_assert_num_queries):
    page = builders.article(published_at=None, state="draft")
    others = {"path", "state", "kind", "translation_of", "parent_page"}
    with django_assert_num_queries(0):
        page.validate_constraints(exclude=others)
    page.published_at = builders.FEBRUARY
    page.expires_at = page.published_at - timedelta(days=1)
    with pytest.raises(ValidationError) as refused:
        page.validate_constraints(exclude=others)
    assert len(refused.value.messages) == 1
