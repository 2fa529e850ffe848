"""A title of signs that nobody sees is refused: lists would have an empty link."""

import pytest
from django.core.exceptions import ValidationError

from news.articles.models import Article

pytestmark = pytest.mark.django_db


def test_a_title_that_nobody_sees_is_refused_at_its_field():
    with pytest.raises(ValidationError) as refused:
        Article(title="\u200b\u2060").full_clean()
    assert "title" in refused.value.error_dict
    Article(title="Tin\u200btức").clean_fields({"section", "body"})


def test_a_form_without_a_title_does_not_stumble_over_it():
    Article(title="\u200b").clean_fields({"title", "section", "body"})
