"""Terms and limits: of questions, consultations, and what enterprises do.

They are promises to readers and follow rules, not machines: who changes one changes it here.
"""

from datetime import timedelta

from portal.settings.base import env

# Within how many working days a citizen's question is answered.
QUESTION_WORKING_DAYS = 10
# How many days after the reply the question, with the person's name and words, is erased.
QUESTION_KEPT_DAYS = 365
# So many working days before the last one, who answers is reminded.
QUESTION_REMINDER_WORKING_DAYS = 2
# Who is told of new and late questions; empty: the editors and publishers with an address.
QUESTION_MAILBOX = env.list("QUESTION_MAILBOX", default=[])
# How much all pictures and files of an enterprise may be, and how many; the admin has exceptions.
ENTERPRISE_UPLOAD_MEGABYTES = 200
ENTERPRISE_UPLOAD_FILES = 400
# How long the link in a letter about a question can be used.
QUESTION_LINK_LIFE = timedelta(days=30)
# So long the link in the first letter to a follower can be used; then the address is erased.
SUBSCRIPTION_CONFIRM_LIFE = timedelta(days=3)
# So many working days after the last day for comments, their summary is late.
CONSULTATION_SUMMARY_DAYS = 15
# So many days after the last day for comments, what names their senders is erased.
CONSULTATION_KEPT_DAYS = 365
# How many days an offer or request stays, and how long before its end its owner is asked.
INFRASTRUCTURE_TERM_DAYS = 180
INFRASTRUCTURE_REMINDER_DAYS = 14
# After the last confirmation: its enterprise is asked, readers are told, readers see it no more.
ENTERPRISE_ASK_AFTER = timedelta(days=365)
ENTERPRISE_STALE_AFTER = timedelta(days=548)
ENTERPRISE_HIDDEN_AFTER = timedelta(days=913)
# How often it is asked for one confirmation, with a pause between; then it is for the staff.
ENTERPRISE_ASK_TIMES = 3
ENTERPRISE_ASK_PAUSE = timedelta(days=30)
# So many products of an enterprise may be drafts or wait for a decision at a time.
ENTERPRISE_PRODUCTS_WAITING = 20
# How long the link in a letter can be used.
ENTERPRISE_LINK_LIFE = timedelta(days=60)
# What an enterprise changes on its page without a decision; everything else waits for one.
ENTERPRISE_FIELDS_AT_ONCE = ["phone", "email", "website"]
# Working days within which the department answers a request of an enterprise.
ENTERPRISE_SERVICE_DAYS = 5
# How long an invitation to an enterprise's desk holds.
INVITATION_DAYS = 14
# Within how many working days an enterprise that asks to join is answered.
JOIN_REQUEST_WORKING_DAYS = 5
# How many days after the answer the request, with the person's name and numbers, is erased.
# An invitation that nobody took is erased as long after it ran out.
JOIN_REQUEST_KEPT_DAYS = 365
# So many days after an event began, the names of its guests are erased.
EVENT_GUEST_DAYS = 730
# So many days after the last day of a period its report is due.
ENTERPRISE_REPORT_DAYS = {"quarter": 20, "year": 45}
# A figure that differs by more per cent from the last one asks for a word.
ENTERPRISE_REPORT_CHANGE = 30
# So many days after the deadline a reminder goes out; before it below 0.
ENTERPRISE_REPORT_REMINDERS = [-5, 1, 10]
# Who in the department is told by mail that a report has come in.
ENTERPRISE_REPORT_MAILBOX = env.list("ENTERPRISE_REPORT_MAILBOX", default=[])
# A sum is told of so many enterprises or more, of which the largest has no more per cent than this,
# and the two largest together no more than that; docs/decisions/0023-sums-of-reports.md.
ENTERPRISE_SUMS_CONTRIBUTORS = 3
ENTERPRISE_SUMS_SHARE_OF_ONE = 70
ENTERPRISE_SUMS_SHARE_OF_TWO = 85
# Nobody can work out the figure of another to this many per cent.
ENTERPRISE_SUMS_P = 10
# Days after which the words of readers about pages are erased; the counts stay.
FEEDBACK_KEPT_DAYS = 180
