"""The telephone density: the target that the report gives, and no figure that it does not give."""

from decimal import Decimal
from typing import Final

from portal.publishing.first_content import get_or_publish
from portal.publishing.models import Publication
from projects.demo.report import OF_DENSITY
from projects.indicators.models import Indicator, SeriesRole

TITLE: Final = "Mật độ điện thoại"
PROVINCE: Final = "Toàn tỉnh"
NATION: Final = "Cả nước"


def load(report: Publication) -> bool:
    """Publish the indicator with its series and target; return whether it was new."""
    density = Indicator(
        title=TITLE,
        unit="máy/100 dân",
        unit_en="telephones per 100 inhabitants",
        definition="Số máy điện thoại tính trên 100 dân. Báo cáo không nêu loại máy nào được tính.",
        summary="Mục tiêu năm 2007: 35 máy/100 dân, bằng mức trung bình của cả nước."
        " Báo cáo không nêu số đã thực hiện.",
        is_headline=not Indicator.objects.filter(is_headline=True).exists(),
    )

    def add_parts(density: Indicator) -> None:
        _add_parts(density, report)

    return get_or_publish(
        density, topics=[TITLE], published_at=report.published_at, parts=add_parts
    )


def _add_parts(density: Indicator, report: Publication) -> None:
    main = density.series.create(name=PROVINCE, is_main=True)
    # No figure of its own: the report names the average and not the day that it is of.
    density.series.create(
        name=NATION,
        name_en="Nationwide",
        role=SeriesRole.BENCHMARK,
        position=1,
        definition="Mức trung bình của cả nước. Báo cáo nêu mức 35 máy/100 dân,"
        " không nêu thời điểm.",
    )
    density.targets.create(
        series=main,
        year=2007,
        value=Decimal(35),
        equals_benchmark=True,
        quote=OF_DENSITY,
        evidence=report,
    )
