"""The table of abbreviations as the department of the demo has it."""

from portal.search.abbreviations import DEFAULTS

OF_THE_DEMO = [*DEFAULTS, ("TT-Huế", "Thừa Thiên Huế")]
