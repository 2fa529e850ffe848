"""The demo's English says what the Vietnamese says, and that it is no official translation."""

import re

import pytest
from django.core.management import call_command

from news.demo import ENGLISH, SOURCE
from portal.publishing.models import EnglishVersion, Publication

pytestmark = pytest.mark.django_db


@pytest.mark.usefixtures("demo")
def test_the_report_is_translated_paragraph_by_paragraph():
    version = EnglishVersion.objects.get(translation_of__kind="article")
    original = version.translation_of
    assert version.body.count("<p>") == original.body.count("<p>") == 2
    assert version.path == f"/en{original.path}"
    assert not version.is_outdated


def test_figures_and_names_of_the_report_are_in_its_translation():
    vietnamese, english = (path.read_text(encoding="utf-8") for path in (SOURCE, ENGLISH))
    text = vietnamese.partition("AM\n")[2]
    # The radio network's agencies, the region and the number of the conference are words there.
    assert set(re.findall(r"\d+", text)) - {"01", "10"} <= set(re.findall(r"\d+", english))
    for name in ("Nguyễn Văn Quang", "Ngô Hòa", "Hồ Xuân Phán"):
        assert name in vietnamese
        assert name in english
    assert "radio network of ten agencies" in english


@pytest.mark.usefixtures("demo")
def test_every_english_page_says_that_it_is_no_official_translation(client):
    versions = EnglishVersion.objects.public()
    assert versions.count() == 5
    for version in versions:
        page = client.get(version.path).text
        assert "Translated for this demonstration; not an official translation." in page


@pytest.mark.usefixtures("demo")
def test_loading_it_again_brings_nothing_and_takes_nothing_back():
    version = EnglishVersion.objects.get(translation_of__kind="indicator")
    Publication.objects.filter(pk=version.pk).update(state="withdrawn")
    call_command("load_demo", "--no-year", verbosity=0)
    version.refresh_from_db()
    assert version.state == "withdrawn"
    assert EnglishVersion.objects.count() == 5
