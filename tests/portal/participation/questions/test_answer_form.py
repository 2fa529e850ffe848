"""The form of an answer calls each field by its own name, the question before its answer."""

import pytest
from lxml import html

from tests import builders

pytestmark = pytest.mark.django_db


def test_question_and_answer_stand_in_their_order_each_by_its_name(client):
    client.force_login(builders.editor())
    page = html.fromstring(client.get("/admin/portal/answer/add/").text)
    labels = {
        each.get("for"): each.text_content().strip(" \n:*")
        for each in page.xpath('//div[@class="page-main"]//label[@for]')
    }
    asked = ["id_title", "id_question", "id_summary", "id_body"]
    assert [labels[name] for name in asked] == ["Câu hỏi", "Câu hỏi đầy đủ", "Tóm tắt", "Trả lời"]
    order = [name for name in labels if name in asked]
    assert order == asked
