"""The numbers of PostgreSQL's advisory locks: each matter has its own, and takes it from here."""

from enum import IntEnum, unique


@unique
class Lock(IntEnum):
    """What a lock is about. Whoever needs a new one adds a number that is not here.

    Some are locks of two numbers, the second of which says of which year, name or enterprise. A
    picture that is taken in is locked by a number made of its file, of some sixty bits.
    """

    # The record of what was done: one writer after another.
    AUDIT_RECORD = 2007
    # Items of briefings, with the year: two that are raised at once get two numbers.
    ITEM_NUMBERS = 7_041
    # Two workers that start at once must not both ask for a turn.
    TASK_TURNS = 7_200_914
    # Two that make the table anew at once would meet in its key.
    VOCABULARY = 7_200_915
    # The last who writes the file of the warning has read the rows last.
    WARNING_FILE = 7_200_918
    # With the worker's name: held for as long as it lives.
    WORKERS = 7_200_920
    # One process prepares the site, others wait.
    PREPARATION = 7_200_921
    # With the task and its arguments: what is asked for once.
    ONE_TASK = 7_200_922
    # A duty that is reckoned while a holiday is added would miss it.
    DUE_DAYS = 7_200_927
    # With the enterprise: what is sent at once is counted one after another.
    ROOM_FOR_FILES = 7_200_940
    # With the file's name: nobody removes what somebody else is about to show.
    STORED_FILES = 7_200_941
    # Two sums that are each safe alone may not be so together.
    RELEASED_SUMS = 7_402_115
    # Two imports at once would both find an address free.
    IMPORT = 20_070_130
