"""The arrows of the design, what migrations keep, and the pages that say so: nothing goes past."""

import ast
import re
from pathlib import Path

import pytest
from django.apps import apps
from django.core.management import CommandError, call_command, get_commands

from portal.site.management.commands import write_layers, write_migration_sums
from tests.environment import ROOT
from tests.folders import PACKAGES, arrows, circles, modules
from tests.page_kinds import IN_THE_DEMO, NO_PAGES, pages
from tests.page_rows import ROWS


def _package(model) -> str:
    return model._meta.app_config.name.partition(".")[0]


def test_no_folder_knows_one_that_knows_it():
    assert circles(arrows()) == []


def test_no_app_asks_for_its_own_model_by_its_name():
    asked = [
        (name, node.args[0].value.partition(".")[0])
        for name, file in modules().items()
        for node in ast.walk(ast.parse(file.read_text()))
        if isinstance(node, ast.Call)
        and getattr(node.func, "attr", "") == "get_model"
        and isinstance(node.args[0], ast.Constant)
    ]
    own = [
        name
        for name, label in asked
        if (app := apps.get_containing_app_config(name)) and app.label == label
    ]
    assert own == []


@pytest.mark.parametrize(
    ("back", "circle"),
    [
        # By way of a third.
        (("portal.kit.text.forms", "portal.site.home"), {"portal.kit", "portal.site"}),
        # A file that lies beside a folder, which names it.
        (("news.data.reading", "news.demo"), {"news.data", "news.demo"}),
        (("portal.text", "news.articles.models"), {"portal", "news"}),
    ],
)
def test_one_arrow_back_makes_a_circle(back, circle):
    forth = {
        ("portal.site.home", "portal.editing.admin"),
        ("portal.editing.admin", "portal.kit.text.forms"),
        ("portal.kit.text.forms", "portal.kit.text.words"),
        ("news.articles.models", "portal.text"),
        ("news.demo", "news.data.reading"),
    }
    assert circles(forth) == []
    (found,) = circles(forth | {back})
    assert circle <= set(found)


def test_a_circle_of_files_in_one_folder_is_none_of_folders():
    assert circles({("news.urls", "news.views"), ("news.views", "news.urls")}) == []


# projects may lean on enterprises and both on portal; nobody is told of it from the other side.
def test_no_reverse_relation_leaks_into_another_package():
    leaks = [
        f"{model._meta.label}.{relation.get_accessor_name()}"
        for model in apps.get_models()
        for relation in model._meta.related_objects
        # A child inherits its parent's relations; they are the parent's own.
        if relation.model is model
        and {_package(model), _package(relation.related_model)} <= set(PACKAGES)
        and _package(relation.related_model) != _package(model)
        and not relation.hidden
    ]
    assert leaks == []


def test_each_address_is_a_page_to_look_at_or_says_why_not():
    known = {*IN_THE_DEMO, *ROWS, *NO_PAGES}
    unlisted = {route.name for route in pages() if route.parts and route.name not in known}
    assert unlisted == set(), "Name them in tests/page_kinds.py or tests/page_rows.py."


@pytest.mark.parametrize("path", sorted(write_migration_sums.migration_sums(ROOT)))
def test_a_migration_imports_nothing_of_ours(path):
    modules = {
        name
        for node in ast.walk(ast.parse((ROOT / path).read_text()))
        for name in (
            [node.module or ""]
            if isinstance(node, ast.ImportFrom)
            else [alias.name for alias in getattr(node, "names", ())]
        )
    }
    assert [name for name in modules if name.partition(".")[0] in {*PACKAGES, "tests"}] == []


def test_each_migration_is_as_it_landed():
    call_command("write_migration_sums", check=True)


@pytest.fixture
def tree(tmp_path: Path, settings) -> Path:
    """A source tree with one migration, which has landed, and a contract."""
    settings.BASE_DIR = tmp_path
    folder = tmp_path / "news/articles/migrations"
    folder.mkdir(parents=True)
    (folder / "__init__.py").touch()
    (folder / "0001_initial.py").write_text("operations = []\n")
    call_command("write_migration_sums")
    return tmp_path


def test_a_new_migration_needs_a_sum_and_the_sums_of_others_stay(tree):
    before = (tree / "migrations.sha256").read_text()
    (tree / "news/articles/migrations/0002_byline.py").write_text("operations = [1]\n")
    with pytest.raises(CommandError, match=r"Not in migrations\.sha256: .*/0002_byline\.py"):
        call_command("write_migration_sums", check=True)
    call_command("write_migration_sums")
    call_command("write_migration_sums", check=True)
    assert (tree / "migrations.sha256").read_text().startswith(before)


@pytest.mark.parametrize("check", [True, False])
@pytest.mark.parametrize("change", [Path.unlink, lambda file: file.write_text("changed\n")])
def test_a_migration_that_has_landed_is_not_edited_nor_removed(tree, change, check):
    before = (tree / "migrations.sha256").read_text()
    change(tree / "news/articles/migrations/0001_initial.py")
    with pytest.raises(CommandError, match=r"put back news/articles/migrations/0001_initial\.py"):
        call_command("write_migration_sums", check=check)
    assert (tree / "migrations.sha256").read_text() == before


def test_the_pages_show_the_layers_of_the_contract():
    call_command("write_layers", check=True)


def test_layers_are_written_into_the_pages_from_the_contract(tree):
    (tree / "pyproject.toml").write_text(
        '[[tool.importlinter.contracts]]\nname = "news on portal"\ntype = "layers"\n'
        'layers = ["news | projects", "portal"]\n'
    )
    for page in write_layers.PAGES:
        (tree / page).write_text(f"Before\n{write_layers.START}old\n{write_layers.END}after\n")
    with pytest.raises(CommandError, match=r"README\.md shows other layers"):
        call_command("write_layers", check=True)
    call_command("write_layers")
    call_command("write_layers", check=True)
    assert (tree / "CONTRIBUTING.md").read_text() == (
        f"Before\n{write_layers.START}```\nnews on portal:\n    news | projects → portal\n"
        f"```\n{write_layers.END}after\n"
    )


PAGES = [
    page.relative_to(ROOT).as_posix()
    for pattern in ("README.md", "CONTRIBUTING.md", "docs/**/*.md")
    for page in sorted(ROOT.glob(pattern))
]
# What is made on the machine, and names that stand for others.
MADE = re.compile(r"^var/|[<{…]")


@pytest.mark.parametrize("page", PAGES)
def test_the_files_and_folders_that_a_page_names_are_there(page):
    text = (ROOT / page).read_text()
    named = {name.rstrip("/") for name in re.findall(r"`([\w.*-]+/[^`\s]*)`", text)}
    top = {path.name for path in ROOT.iterdir()}
    ours = {name for name in named if name.partition("/")[0] in top and not MADE.search(name)}
    assert [name for name in sorted(ours) if not any(ROOT.glob(name))] == []
    links = set(re.findall(r"\]\(([^)#:\s]+)", text))
    assert [
        link for link in sorted(links) if not (ROOT / page).parent.joinpath(link).exists()
    ] == []


@pytest.mark.parametrize("page", PAGES)
def test_the_names_that_a_page_looks_for_are_there(page):
    """`NAME` in `file`; in tables also `file.py` after what it lies beside."""
    text = (ROOT / page).read_text()
    for name, path in re.findall(r"`(\w+)`(?: of| in) `([\w/]+\.\w+)`", text):
        assert re.search(rf"\b{name}\b", (ROOT / path).read_text()), (name, path)
    for line in re.findall(r"^\|.*", text, re.MULTILINE):
        folder = None
        for name in re.findall(r"`([\w./-]+)`", line):
            if name.partition("/")[0] in PACKAGES and "/" in name:
                folder = ROOT / name if name.endswith("/") else (ROOT / name).parent
            elif folder is not None and re.fullmatch(r"\w+\.py", name):
                assert (folder / name).is_file(), line


@pytest.mark.parametrize("page", PAGES)
def test_the_commands_that_a_page_names_are_there(page):
    named = set(re.findall(r"manage\.py ([a-z_]+)", (ROOT / page).read_text()))
    assert named <= get_commands().keys()


def test_the_map_names_each_folder_that_has_code():
    map_ = (ROOT / "README.md").read_text().partition("## Map\n")[2].partition("\n## ")[0]
    named = set(re.findall(r"^(?:\w+/)+", map_, re.MULTILINE))
    files = [file.relative_to(ROOT).parts for file in modules().values()]
    assert {f"{package}/{folder}/" for package, folder, *rest in files if rest} <= named
    assert [name for name in sorted(named) if not (ROOT / name).is_dir()] == []


def test_functions_say_what_they_do_and_begin_with_the_verb():
    """“Return whether …”, not “Whether …”; what stands for a noun has another beginning, too."""
    nouns = ("What ", "Whether ", "Who ", "How ", "The ", "Where ")
    wrong = [
        f"{path.relative_to(ROOT)}:{node.lineno}"
        for path in modules().values()
        for node in ast.walk(ast.parse(path.read_text(encoding="utf-8")))
        if isinstance(node, ast.FunctionDef) and (ast.get_docstring(node) or "").startswith(nouns)
    ]
    assert wrong == []
