"""Plans, projects and indicators each stand at the root of the site."""

from django.urls import path

from portal.exchange.chart_files import png_answer, svg_answer
from projects.indicators import data as indicator_data
from projects.indicators import views as indicators
from projects.indicators.charts.urls import urlpatterns as chart_urls
from projects.overview import chart_files, plan_data
from projects.overview import plan_views as plans
from projects.overview import project_views as projects
from projects.promises import data as promise_data
from projects.promises import views as promises
from projects.support import views as desk
from projects.work import annual_plan_data
from projects.work import data as project_data

app_name = "projects"
urlpatterns = [
    path("doanh-nghiep/cua-toi/ho-tro/", desk.support, name="desk_support"),
    path("doanh-nghiep/cua-toi/ho-tro/moi/", desk.ask_for_support, name="desk_ask"),
    path("doanh-nghiep/cua-toi/ho-tro/<int:pk>/", desk.application, name="desk_application"),
    path("quy-hoach/", plans.masterplan_list, name="masterplan_list"),
    path("quy-hoach/cam-ket/", promises.promise_list, name="promise_list"),
    path("quy-hoach/cam-ket.<extension:extension>", promise_data.promises, name="promise_data"),
    path("quy-hoach/cam-ket/<int:pk>-<slug:slug>/", promises.promise, name="promise"),
    path(
        "quy-hoach/cam-ket/<int:pk>-<slug:digest>.png", promises.promise_card, name="promise_card"
    ),
    path("quy-hoach/<slug:slug>/", plans.masterplan, name="masterplan"),
    path("quy-hoach/<slug:slug>.<extension:extension>", plan_data.plan, name="masterplan_data"),
    path("quy-hoach/<slug:slug>/tom-tat/", plans.masterplan_summary, name="masterplan_summary"),
    path(
        "quy-hoach/<slug:slug>/bieu-do/<slug:chart>.svg",
        chart_files.plan_file,
        {"answer": svg_answer},
        name="masterplan_chart",
    ),
    path(
        "quy-hoach/<slug:slug>/bieu-do/<slug:chart>.png",
        chart_files.plan_file,
        {"answer": png_answer},
        name="masterplan_chart_png",
    ),
    path(
        "quy-hoach/<slug:slug>/nhung/<slug:chart>/",
        chart_files.plan_embedded,
        name="masterplan_embedded",
    ),
    path("du-an/", projects.project_list, name="project_list"),
    path("du-an.<extension:extension>", project_data.projects, name="project_data"),
    path("du-an/<slug:slug>/", projects.project, name="project"),
    path(
        "du-an/<slug:slug>.<extension:extension>",
        project_data.project,
        name="project_timeline_data",
    ),
    path("du-an/linh-vuc/<slug:slug>/", projects.project_field, name="project_field"),
    path(
        "du-an/<slug:slug>/bieu-do/<slug:chart>.svg",
        chart_files.project_file,
        {"answer": svg_answer},
        name="project_chart",
    ),
    path(
        "du-an/<slug:slug>/bieu-do/<slug:chart>.png",
        chart_files.project_file,
        {"answer": png_answer},
        name="project_chart_png",
    ),
    path(
        "du-an/<slug:slug>/nhung/<slug:chart>/",
        chart_files.project_embedded,
        name="project_embedded",
    ),
    path("chuong-trinh/", plans.annual_plan_list, name="annual_plan_list"),
    path("chuong-trinh/<slug:slug>/", plans.annual_plan, name="annual_plan"),
    path(
        "chuong-trinh/<slug:slug>.<extension:extension>",
        annual_plan_data.programme,
        name="task_data",
    ),
    path("chi-tieu/", indicators.indicator_list, name="indicator_list"),
    path("chi-tieu.<extension:extension>", indicator_data.indicators, name="indicator_list_data"),
    path("chi-tieu/<slug:slug>/", indicators.indicator, name="indicator"),
    *chart_urls,
    path(
        "chi-tieu/<slug:slug>.<extension:extension>",
        indicator_data.indicator,
        name="indicator_data",
    ),
]
