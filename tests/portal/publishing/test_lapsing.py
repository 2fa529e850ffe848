"""A page that nobody vouches for vanishes by itself, and comes back as it was."""

from datetime import timedelta

import pytest
from django.utils import timezone

from portal.pagecache.generation import current
from portal.publishing import services, workflow
from portal.publishing.models import Publication, State
from portal.publishing.services import set_lapse
from tests import builders

pytestmark = pytest.mark.django_db


def pages(page):
    return Publication.objects.filter(pk=page.pk)


def test_it_is_public_until_the_moment_and_again_when_that_is_moved(client):
    page, now = builders.article(), timezone.now()
    set_lapse(pages(page), at=now + timedelta(hours=1))
    assert client.get(page.path).status_code == 200
    assert not Publication.objects.public(now + timedelta(hours=2)).exists()
    set_lapse(pages(page), at=now)
    assert client.get(page.path).status_code == 404
    assert not pages(page).get().is_public
    set_lapse(pages(page), at=None)
    assert client.get(page.path).status_code == 200


def test_it_is_told_to_caches_and_keeps_no_version():
    page, before = builders.article(), current()
    assert set_lapse(pages(page), at=timezone.now()) == 1
    assert current() == before + 1
    assert pages(page).get().revision_number == page.revision_number
    assert set_lapse(Publication.objects.none(), at=None) == 0
    assert current() == before + 1


def test_a_change_of_the_text_leaves_the_moment_alone():
    page, moment = builders.article(), timezone.now() + timedelta(days=9)
    set_lapse(pages(page), at=moment)
    changed = type(page).objects.get(pk=page.pk)
    changed.title = "Tựa mới"
    services.save(changed, by=None)
    assert pages(page).values_list("title", "lapses_at").get() == ("Tựa mới", moment)


def test_who_publishes_it_anew_vouches_for_it(client):
    page = builders.article()
    set_lapse(pages(page), at=timezone.now())
    page = type(page).objects.get(pk=page.pk)
    workflow.transition(page, to=State.WITHDRAWN, by=None)
    workflow.transition(page, to=State.PUBLISHED, by=None)
    assert client.get(page.path).status_code == 200
