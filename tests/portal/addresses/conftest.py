import pytest

from portal.addresses import following


@pytest.fixture(autouse=True)
def _old_fields_are_read() -> None:
    """Elsewhere no old address is known, so that no query goes into asking for them."""
    following.NAMES.fix(None)
