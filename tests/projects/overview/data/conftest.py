import pytest

from news.articles.models import Article
from tests import builders


@pytest.fixture
def report() -> Article:
    """The report whose name stands in the files."""
    return builders.article("Báo cáo năm 2006")
