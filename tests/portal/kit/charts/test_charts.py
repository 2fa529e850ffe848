"""What charts draw, and what they tell who cannot see them."""

from datetime import date
from decimal import Decimal
from xml.etree import ElementTree

import pytest

from portal.kit.charts import (
    Aim,
    Bar,
    Line,
    Milestone,
    Point,
    Stretch,
    bar_chart,
    legend,
    line_chart,
    progress_bar,
    small_chart,
    timeline,
)

pytestmark = pytest.mark.usefixtures("in_vietnamese")
SVG = "{http://www.w3.org/2000/svg}"


def parsed(svg: str) -> ElementTree.Element:
    spaced = svg.replace("<svg ", '<svg xmlns="http://www.w3.org/2000/svg" ', 1)
    return ElementTree.fromstring(spaced)  # noqa: S314  # our own drawing


def drawn(svg: str, kind: str) -> list[ElementTree.Element]:
    return [each for each in parsed(svg).iter() if kind in (each.get("class") or "").split()]


def description(svg: str) -> str:
    return parsed(svg).findtext(f"{SVG}desc") or ""


def year(number: int, value: str | None) -> Point:
    return Point(date(number, 12, 31), str(number), None if value is None else Decimal(value))


def density(*points: Point, aims: tuple[Aim, ...] = (), name: str = "Toàn tỉnh") -> str:
    lines = [Line(name, points)] if points else []
    return line_chart("mat-do", title="Mật độ", unit="máy/100 dân", lines=lines, aims=aims)


def test_a_chart_is_named_and_told_with_unit_series_and_values():
    svg = density(year(2006, "28.70"), year(2007, "35"))
    picture = parsed(svg)
    assert picture.get("role") == "img"
    assert picture.findtext(f"{SVG}title") == "Mật độ"
    assert description(svg) == "Đơn vị: máy/100 dân. Toàn tỉnh: 2006 28,70; 2007 35."
    assert picture.get("aria-labelledby") == "mat-do-title"
    assert picture.get("aria-describedby") == "mat-do-desc"


def test_a_missing_value_is_a_gap_and_no_zero():
    values = ["1", "2", None, "3", "4"]
    svg = density(*(year(2001 + place, value) for place, value in enumerate(values)))
    assert len(drawn(svg, "chart-line")) == 2 + 1  # two runs, and the picture's own class
    assert len(drawn(svg, "chart-dot")) == 4
    assert "2003 chưa có số liệu" in description(svg)


def test_a_long_line_has_dots_only_for_values_that_stand_alone():
    values = ["5", None, *(str(place) for place in range(60))]
    svg = density(*(year(1940 + place, value) for place, value in enumerate(values)))
    assert len(drawn(svg, "chart-line")) == 1 + 1
    assert len(drawn(svg, "chart-dot")) == 1


def test_an_aim_is_a_line_to_its_day_and_a_range_is_a_band():
    aims = (
        Aim("Mục tiêu 2007", date(2007, 12, 31), Decimal(35)),
        Aim("Cả nước 2010", date(2010, 12, 31), Decimal(32), Decimal(42)),
    )
    svg = density(aims=aims)
    assert len(drawn(svg, "chart-aim")) == 1
    [band] = drawn(svg, "chart-band")
    assert float(band.get("height")) > 0
    assert "Cả nước 2010: 32–42." in description(svg)


def test_nothing_known_still_draws_a_named_picture():
    assert parsed(density()).findtext(f"{SVG}title") == "Mật độ"
    assert not drawn(density(year(2007, None)), "chart-dot")


def test_a_larger_value_stands_higher_and_a_later_one_to_the_right():
    first, second = drawn(density(year(2006, "30"), year(2007, "212")), "chart-dot")
    assert float(first.get("cy")) > float(second.get("cy"))
    assert float(first.get("cx")) < float(second.get("cx"))


def test_long_series_are_told_by_their_edges():
    points = [year(1990 + place, str(place + 1)) for place in range(17)]
    assert description(density(*points)) == (
        "Đơn vị: máy/100 dân. Toàn tỉnh: từ 1990 1 đến 2006 17, thấp nhất 1990 1, cao nhất 2006 17."
    )


@pytest.mark.parametrize(
    "values", [["0"], ["-5", "5"], ["0.000001", "0.000002"], ["1000000000000"]]
)
def test_every_value_stands_inside_the_picture(values):
    svg = density(*(year(2000 + place, value) for place, value in enumerate(values)))
    for dot in drawn(svg, "chart-dot"):
        assert 0 <= float(dot.get("cx")) <= 360
        assert 0 <= float(dot.get("cy")) <= 230


def test_names_are_escaped_and_nothing_is_styled_inline():
    svg = density(year(2007, "1"), name='<script>"&')
    assert "<script>" not in svg
    assert "style=" not in svg
    parsed(svg)


def test_bars_begin_at_zero_and_a_missing_one_says_so():
    bars = [Bar("Cố định", Decimal("16.82")), Bar("Di động", Decimal("23.7")), Bar("Khác", None)]
    svg = bar_chart("theo-loai", title="Theo loại", unit="máy/100 dân", bars=bars)
    fixed, mobile = drawn(svg, "chart-bar")
    assert fixed.get("x") == mobile.get("x")
    assert float(fixed.get("width")) < float(mobile.get("width"))
    assert "Cố định: 16,82." in description(svg)
    assert "Khác: chưa có số liệu." in description(svg)


@pytest.mark.parametrize(
    ("percent", "width", "words"),
    [
        ("0", 0, "0 %"),
        ("37.50", 45, "37,5 %"),
        ("100", 120, "100 %"),
        (None, 0, "chưa có thông tin"),
    ],
)
def test_progress_is_filled_to_its_share(percent, width, words):
    known = None if percent is None else Decimal(percent)
    svg = progress_bar("tien-do", title="Tiến độ", percent=known)
    assert sum(float(bar.get("width")) for bar in drawn(svg, "chart-done")) == width
    assert description(svg) == words


def test_a_timeline_has_a_bar_for_known_days_and_milestones_where_they_lie():
    stretches = [
        Stretch(
            "Website cho các Sở",
            date(2007, 1, 1),
            date(2008, 12, 31),
            [
                Milestone("Khởi công", date(2007, 3, 1), is_reached=True),
                Milestone("Nghiệm thu", date(2008, 6, 30)),
            ],
        ),
        Stretch("Mạng vô tuyến", None, None),
    ]
    svg = timeline("lich", title="Lịch", stretches=stretches, today=date(2007, 7, 1))
    assert len(drawn(svg, "chart-stretch")) == 1
    assert len(drawn(svg, "chart-milestone")) == 2
    assert len(drawn(svg, "chart-reached")) == 1
    assert len(drawn(svg, "chart-today")) == 1
    assert description(svg) == (
        "Website cho các Sở: 01/01/2007–31/12/2008; Khởi công: đạt 01/03/2007;"
        " Nghiệm thu: hạn 30/06/2008. Mạng vô tuyến: chưa rõ ngày–chưa rõ ngày."
    )


def test_the_legend_names_lines_and_aims_with_their_looks():
    lines = [Line("Toàn tỉnh", []), Line("Cả nước", [], is_benchmark=True)]
    aims = [Aim("Mục tiêu", date(2007, 12, 31), Decimal(35))]
    shown = ElementTree.fromstring(legend(lines, aims))  # noqa: S314  # our own drawing
    assert ["".join(item.itertext()) for item in shown] == ["Toàn tỉnh", "Cả nước", "Mục tiêu"]
    classes = [each.get("class") for each in shown.iter("path")]
    assert classes == ["chart-line chart-look-1", "chart-line chart-look-benchmark", "chart-aim"]


@pytest.mark.parametrize(
    "years", [(2000, 2023, 2024, 2025), (1995, 1996, 2025), range(2000, 2026), (2024, 2025), (7,)]
)
def test_no_label_of_a_moment_runs_into_the_next(years):
    labels = drawn(density(*(year(number, "1") for number in years)), "chart-moment")
    assert labels[-1].text == str(list(years)[-1])
    assert labels[0].text == str(next(iter(years)))
    ends = -1.0
    for label in labels:
        share = {"start": 0, "end": 1, None: 0.5}[label.get("text-anchor")]
        width = len(label.text or "") * 6.5
        begins = float(label.get("x") or 0) - width * share
        assert begins > ends
        ends = begins + width


def test_a_long_name_beside_a_line_leaves_room_for_its_value():
    points = [Point(date(year, 1, 1), str(year), Decimal("1234.5")) for year in (2006, 2007)]
    line = Line("Cả nước và các nước láng giềng", points)
    drawn = parsed(line_chart("a", title="T", unit="u", lines=[line], aims=[]))
    [label] = [each.text for each in drawn.iter(f"{SVG}text") if "chart-end" in each.get("class")]
    assert label.endswith("… 1.234,5")
    # What the letters of a label have room for on a phone.
    assert len(label) <= 14


@pytest.mark.parametrize("value", ["1143500.25", "1234567890", "12345678.50", "999999999999999"])
def test_a_long_value_and_its_marks_stay_whole_within_the_picture(value):
    aim = Aim("Mục tiêu năm 2010", date(2010, 12, 31), Decimal(value) + 1)
    svg = density(year(2006, "5"), year(2007, value), aims=(aim,))
    labels, marks = drawn(svg, "chart-end"), drawn(svg, "chart-mark")
    for label in labels:
        # The value alone: a name has no room beside it.
        assert set(label.text) <= set("0123456789.,")
        assert float(label.get("x")) + 5.5 * len(label.text) <= 360
    for mark in marks:
        assert float(mark.get("x")) - 5.5 * len(mark.text) >= 0
    places = [float(dot.get("cx")) for dot in drawn(svg, "chart-dot")]
    assert float(marks[0].get("x")) < min(places) < max(places) < float(labels[0].get("x"))


def test_a_target_of_a_usual_length_is_called_one():
    svg = density(year(2007, "9800"), aims=(Aim("M", date(2010, 12, 31), Decimal("12500")),))
    assert [each.text for each in drawn(svg, "chart-aim-name")] == ["mục tiêu 12.500"]


@pytest.mark.parametrize(("value", "text"), [("12.5", "12,5"), ("12345678.50", "12.345.678,50")])
def test_the_value_of_a_small_chart_stays_within_it(value, text):
    line = Line("Mạng A", [year(2006, "1"), year(2007, value)])
    among = [Decimal(1), Decimal(value)]
    [end] = drawn(small_chart("a", unit="u", line=line, place=1, among=among), "chart-end")
    assert end.text == text
    assert float(end.get("x")) + 5.5 * len(text) <= 180


@pytest.mark.parametrize(
    ("name", "shown"),
    [("Mạng A", "Mạng A"), ("Thuê bao di động trả sau của VNPT", "Thuê bao di động trả sau c…")],
)
def test_the_name_of_a_small_chart_stays_beside_its_neighbours(name, shown):
    line = Line(name, [year(2006, "1"), year(2007, "2")])
    svg = small_chart("a", unit="u", line=line, place=1, among=[Decimal(1), Decimal(2)])
    assert [each.text for each in drawn(svg, "chart-name")] == [shown]
    assert parsed(svg).findtext(f"{SVG}title") == name
