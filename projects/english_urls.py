"""What stands in English, too, though nobody translated it: figures and their charts."""

from django.urls import path

from projects.indicators import views as indicators
from projects.indicators.charts import views as charts

app_name = "projects"
urlpatterns = [
    path("chi-tieu/<slug:slug>/", indicators.english_indicator, name="indicator"),
    path("chi-tieu/<slug:slug>/bieu-do.svg", charts.chart_svg, name="indicator_chart"),
    path("chi-tieu/<slug:slug>/bieu-do.png", charts.chart_png, name="indicator_chart_png"),
    path("chi-tieu/<slug:slug>/nhung/", charts.chart_embedded, name="indicator_embedded"),
    path("chi-tieu/<slug:slug>/bieu-do/cac-phan.svg", charts.parts_svg, name="indicator_parts"),
    path("chi-tieu/<slug:slug>/bieu-do/cac-phan.png", charts.parts_png, name="indicator_parts_png"),
    path(
        "chi-tieu/<slug:slug>/nhung/cac-phan/",
        charts.parts_embedded,
        name="indicator_parts_embedded",
    ),
    path("chi-tieu/<slug:slug>/anh-<slug:digest>.png", charts.chart_card, name="indicator_card"),
]
