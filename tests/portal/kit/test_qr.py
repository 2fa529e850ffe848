"""A code for a telephone's camera is plain SVG that the site's policy lets through."""

import lxml.etree
import segno

from portal.kit.qr import qr_svg

ADDRESS = "https://so.example/hoi-dap/tra-cuu/?so=HD-2026-000123"


def test_the_squares_say_the_address():
    svg = lxml.etree.fromstring(qr_svg(ADDRESS))
    code = segno.make(ADDRESS, error="m", boost_error=False, micro=False)
    side = code.symbol_size(border=4)[0]
    assert svg.get("viewBox") == f"0 0 {side} {side}"
    drawn = svg[1].get("d")
    # Each run of dark squares is one line of the path, in every row of the code.
    runs = sum(len([run for run in bytes(row).split(b"\0") if run]) for row in code.matrix)
    assert drawn.count("h") == runs


def test_no_style_no_script_and_nothing_of_the_text():
    svg = qr_svg(ADDRESS + '"><script>')
    assert not any(word in svg for word in ("style", "script", "so.example", "href", "xmlns"))


def test_another_address_makes_another_code():
    assert qr_svg(ADDRESS) != qr_svg(ADDRESS + "4")
