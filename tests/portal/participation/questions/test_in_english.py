"""Who asked in English reads in English where the question stands, where there are words."""

import pytest
from bs4 import BeautifulSoup

from portal.participation.questions.links import state_address
from portal.participation.questions.models import Question
from tests import builders as site
from tests.portal.participation.questions import builders
from tests.portal.participation.questions.test_asking import TYPED

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("forms_at_once")]


def state(client, question):
    """What the English page of a question says."""
    return BeautifulSoup(client.get(state_address(question)).text, "html.parser").main


def test_the_field_has_its_english_name_and_what_has_none_is_marked(client):
    shelf = builders.shelf("Viễn thông", name_en="Telecommunications")
    question = builders.question(language="en", section=shelf)
    assert state(client, question).find("dd", string="Telecommunications")
    shelf.name_en = ""
    shelf.save()
    assert state(client, question).find("span", lang="vi", string="Viễn thông")
    question = builders.replied(question, state="forwarded", forwarded_to="Sở Tài chính")
    assert state(client, question).find("span", lang="vi", string="Sở Tài chính")


def test_the_published_answer_is_led_to_in_its_language(client):
    answer = builders.answer("Trạm ở Vĩ Dạ")
    question = builders.question(language="en", published_as=answer)
    link = state(client, question).find("a", string="Trạm ở Vĩ Dạ")
    assert (link["href"], link["hreflang"], link["lang"]) == (answer.path, "vi", "vi")
    version = site.english(answer, "The station at Vĩ Dạ")
    link = state(client, question).find("a", string="The station at Vĩ Dạ")
    assert (link["href"], link.get("hreflang"), link.get("lang")) == (version.path, None, None)


def test_the_form_offers_the_fields_that_have_an_english_name(client):
    shelf = builders.shelf("Bưu chính")
    address = "/en/lien-he/"
    assert 'name="section"' not in client.get(address).text
    shelf.name_en = "Post"
    shelf.save()
    builders.shelf("Viễn thông")
    page = BeautifulSoup(client.get(address).content, "html.parser")
    assert [each.get_text() for each in page.select("#hoi select option")] == ["not chosen", "Post"]
    client.post(address, builders.filled(client, address, TYPED, section=str(shelf.pk)))
    assert Question.objects.get().section == shelf
