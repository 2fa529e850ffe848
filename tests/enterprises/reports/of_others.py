from enterprises.kit.periods import ReportPeriod
from tests.enterprises.reports import builders

# A period that only those have a report of who reported it then.
LONG_AGO = ReportPeriod(2001, 1)
MAKERS = {
    "enterprises:desk_report": lambda others: {"period": builders.report(others, LONG_AGO).period}
}
