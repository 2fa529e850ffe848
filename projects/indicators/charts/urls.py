"""Addresses of an indicator's charts away from its page, the same below /en/."""

from django.urls import path

from portal.exchange.chart_files import png_answer, svg_answer
from projects.indicators.charts.drawing import chart_file, parts_file
from projects.indicators.charts.views import chart_as_file, chart_card, chart_embedded

urlpatterns = [
    path(
        "chi-tieu/<slug:slug>/bieu-do.svg",
        chart_as_file,
        {"made": chart_file, "answer": svg_answer},
        name="indicator_chart",
    ),
    path(
        "chi-tieu/<slug:slug>/bieu-do.png",
        chart_as_file,
        {"made": chart_file, "answer": png_answer},
        name="indicator_chart_png",
    ),
    path(
        "chi-tieu/<slug:slug>/nhung/",
        chart_embedded,
        {"made": chart_file},
        name="indicator_embedded",
    ),
    path(
        "chi-tieu/<slug:slug>/bieu-do/cac-phan.svg",
        chart_as_file,
        {"made": parts_file, "answer": svg_answer},
        name="indicator_parts",
    ),
    path(
        "chi-tieu/<slug:slug>/bieu-do/cac-phan.png",
        chart_as_file,
        {"made": parts_file, "answer": png_answer},
        name="indicator_parts_png",
    ),
    path(
        "chi-tieu/<slug:slug>/nhung/cac-phan/",
        chart_embedded,
        {"made": parts_file},
        name="indicator_parts_embedded",
    ),
    path("chi-tieu/<slug:slug>/anh-<slug:digest>.png", chart_card, name="indicator_card"),
]
