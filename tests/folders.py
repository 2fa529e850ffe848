"""The arrows between the folders of the code: imports and relations, wherever they stand."""

import ast
from collections import defaultdict
from collections.abc import Iterator
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
            whole = f"{node.module}.{each.name}"
            yield whole if whole in modules() else node.module


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
                if isinstance(label, ast.Constant) and label.value in apps.app_configs:
                    found.add((name, apps.get_app_config(label.value).name))
    for model in apps.get_models():
        if model._meta.app_config.name in modules():
            found |= {(model.__module__, known) for known in _related(model)}
    return frozenset(found)


def _related(model: type) -> Iterator[str]:
    for field in model._meta.get_fields(include_parents=False):
        other = getattr(field, "related_model", None)
        # What Django swaps in, the person, is named by the setting and by no module.
        is_known = other and other._meta.label != "accounts.User" and other.__module__ in modules()
        if field.concrete and is_known:
            yield other.__module__


def circles() -> list[list[str]]:
    """Return a circle of each folder that has one among its sub-folders; none in a sound tree."""
    found = []
    for folder in sorted({name.rpartition(".")[0] for name in modules()} - {""}):
        graph: dict[str, set[str]] = defaultdict(set)
        for knows, known in arrows():
            if knows.startswith(f"{folder}.") and known.startswith(f"{folder}."):
                one, other = (
                    name.removeprefix(f"{folder}.").partition(".")[0] for name in (knows, known)
                )
                if one != other and {one, other} & _folders_in(folder):
                    graph[one].add(other)
        try:
            TopologicalSorter(graph).prepare()
        except CycleError as error:
            found.append([folder, *error.args[1]])
    return found


@cache
def _folders_in(folder: str) -> set[str]:
    return {path.name for path in (ROOT / folder.replace(".", "/")).iterdir() if path.is_dir()}
