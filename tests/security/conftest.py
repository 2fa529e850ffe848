"""The fixtures of an enterprise's people serve here, too."""

from tests.enterprises.conftest import clerk, me, mine

__all__ = ["clerk", "me", "mine"]
