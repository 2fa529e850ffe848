"""What stands in English, too, though nobody translated it: figures and their charts."""

from django.urls import path

from projects.indicators import views as indicators
from projects.indicators.charts.urls import urlpatterns as chart_urls

app_name = "projects"
urlpatterns = [
    path("chi-tieu/<slug:slug>/", indicators.english_indicator, name="indicator"),
    *chart_urls,
]
