"""Terms of questions and consultations: by when, how long, whom to tell."""

from datetime import timedelta

from portal.settings.base import env

# Within how many working days a citizen's question is answered.
QUESTION_WORKING_DAYS = env.int("QUESTION_WORKING_DAYS", default=10)
# How many days after the reply the question, with the person's name and words, is erased.
QUESTION_KEPT_DAYS = env.int("QUESTION_KEPT_DAYS", default=365)
# So many working days before the last one, who answers is reminded.
QUESTION_REMINDER_WORKING_DAYS = env.int("QUESTION_REMINDER_WORKING_DAYS", default=2)
# Who is told of new and late questions; empty: the editors and publishers with an address.
QUESTION_MAILBOX = env.list("QUESTION_MAILBOX", default=[])
# How long the link in a letter about a question can be used.
QUESTION_LINK_LIFE = timedelta(days=env.int("QUESTION_LINK_DAYS", default=30))
# So many working days after the last day for comments, their summary is late.
CONSULTATION_SUMMARY_DAYS = env.int("CONSULTATION_SUMMARY_DAYS", default=15)
# So many days after the last day for comments, what names their senders is erased.
CONSULTATION_KEPT_DAYS = env.int("CONSULTATION_KEPT_DAYS", default=365)
