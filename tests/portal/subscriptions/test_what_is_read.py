"""What is new since a moment is found by what happened since, however much was published before."""

from datetime import timedelta

import pytest
from django.db import connection
from django.utils import timezone

from portal.publishing.models import Publication, State, Transition
from portal.publishing.workflow import transition
from portal.subscriptions.subjects import MAX_READ, _appeared
from tests import builders
from tests.news.builders import CONFERENCE, article
from tests.portal.publishing.test_paging import Read, copies_of

pytestmark = pytest.mark.django_db


def test_pages_and_steps_of_before_are_not_read_again():
    old = article("Bài cũ", published_at=CONFERENCE)
    copies_of(old, 2_000)
    Transition.objects.bulk_create(
        Transition(publication_id=old.pk, from_state="draft", to_state=State.PUBLISHED)
        for _number in range(2_000)
    )
    Transition.objects.update(at=CONFERENCE)
    with connection.cursor() as cursor:
        cursor.execute("ANALYZE publishing_transition")
    now = timezone.now()
    new = article("Bài mới", published_at=now - timedelta(minutes=1))
    backdated = article("Báo cáo năm 2007", state=State.SUBMITTED)
    transition(backdated, to=State.PUBLISHED, by=builders.publisher(), published_at=CONFERENCE)
    public = Publication.objects.public().newest()
    since, until = now - timedelta(minutes=5), timezone.now()
    for rows in (public, public.filter(kind="article")):
        found = _appeared(rows, since, until)[:MAX_READ]
        assert [page.pk for page in found] == [new.pk, backdated.pk]
        # One by its day, then both by their keys.
        assert Read(found).rows == 3
