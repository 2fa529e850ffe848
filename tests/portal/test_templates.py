"""Templates can be read: short lines, addresses by their names, and no library for nothing."""

import re
from collections.abc import Iterator
from pathlib import Path

import pytest
from django.apps import apps
from django.conf import settings
from django.template import engines

WIDTH = 120
# Of this site: a path, but no other host's.
WRITTEN_OUT = re.compile(r"""\b(?:href|action|src)=["']/(?!/)""")


def lines() -> Iterator[tuple[str, str]]:
    """Each line of each page's template, after the place where it stands."""
    root = Path(settings.BASE_DIR) / "templates"
    for template in sorted(root.rglob("*.html")):
        for number, line in enumerate(template.read_text("utf-8").split("\n"), start=1):
            yield f"{template.relative_to(root)}:{number}", line


def test_no_line_is_wider_than_a_reader_of_code_sees():
    found = list(lines())
    assert len(found) > 1000
    wide = [place for place, line in found if len(line) > WIDTH]
    assert wide == [], f"more than {WIDTH} columns"


def test_no_address_of_the_site_is_written_out():
    """`{% url %}` follows when an address moves; the menu's and the footer's are in context.py."""
    assert WRITTEN_OUT.search('<a href="/tin-tuc/">') is not None
    assert [place for place, line in lines() if WRITTEN_OUT.search(line)] == []


def test_each_page_of_its_own_has_what_base_html_gives_to_the_others():
    root = Path(settings.BASE_DIR) / "templates"
    alone = {
        str(template.relative_to(root)): text
        for template in root.rglob("*.html")
        if "<html" in (text := template.read_text("utf-8"))
    }
    # The words of a frame beside the form of a page, to be mended there.
    del alone["base.html"], alone["admin/publishing/publication/no_preview.html"]
    assert len(alone) == 4
    first = {name: re.search(r'<a [^>]*?href="([^"]*)"', text) for name, text in alone.items()}
    assert {name: link and link[1] for name, link in first.items()} == dict.fromkeys(
        alone, "#noi-dung"
    )
    demo = re.compile(r"site_is_demo|charts/foot.html")
    assert [name for name, text in alone.items() if not demo.search(text)] == []


def unused_libraries(text: str) -> set[str]:
    """The libraries that a template loads and has no tag or filter of."""
    known = engines["django"].engine.template_libraries
    loaded = {name for names in re.findall(r"{% load ([^%]+) %}", text) for name in names.split()}
    used = set(re.findall(r"(?:{% |\|)(\w+)", text))
    return {
        name
        for name in loaded & known.keys()
        if not used & {*known[name].tags, *known[name].filters}
    }


def test_no_library_is_loaded_for_nothing():
    assert unused_libraries("{% load i18n static %}{% static 'x' %}") == {"i18n"}
    root = Path(settings.BASE_DIR) / "templates"
    found = {
        str(template.relative_to(root)): unused
        for template in sorted(root.rglob("*.html"))
        if (unused := unused_libraries(template.read_text("utf-8")))
    }
    assert found == {}


def areas_of(package: str) -> set[str]:
    """Return the names of a package's folders, each a subject."""
    return {path.parent.name for path in (Path(settings.BASE_DIR) / package).rglob("__init__.py")}


@pytest.mark.parametrize("package", ["enterprises", "news", "projects"])
def test_pages_of_an_area_lie_in_the_folder_of_its_name(package):
    """What lies beside these folders is of use to several areas."""
    root = Path(settings.BASE_DIR) / "templates"
    pages: dict[str, list[str]] = {}
    for page in sorted((root / package).rglob("*.html")):
        area = page.relative_to(root).parts[1]
        pages.setdefault(area, []).append(page.read_text("utf-8"))
    shared = {area for area in pages if area.endswith(".html")}
    assert len(pages.keys() - shared) > 2
    assert pages.keys() - shared - areas_of(package) == set()
    users = {
        name: [
            area for area in pages.keys() - shared if f'"{package}/{name}"' in "".join(pages[area])
        ]
        for name in shared
    }
    assert {name: areas for name, areas in users.items() if len(areas) < 2} == {}


def test_beside_the_areas_of_the_portal_lie_the_pages_of_its_assembly():
    root = Path(settings.BASE_DIR) / "templates" / "portal"
    assembly = Path(settings.BASE_DIR) / "portal" / "site"
    modules = {path.stem for path in assembly.glob("*.py")}
    folders = {page.parent.name for page in root.glob("*/*.html")}
    assert "questions" in folders
    assert folders - areas_of("portal") - modules == set()
    texts = [path.read_text("utf-8") for path in (*assembly.glob("*.py"), *root.glob("*.html"))]
    beside = [page.name for page in root.glob("*.html")]
    assert [name for name in beside if f'"portal/{name}"' not in "".join(texts)] == []


def folders_of_admin() -> set[tuple[str, ...]]:
    """Return where a template of the admin may lie: by app and model, or by a folder of the app."""
    known: set[tuple[str, ...]] = {(), ("dashboard",), ("widgets",)}
    for config in apps.get_app_configs():
        models = {model._meta.model_name for model in config.get_models()}
        parts = {path.name for path in Path(config.path).iterdir() if path.is_dir()}
        known |= {(config.label,)} | {(config.label, name) for name in models | parts if name}
    return known


def test_templates_of_the_admin_lie_under_an_app_and_a_model_that_there_are():
    root = Path(settings.BASE_DIR) / "templates" / "admin"
    found = {page.relative_to(root).parts[:-1] for page in root.rglob("*.html")}
    assert ("accounts", "user") in found
    assert found - folders_of_admin() == set()
    panels = list((root / "dashboard").iterdir())
    pages = [each.name for each in panels if "{% extends" in each.read_text("utf-8")]
    assert pages == [], "no panel, but a page of an app"
