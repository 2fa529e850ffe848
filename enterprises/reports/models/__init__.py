from enterprises.reports.models.released_sum import Measure, ReleasedSum
from enterprises.reports.models.report import EnterpriseReport, ReportState
from enterprises.reports.models.reporting_duty import ReportingDuty, ReportReminder

__all__ = [
    "EnterpriseReport", "Measure", "ReleasedSum", "ReportReminder", "ReportState", "ReportingDuty",
]  # fmt: skip
