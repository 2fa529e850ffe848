"""The arrows between the folders of the code: imports and relations, wherever they stand."""

import ast
from collections import defaultdict
from collections.abc import Collection, Iterator
from functools import cache
from graphlib import CycleError, TopologicalSorter
from pathlib import Path

from django.apps import apps

from tests.environment import ROOT

PACKAGES = ("portal", "enterprises", "projects", "news")

type Arrow = tuple[str, str]


@cache
def modules() -> dict[str, Path]:
    """Return the file of each of our modules, by its dotted name; migrations left out."""
    found = {}
    for package in PACKAGES:
        for file in (ROOT / package).rglob("*.py"):
            name = ".".join(file.relative_to(ROOT).with_suffix("").parts)
            if ".migrations." not in name:
                found[name.removesuffix(".__init__")] = file
    return found


def _named(module: str, node: ast.stmt) -> Iterator[str]:
    """Yield the modules that an import statement names, also those that it takes as names."""
    if isinstance(node, ast.Import):
        yield from (each.name for each in node.names)
    elif isinstance(node, ast.ImportFrom) and node.module:
        for each in node.names:
            full_name = f"{node.module}.{each.name}"
            yield full_name if full_name in modules() else node.module


@cache
def arrows() -> frozenset[Arrow]:
    """Return who knows whom, module by module: by imports, `get_model`, and models' relations."""
    found = set()
    for name, file in modules().items():
        for node in ast.walk(ast.parse(file.read_text())):
            if isinstance(node, ast.Import | ast.ImportFrom):
                found |= {(name, known) for known in _named(name, node) if known in modules()}
            elif isinstance(node, ast.Call) and getattr(node.func, "attr", "") == "get_model":
                label = node.args[0] if node.args else None
                if isinstance(label, ast.Constant):
                    # The label alone, or with the model's name behind it.
                    found |= {(name, app) for app in _app(str(label.value).partition(".")[0])}
    for model in apps.get_models():
        if model._meta.app_config.name in modules():
            found |= {(model.__module__, known) for known in _related(model)}
    return frozenset(found)


def _app(label: str) -> set[str]:
    config = apps.app_configs.get(label)
    return {config.name} & modules().keys() if config else set()


def _related(model: type) -> Iterator[str]:
    for field in model._meta.get_fields(include_parents=False):
        other = getattr(field, "related_model", None)
        # What Django swaps in, the person, is named by the setting and by no module.
        is_known = other and other._meta.label != "accounts.User" and other.__module__ in modules()
        if field.concrete and is_known:
            yield other.__module__


def circles(found: Collection[Arrow]) -> list[list[str]]:
    """Return a circle of each folder that has one among what lies in it; none in a sound tree.

    A circle of two files of one folder is none of folders; one of a file and a sub-folder is.
    """
    folders = {folder for arrow in found for name in arrow for folder in _folders_of(name)}
    graphs: dict[str, dict[str, set[str]]] = defaultdict(lambda: defaultdict(set))
    for arrow in found:
        one, other = _parted(*arrow)
        if one != other and not folders.isdisjoint({one, other}):
            graphs[one.rpartition(".")[0]][one].add(other)
    return [circle for _folder, graph in sorted(graphs.items()) if (circle := _circle(graph))]


def _parted(one: str, other: str) -> tuple[str, str]:
    """Return the neighbours in one folder that the arrow leads between; alike where it has none."""
    parts = list(zip(one.split("."), other.split("."), strict=False))
    depth = next((at for at, (left, right) in enumerate(parts) if left != right), len(parts) - 1)
    above = [left for left, _right in parts[:depth]]
    return ".".join([*above, parts[depth][0]]), ".".join([*above, parts[depth][1]])


def _folders_of(module: str) -> Iterator[str]:
    parts = module.split(".")
    return (".".join(parts[:depth]) for depth in range(1, len(parts)))


def _circle(graph: dict[str, set[str]]) -> list[str]:
    try:
        TopologicalSorter(graph).prepare()
    except CycleError as error:
        return list(error.args[1])
    return []
