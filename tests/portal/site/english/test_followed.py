"""An English text grows old by whatever its Vietnamese page says, not by title and text alone."""

from datetime import datetime

import pytest
from django.utils import timezone

from news.procedures.models import ProcedurePaper
from portal.publishing.models import EnglishVersion
from portal.publishing.models.english import text_digest
from portal.publishing.models.kinds import kinds
from portal.publishing.services import save
from tests import builders
from tests.enterprises import builders as enterprises
from tests.news import builders as news
from tests.one_of_each import page_of

pytestmark = pytest.mark.django_db
LATER = datetime(2007, 5, 2, 9, 0, tzinfo=timezone.get_default_timezone())


def is_old(version):
    """Whether it is; the list of those that are and the row itself agree."""
    listed = EnglishVersion.objects.outdated().filter(pk=version.pk).exists()
    assert EnglishVersion.objects.get(pk=version.pk).is_outdated is listed
    assert EnglishVersion.objects.with_original().get(pk=version.pk).is_outdated is listed
    return listed


@pytest.mark.parametrize(
    ("make", "changed"),
    [
        (news.procedure, {"fee": "20.000 đồng"}),
        (news.procedure, {"days": 9}),
        (news.notice, {"closes_at": LATER}),
        (enterprises.event, {"starts_at": LATER, "registration_opens_at": None}),
        (enterprises.event, {"minutes": "<p>Đã thống nhất.</p>"}),
    ],
)
def test_a_change_of_what_the_kind_says_makes_it_old(make, changed):
    page = make()
    version = builders.english(page)
    assert not is_old(version)
    for name, value in changed.items():
        setattr(page, name, value)
    save(page, by=None)
    assert is_old(version)


def test_a_change_of_the_papers_makes_it_old():
    page = news.procedure()
    version = builders.english(page)
    paper = ProcedurePaper.objects.create(procedure=page, name="Đơn theo mẫu")
    assert is_old(version)
    ticked = EnglishVersion.objects.filter(pk=version.pk)
    ticked.update(original_digest=text_digest(page))
    assert not is_old(version)
    paper.copies = 2
    paper.save()
    assert is_old(version)


def test_a_mark_of_before_holds_as_long_as_title_summary_and_text_do():
    page = news.procedure()
    stored = EnglishVersion.objects.with_original().get(pk=builders.english(page).pk)
    EnglishVersion.objects.update(original_digest=stored.plain_digest_now)
    assert not is_old(stored)
    page.summary = "Nay khác."
    save(page, by=None)
    assert is_old(stored)


@pytest.mark.parametrize(
    "kind", [name for name, kind in kinds().items() if kind.FOLLOWED_IN_ENGLISH]
)
def test_every_kind_that_says_more_has_a_mark_for_it(kind):
    page = page_of(kind)
    version = EnglishVersion.objects.with_original().get(pk=builders.english(page).pk)
    assert version.digest_now == text_digest(page) != version.plain_digest_now
