"""The Nu validator has nothing against any page kind, nor against the stylesheets.

The first, by its name, that asks for all kinds: some pages want a session of the last five minutes.
"""

import re
from pathlib import Path

from tests.stack.asking import Browser
from tests.stack.kinds import Kind
from tests.stack.serving import Site
from tests.stack.tools import complaints_of_nu


def test_every_page_kind_is_valid_html(site: Site, kinds: list[Kind], tmp_path: Path) -> None:
    names: dict[str, str] = {}
    for number, kind in enumerate(kinds):
        answer = Browser(site.address, kind.session).get(kind.path)
        assert answer.status == kind.status, (kind.name, kind.path, answer.status)
        file = tmp_path / f"{number:03}.html"
        file.write_bytes(answer.body)
        names[file.name] = f"{kind.name} {kind.path}"
    assert len(names) > 100
    found = complaints_of_nu([tmp_path / name for name in names], "--skip-non-html")
    assert [(names[each["file"]], each["message"], each["extract"]) for each in found] == []


def test_every_error_page_is_valid_html(site: Site, tmp_path: Path) -> None:
    browser = Browser(site.address)
    for path, status in (("/khong-co/", 404), ("/?q=%FF", 400), ("/tin-tuc/?trang=x", 404)):
        answer = browser.get(path)
        assert answer.status == status, path
        (tmp_path / f"{status}{len(path)}.html").write_bytes(answer.body)
    assert complaints_of_nu(sorted(tmp_path.glob("*.html"))) == []


def test_every_stylesheet_is_valid_css(site: Site, kinds: list[Kind], tmp_path: Path) -> None:
    found: set[str] = set()
    for kind in kinds:
        text = Browser(site.address, kind.session).get(kind.path).text
        found |= set(re.findall(r'<link rel="stylesheet" href="([^"]+)"', text))
    browser = Browser(site.address)
    assert found
    for path in found:
        # The validator does not know highlights yet.
        style = re.sub(r"::highlight\(\w+\)", "::selection", browser.get(path).text)
        (tmp_path / Path(path).name).write_text(style, encoding="utf-8")
    assert complaints_of_nu(sorted(tmp_path.glob("*.css")), "--css") == []


def test_the_validator_would_find_what_is_wrong(tmp_path: Path) -> None:
    page, style = tmp_path / "page.html", tmp_path / "style.css"
    page.write_text("<!DOCTYPE html><html lang=vi><title>x</title><p id=a><p id=a><font>x</font>")
    style.write_text("p { colour: red }")
    assert {each["file"] for each in complaints_of_nu([page])} == {"page.html"}
    assert {each["file"] for each in complaints_of_nu([style], "--css")} == {"style.css"}
