from django.urls import path, register_converter

from enterprises.kit.periods import ReportPeriodConverter
from enterprises.reports import desk_views

DESK = "doanh-nghiep/cua-toi/bao-cao/"

register_converter(ReportPeriodConverter, "report_period")

urlpatterns = [
    path(DESK, desk_views.report_list, name="desk_reports"),
    path(f"{DESK}<report_period:period>/", desk_views.report, name="desk_report"),
]
