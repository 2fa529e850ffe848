import pytest

from portal.search.abbreviations import DEFAULTS
from portal.search.models import Abbreviation


@pytest.fixture
def abbreviations(db: None) -> None:
    """The table as a new site has it, whether or not a migration has filled it."""
    for short, long in DEFAULTS:
        Abbreviation.objects.get_or_create(short=short, defaults={"long": long})
