import pytest

from portal.search.models import Abbreviation
from tests.portal.search.abbreviations import OF_THE_DEMO


@pytest.fixture
def abbreviations(db: None) -> None:
    """The table as a new site has it, whether or not a migration has filled it."""
    for short, long in OF_THE_DEMO:
        Abbreviation.objects.get_or_create(short=short, defaults={"long": long})
