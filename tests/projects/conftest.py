"""The report that figures, targets and promises are taken from."""

import pytest

from news.articles.models import Article
from tests import builders
from tests.projects.builders import QUOTE


@pytest.fixture
def report() -> Article:
    return builders.article("Báo cáo", body=f"<p>Năm nay {QUOTE}.</p>")
