"""Plans, projects and indicators each stand at the root of the site."""

from django.urls import path

from projects.views import annual, indicators, plans, projects

app_name = "projects"
urlpatterns = [
    path("quy-hoach/", plans.masterplan_list, name="masterplan_list"),
    path("quy-hoach/<slug:slug>/", plans.masterplan, name="masterplan"),
    path("du-an/", projects.project_list, name="project_list"),
    path("du-an/<slug:slug>/", projects.project, name="project"),
    path("du-an/linh-vuc/<slug:slug>/", projects.project_field, name="project_field"),
    path("chuong-trinh/", annual.annual_plan_list, name="annual_plan_list"),
    path("chuong-trinh/<slug:slug>/", annual.annual_plan, name="annual_plan"),
    path("chi-tieu/", indicators.indicator_list, name="indicator_list"),
    path("chi-tieu/<slug:slug>/", indicators.indicator, name="indicator"),
]
