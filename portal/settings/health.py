"""Who may see figures and details, when a backup is too old, and who is told of trouble."""

from datetime import timedelta

from portal.kit.environment import MAX_DAYS
from portal.kit.proxies import trusted_networks
from portal.settings.base import SITE_IS_DEMO, env

# Beside loopback.
MONITORING_ALLOWED = trusted_networks(
    env.list("MONITORING_ALLOWED", default=[]), variable="MONITORING_ALLOWED"
)
# A demo is nothing that anybody misses.
BACKUP_MAX_AGE = timedelta(
    hours=env.bounded(
        "BACKUP_MAX_AGE_HOURS", default=0 if SITE_IS_DEMO else 26, least=0, most=24 * MAX_DAYS
    )
)
REHEARSAL_MAX_AGE = timedelta(
    days=env.days("REHEARSAL_MAX_AGE_DAYS", default=0 if SITE_IS_DEMO else 100, least=0)
)
# Folders of others on disks of their own, such as PostgreSQL's: full, they stop the site as well.
DISKS_WATCHED = env.list("DISKS_WATCHED", default=[])
ALERT_EMAIL = env.list("ALERT_EMAIL", default=[])
ALERT_WEBHOOK = env.str("ALERT_WEBHOOK", default="")

# Whom backups of `backup --into DIR` are encrypted to (age), how long they stay, and where a second
# one goes: a folder, or a command that is given the file.
BACKUP_RECIPIENT = env.str("BACKUP_RECIPIENT", default="")
BACKUP_KEEP_DAYS = env.days("BACKUP_KEEP_DAYS", default=30)
BACKUP_SECOND_KEEP_DAYS = env.days("BACKUP_SECOND_KEEP_DAYS", default=BACKUP_KEEP_DAYS)
BACKUP_SECOND_PLACE = env.str("BACKUP_SECOND_PLACE", default="")
BACKUP_SECOND_COMMAND = env.words("BACKUP_SECOND_COMMAND")
