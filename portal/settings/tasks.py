"""Background tasks, and those that come round by themselves."""

from datetime import timedelta

# Letters have a queue of their own: they wait behind no check of links and no bulk work.
LETTERS_QUEUE = "letters"
TASKS = {
    "default": {
        "BACKEND": "django_tasks_db.DatabaseBackend",
        "QUEUES": ["default", LETTERS_QUEUE],
    }
}
# What comes round by itself, and how long after its last end.
PERIODIC_TASKS = {
    "portal.tasks.periodic.prune": timedelta(days=1),
    "portal.audit.attempts.write_counts": timedelta(minutes=15),
    "portal.participation.publicforms.limits.forget_counts": timedelta(days=1),
    "portal.site.emergency.refresh": timedelta(minutes=5),
    "portal.site.static_copy.serving.refresh": timedelta(minutes=10),
    "portal.site.health.tasks.watch": timedelta(minutes=5),
    "portal.exchange.opendata.bulk.write_open_data": timedelta(days=1),
    "portal.site.cards.tidy": timedelta(days=1),
    "portal.participation.consultations.tasks.erase_old_senders": timedelta(days=1),
    "portal.links.tasks.check_links": timedelta(minutes=30),
    "portal.editing.bulk.tasks.resume": timedelta(minutes=5),
    "portal.editing.tasks.forget_held_files": timedelta(days=1),
    "portal.editing.tasks.scan_files": timedelta(minutes=1),
    "portal.newsroom.news.tasks.send_news": timedelta(minutes=3),
    "portal.newsroom.news.tasks.send_digests": timedelta(hours=1),
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
