"""The check of foreign addresses as work that comes round by itself."""

import logging
from typing import Any

from portal.kit.priorities import leisure_task
from portal.links.checker import check_due, forget_unused
from portal.links.registry import update_listed

logger = logging.getLogger(__name__)


@leisure_task
def check_links() -> dict[str, Any]:
    """Check what is due; says in the log where there is no network."""
    update_listed()
    forget_unused()
    report = check_due()
    if not report.network:
        logger.warning("Links were not checked: no network, or nobody answers.")
    return {"checked": report.checked, "dead": report.dead, "network": report.network}
