"""Background tasks, and those that come round by themselves."""

from datetime import timedelta

from django.utils.translation import gettext_lazy as _

# Letters have a queue of their own: they wait behind no check of links and no bulk work.
LETTERS_QUEUE = "letters"
# What may take minutes, such as the check of links: no turn of anything else waits behind it.
LEISURE_QUEUE = "leisure"
TASKS = {
    "default": {
        "BACKEND": "django_tasks_db.DatabaseBackend",
        "QUEUES": ["default", LETTERS_QUEUE, LEISURE_QUEUE],
    }
}
# Letters whose address somebody typed who can mend it: one that there is not is told of.
INVITATIONS = [
    "portal.accounts.letters.post_staff_invitation",
    "enterprises.people.tasks.post_invitation",
]
# What comes round by itself, and how long after its last end.
PERIODIC_TASKS = {
    "portal.tasks.periodic.prune": timedelta(days=1),
    "portal.accounts.user_sessions.forget_expired_sessions": timedelta(hours=1),
    "portal.audit.attempts.write_counts": timedelta(minutes=15),
    "portal.participation.publicforms.limits.forget_counts": timedelta(hours=1),
    "portal.site.emergency.refresh": timedelta(minutes=5),
    "portal.site.health.tasks.watch": timedelta(minutes=5),
    "portal.site.examination.examine_site": timedelta(hours=1),
    "portal.exchange.opendata.bulk.write_open_data": timedelta(days=1),
    "portal.site.cards.tidy": timedelta(days=1),
    "portal.participation.consultations.tasks.erase_old_senders": timedelta(days=1),
    "portal.links.tasks.check_links": timedelta(minutes=30),
    "portal.editing.bulk.tasks.resume": timedelta(minutes=5),
    "portal.editing.tasks.forget_held_files": timedelta(days=1),
    "portal.exchange.sheets.tasks.forget_old_sheets": timedelta(days=1),
    "portal.editing.tasks.scan_files": timedelta(minutes=1),
    "portal.newsroom.letters.tasks.send_news": timedelta(minutes=3),
    "portal.newsroom.letters.tasks.send_digests": timedelta(hours=1),
    "portal.publishing.later_texts.find_by_later_texts": timedelta(hours=1),
    "portal.search.tasks.refresh_vocabulary": timedelta(hours=6),
    "portal.subscriptions.tasks.notify_followers": timedelta(minutes=5),
    "portal.subscriptions.tasks.erase_unconfirmed": timedelta(hours=6),
    "portal.search.tasks.read_files": timedelta(minutes=5),
    "enterprises.reports.tasks.remind_of_reports": timedelta(hours=6),
    "enterprises.events.tasks.announce_events": timedelta(hours=1),
    "enterprises.events.tasks.erase_old_guests": timedelta(days=1),
    "enterprises.freshness.tasks.ask_enterprises": timedelta(days=1),
    "enterprises.infrastructure.tasks.remind_of_expiry": timedelta(days=1),
    "enterprises.people.tasks.erase_old_requests": timedelta(days=1),
    "portal.participation.feedback.services.erase_old_words": timedelta(days=1),
    "portal.participation.questions.tasks.erase_old_questions": timedelta(days=1),
    "portal.participation.questions.tasks.remind_of_questions": timedelta(days=1),
}
# What an administrator reads in the list of background tasks.
TASK_NAMES = {
    "portal.tasks.periodic.prune": _("tidy up after old tasks"),
    "portal.tasks.letters.deliver": _("letter"),
    "portal.accounts.user_sessions.forget_expired_sessions": _("forget expired sessions"),
    "portal.audit.attempts.write_counts": _("write down failed sign-ins"),
    "portal.participation.publicforms.limits.forget_counts": _("forget old counts of limits"),
    "portal.site.emergency.refresh": _("write the light emergency page"),
    "portal.site.examination.examine_site": _("look with doctor's eyes"),
    "portal.site.health.tasks.watch": _("look after the health of the system"),
    "portal.site.health.tasks.post_to_webhook": _("alarm to another system"),
    "portal.exchange.opendata.bulk.write_open_data": _("write the files of open data"),
    "portal.site.cards.tidy": _("remove old sharing pictures"),
    "portal.participation.consultations.tasks.erase_old_senders": _(
        "erase who commented on old drafts"
    ),
    "portal.participation.feedback.services.erase_old_words": _("erase old words on pages"),
    "portal.links.tasks.check_links": _("check links that lead out"),
    "portal.editing.bulk.tasks.work_on": _("work on many pages"),
    "portal.editing.bulk.tasks.resume": _("go on with interrupted bulk work"),
    "portal.editing.tasks.forget_held_files": _("remove files of forms never sent"),
    "portal.exchange.sheets.tasks.forget_old_sheets": _("remove lists sent and never confirmed"),
    "portal.editing.tasks.scan_files": _("scan files for viruses"),
    "portal.newsroom.letters.tasks.send_news": _("letters to the staff"),
    "portal.newsroom.letters.tasks.send_digests": _("daily letters to the staff"),
    "portal.search.tasks.refresh_vocabulary": _("words of the search"),
    "portal.search.tasks.read_files": _("read attached files for the search"),
    "portal.subscriptions.tasks.notify_followers": _("letters to followers"),
    "portal.subscriptions.tasks.erase_unconfirmed": _(
        "erase addresses never confirmed, or with nothing left to follow"
    ),
    "portal.subscriptions.letters.confirmation": _("letter: confirm that you follow"),
    "portal.subscriptions.letters.full": _("letter: no more can be followed"),
    "portal.subscriptions.letters.news": _("letter to a follower"),
    "portal.accounts.letters.post_password_reset": _("letter: set a new password"),
    "portal.accounts.letters.post_staff_invitation": _("letter: invitation of a colleague"),
    "portal.accounts.letters.post_confirmation": _("letter: confirm your address"),
    "portal.participation.questions.tasks.post": _("letter to who asked"),
    "portal.participation.questions.tasks.notify_staff": _("letter about a new question"),
    "portal.participation.questions.tasks.erase_old_questions": _("erase old questions"),
    "portal.participation.questions.tasks.remind_of_questions": _("remind of questions"),
    "portal.publishing.quotes.find_by_new_numbers": _("find pages by corrected figures"),
    "portal.publishing.renamed.find_by_new_names": _("find pages by corrected names"),
    "portal.publishing.later_texts.find_by_later_texts": _("find pages by texts shown by now"),
    "portal.publishing.record_links.find_links_of_texts": _("find links to what has gone"),
    "portal.pagecache.due.catch_up": _("publish at the moment chosen"),
    "enterprises.reports.tasks.remind_of_reports": _("remind of reports"),
    "enterprises.events.tasks.announce_event": _("letters about an event"),
    "enterprises.events.tasks.announce_events": _("letters about events"),
    "enterprises.events.tasks.erase_old_guests": _("erase guests of old events"),
    "enterprises.freshness.tasks.ask_enterprises": _("ask enterprises for what is still right"),
    "enterprises.infrastructure.tasks.remind_of_expiry": _("remind of what lapses"),
    "enterprises.people.tasks.post_invitation": _("letter: invitation of an enterprise"),
    "enterprises.people.tasks.erase_old_requests": _("erase old requests to join"),
}
