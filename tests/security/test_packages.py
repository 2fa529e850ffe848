"""What the site is made of is written down as CycloneDX has it, and asked about where one can."""

import json
import subprocess

import pytest
from django.core.management import CommandError, call_command

from portal.site.sbom import bill_of_materials, editor_version, pinned_packages
from tests import packages

HOLE = {"id": "CVE-2027-0001", "fix_versions": ["9.9"]}


def test_the_list_follows_the_schema_of_its_version():
    # Not above: what checks JSON compiles forty grammars first, in each process that collects.
    from cyclonedx.schema import SchemaVersion
    from cyclonedx.validation.json import JsonStrictValidator

    text = json.dumps(bill_of_materials())
    assert JsonStrictValidator(SchemaVersion.V1_6).validate_str(text) is None
    # The validator does find faults.
    wrong = json.dumps(bill_of_materials() | {"components": [{"name": "nameless kind"}]})
    assert JsonStrictValidator(SchemaVersion.V1_6).validate_str(wrong) is not None


def test_it_has_every_pinned_package_with_its_sums_and_what_they_bring():
    found = bill_of_materials()
    components = {each["name"]: each for each in found["components"]}
    pinned = pinned_packages()
    assert len(pinned) > 30
    assert set(pinned) <= set(components)
    for name, (version, digests) in pinned.items():
        assert components[name]["version"] == version
        assert digests
        assert [each["value"] for each in components[name]["properties"]][: len(digests)] == digests
    assert components["django"]["licenses"] == [{"expression": "BSD-3-Clause"}]
    assert components["ckeditor4"]["version"] == editor_version() == "4.22.1"
    assert {"postgresql", "NotoSans-Regular.ttf"} <= set(components)


def test_what_needs_what_is_known_and_names_nothing_unknown():
    found = bill_of_materials()
    known = {each["bom-ref"] for each in found["components"]} | {"portal"}
    needs = {each["ref"]: each.get("dependsOn", []) for each in found["dependencies"]}
    assert set(needs) == known
    assert {each for some in needs.values() for each in some} <= known
    django = next(each for each in needs["portal"] if each.startswith("pkg:pypi/django@"))
    assert any(each.startswith("pkg:pypi/asgiref@") for each in needs[django])


def test_the_command_writes_it(tmp_path, capsys):
    call_command("sbom", tmp_path / "sbom.json")
    assert json.loads((tmp_path / "sbom.json").read_text())["bomFormat"] == "CycloneDX"
    assert "components in" in capsys.readouterr().out
    (tmp_path / "taken").mkdir()
    with pytest.raises(CommandError, match="cannot be written"):
        call_command("sbom", tmp_path / "taken")


@pytest.mark.parametrize(
    ("stdout", "stderr", "code", "message"),
    [
        ({"dependencies": [{"name": "a", "version": "1", "vulns": []}]}, "", 0, "0 known holes"),
        ({"dependencies": [{"name": "a", "version": "1", "vulns": [HOLE]}]}, "", 1, "CVE-2027"),
        ("", "ERROR: connection refused", 3, "NOT ASKED"),
        ([], "", 3, "NOT ASKED"),
    ],
)
def test_asking_says_whether_it_could_be_asked(capsys, stdout, stderr, code, message):
    text = json.dumps(stdout) if stdout else ""
    done = subprocess.CompletedProcess([], 1, text, stderr)
    assert packages.audit(lambda: done) == code
    assert message in capsys.readouterr().out
