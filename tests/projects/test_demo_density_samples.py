"""Sample figures of the telephone density: marked wherever they stand, gone when they are to go."""

import re

import pytest
from django.db import transaction

from portal.publishing import changes
from portal.publishing.dry_run import allow_live_writes
from portal.publishing.models import State
from projects.demo import density_samples
from projects.demo.density_samples import FIGURES
from projects.indicators.models import Indicator, Observation
from tests import builders as site
from tests.projects import builders

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("demo")]

ALL = sum(len(values) for values in FIGURES.values())


def density() -> Indicator:
    return Indicator.objects.get(title="Mật độ điện thoại")


def test_they_are_brought_once():
    assert not Observation.objects.exists()
    assert density_samples.bring() == ALL
    assert Observation.objects.filter(is_sample=True).count() == ALL
    assert density_samples.bring() == 0


def test_each_is_marked_on_the_page_and_names_no_source(client):
    density_samples.bring()
    page = client.get(density().path).text
    figures = page[page.index('id="figures"') : page.index('id="targets"')]
    assert figures.count('class="sample-mark">số liệu minh họa') == ALL
    assert "Nguồn số liệu" not in figures


def test_a_reader_leaves_them_out_and_so_does_a_setting(client, settings):
    density_samples.bring()
    path = density().path
    assert "Ẩn số liệu minh họa" in client.get(path).text
    assert ">30<" not in client.get(path, {"minh-hoa": "0"}).text
    settings.SHOW_SAMPLES = False
    assert ">30<" not in client.get(path).text


def test_the_home_page_and_the_list_show_a_fact_before_them(client):
    builders.observation(density(), site.article("Nguồn"), year=2002, value="12.34")
    density_samples.bring()
    for address in ("/", "/chi-tieu/"):
        page = client.get(address).text
        assert "12,34" in page
        assert "(2006)" not in page
        assert not re.search(r"\d \(minh họa\)|số liệu minh họa", page)


def test_a_fact_stays_and_no_sample_takes_its_place():
    builders.observation(density(), site.article("Nguồn"), year=2004, value="12.34")
    assert density_samples.bring() == ALL - 1
    fact = Observation.objects.get(starts_on__year=2004, series__is_main=True)
    assert (str(fact.value), fact.is_sample) == ("12.34", False)


def test_a_waiting_change_is_not_published_with_them():
    page = density()
    row = {"title": "Mật độ điện thoại mới"}
    data = changes.revisions.snapshot(page)
    changes.propose(page, data | {"fields": data["fields"] | row}, by=site.editor())
    with pytest.raises(LookupError, match="A change waits"):
        density_samples.bring()
    assert density().title == "Mật độ điện thoại"
    assert not Observation.objects.exists()


def test_a_withdrawn_page_takes_them_and_stays_withdrawn():
    page = density()
    with transaction.atomic(), allow_live_writes():
        Indicator.objects.filter(pk=page.pk).update(state=State.WITHDRAWN)
    density_samples.bring()
    assert density().state == State.WITHDRAWN
    assert Observation.objects.count() == ALL


def test_it_says_where_the_series_are_gone():
    page = density()
    with transaction.atomic(), allow_live_writes():
        page.series.filter(is_main=False).delete()
    with pytest.raises(LookupError, match="has no series Cả nước"):
        density_samples.bring()
