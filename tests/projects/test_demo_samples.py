"""Sample figures: brought on request only, marked wherever they stand, gone when they are to go."""

import re
from io import StringIO

import pytest
from django.core.management import CommandError, call_command
from django.db import transaction

from portal.pagecache import generation
from portal.publishing import changes
from portal.publishing.dry_run import allow_live_writes
from portal.publishing.models import State
from projects.demo.samples import FIGURES
from projects.indicators.models import Indicator, Observation
from tests import builders as site
from tests.projects import builders

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("demo")]

ALL = sum(len(values) for values in FIGURES.values())


def load(*options: str) -> str:
    said = StringIO()
    call_command("load_demo", *options, stdout=said)
    return said.getvalue()


def density() -> Indicator:
    return Indicator.objects.get(title="Mật độ điện thoại")


def test_they_are_not_there_unless_asked_for():
    assert not Observation.objects.exists()
    assert f"{ALL} sample figures" in load("--samples")
    assert Observation.objects.filter(is_sample=True).count() == ALL
    assert "nothing is new" in load("--samples")


def test_each_is_marked_on_the_page_and_names_no_source(client):
    load("--samples")
    page = client.get(density().path).text
    figures = page[page.index('id="figures"') : page.index('id="targets"')]
    assert figures.count('class="sample-mark">số liệu minh họa') == ALL
    assert "Nguồn của các số liệu" not in figures


def test_a_reader_leaves_them_out_and_so_does_a_setting(client, settings):
    load("--samples")
    path = density().path
    assert "Ẩn số liệu minh họa" in client.get(path).text
    assert ">30<" not in client.get(path, {"minh-hoa": "0"}).text
    settings.SHOW_SAMPLE_FIGURES = False
    assert ">30<" not in client.get(path).text


def test_the_home_page_and_the_list_never_show_them(client):
    builders.observation(density(), site.article("Nguồn"), year=2002, value="12.34")
    load("--samples")
    for address in ("/", "/chi-tieu/"):
        page = client.get(address).text
        assert "12,34" in page
        assert "(2006)" not in page
        assert not re.search(r"\d \(minh họa\)|số liệu minh họa", page)


def test_they_go_and_facts_stay(client):
    builders.observation(density(), site.article("Nguồn"), year=2004, value="12.34")
    load("--samples")
    assert Observation.objects.get(starts_on__year=2004, series__is_main=True).value > 12
    before = generation.current()
    assert f"Sample figures taken away: {ALL - 1}." in load("--no-samples")
    assert [str(row.value) for row in Observation.objects.all()] == ["12.34"]
    assert generation.current() > before
    assert "taken away" not in load("--no-samples")


def test_a_waiting_change_is_not_published_with_them():
    page = density()
    row = {"title": "Mật độ điện thoại mới"}
    data = changes.revisions.snapshot(page)
    changes.propose(page, data | {"fields": data["fields"] | row}, by=site.editor())
    with pytest.raises(CommandError, match="A change waits"):
        load("--samples")
    assert density().title == "Mật độ điện thoại"
    assert not Observation.objects.exists()


def test_a_withdrawn_page_takes_them_and_stays_withdrawn():
    page = density()
    with transaction.atomic(), allow_live_writes():
        Indicator.objects.filter(pk=page.pk).update(state=State.WITHDRAWN)
    load("--samples")
    assert density().state == State.WITHDRAWN
    assert Observation.objects.count() == ALL


def test_the_command_says_where_the_series_are_gone():
    page = density()
    with transaction.atomic(), allow_live_writes():
        page.series.filter(is_main=False).delete()
    with pytest.raises(CommandError, match="has no series Cả nước"):
        load("--samples")
