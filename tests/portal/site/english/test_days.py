"""Below /en/ a day is one that nobody takes for another: 3 December 2026, never 03/12/2026."""

import re
from datetime import date

import pytest
from bs4 import BeautifulSoup
from django.utils import timezone

from portal.emergency.models import EmergencyNotice, Lifeline, LifelineStatus
from portal.kit import personal_data
from portal.participation.questions.links import sent_address, state_address
from tests import builders
from tests.portal.participation.questions import builders as questions
from tests.projects.builders import indicator, observation

pytestmark = pytest.mark.django_db
IN_FIGURES = re.compile(r"\b\d\d/\d\d/\d{4}\b")


def words_of(client, address):
    """What is said in English, with the title; what is Vietnamese is left out."""
    page = BeautifulSoup(client.get(address).content, "html.parser")
    assert page.html["lang"] == "en"
    for vietnamese in page.select("[lang=vi]"):
        vietnamese.decompose()
    return " ".join(page.get_text(" ").split())


def in_words(day):
    return f"{day.day} {day:%B %Y}"


def test_who_asked_reads_by_when_the_answer_comes(client):
    one = questions.question(language="en")
    for address in (sent_address(one), state_address(one)):
        words = words_of(client, address)
        assert in_words(one.due_on) in words
        assert IN_FIGURES.findall(words) == []
    personal_data.erase(questions.ASKER)
    words = words_of(client, state_address(one))
    assert f"erased on {in_words(timezone.localdate())}" in words
    assert IN_FIGURES.findall(words) == []


def test_a_storm_has_its_days(client):
    EmergencyNotice.objects.create(text="Đập Tràn đóng đường.")
    Lifeline.objects.create(name="Điện", name_en="Electricity", status=LifelineStatus.WORKS)
    words = words_of(client, "/en/khan-cap/")
    # The notice's heading, and what works.
    assert words.count(in_words(timezone.localdate())) == 2
    assert IN_FIGURES.findall(words) == []


def test_figures_and_data_have_theirs(client):
    builders.article("Chỉ thị")
    found = indicator(locked_through=date(2006, 12, 31))
    observation(found, builders.article("Báo cáo"))
    words = words_of(client, f"/en{found.path}?ngay=01/03/2007")
    assert words.count("as published on 1 March 2007") == 2
    assert "31 December 2006" in words
    assert IN_FIGURES.findall(words) == []
    words = words_of(client, "/en/du-lieu/tin-tuc/")
    assert "Time that it is about 1 February 2007" in words
    assert IN_FIGURES.findall(words) == []
