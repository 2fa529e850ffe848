"""The OpenAPI description is whole, and what the site answers fits it."""

import json
import re
from dataclasses import replace
from datetime import date, datetime

import pytest

from portal.exchange.opendata.openapi import description
from portal.exchange.opendata.sets import open_sets
from tests.data_files import json_of
from tests.portal.exchange.opendata.site import public_rows

pytestmark = pytest.mark.django_db
TYPES = {
    "string": str, "integer": int, "boolean": bool, "null": type(None), "object": dict,
    "array": list,
}  # fmt: skip
FORMATS = {
    "date": date.fromisoformat,
    "date-time": datetime.fromisoformat,
    "uri": lambda text: re.fullmatch(r"https?://\S+", text) or 1 / 0,
}


def misfits(schema, value, document, where="$"):
    """What of a value does not fit a schema, as far as the description uses JSON Schema."""
    if "$ref" in schema:
        return misfits(resolved(schema["$ref"], document), value, document, where)
    kinds = schema.get("type", [])
    kinds = [kinds] if isinstance(kinds, str) else kinds
    if not any(type(value) is TYPES[kind] for kind in kinds):
        return [f"{where}: {value!r} is not {kinds}"]
    if value is None:
        return []
    found = []
    if "enum" in schema and value not in schema["enum"]:
        found.append(f"{where}: {value!r} is not in {schema['enum']}")
    if "pattern" in schema and not re.search(schema["pattern"], value):
        found.append(f"{where}: {value!r} is not like {schema['pattern']}")
    if "format" in schema:
        try:
            FORMATS[schema["format"]](value)
        except (ValueError, ZeroDivisionError):
            found.append(f"{where}: {value!r} is no {schema['format']}")
    if isinstance(value, dict):
        found += [f"{where}: no {name}" for name in schema.get("required", []) if name not in value]
        for name, inner in schema.get("properties", {}).items():
            if name in value:
                found += misfits(inner, value[name], document, f"{where}.{name}")
    if isinstance(value, list):
        for place, each in enumerate(value):
            found += misfits(schema["items"], each, document, f"{where}[{place}]")
    return found


def resolved(reference, document):
    node = document
    for part in reference.removeprefix("#/").split("/"):
        node = node[part]
    return node


def answer_schema(operation):
    return operation["responses"]["200"]["content"]["application/json"]["schema"]


def references(node):
    if isinstance(node, dict):
        yield from ([node["$ref"]] if "$ref" in node else [])
        for each in node.values():
            yield from references(each)
    elif isinstance(node, list):
        for each in node:
            yield from references(each)


def test_what_the_site_answers_fits_the_description(client):
    public_rows()
    api = json_of(client, "/du-lieu/openapi.json")
    for each in open_sets().values():
        found = json_of(client, each.rows_path)
        assert found["data"], f"{each.slug}: a row of it is missing in public_rows of site.py"
        assert misfits(answer_schema(api["paths"][each.rows_path]["get"]), found, api) == []
        one = f"{each.rows_path.removesuffix('.json')}/{{id}}.json"
        row = json_of(client, one.replace("{id}", str(found["data"][0]["id"])))
        assert misfits(answer_schema(api["paths"][one]["get"]), row, api) == []
        file = each.file_path("json")
        data = json_of(client, file)
        assert misfits(answer_schema(api["paths"][file]["get"]), data, api) == []


def test_the_checker_itself_finds_what_does_not_fit():
    schema = {"type": "object", "required": ["a"], "properties": {"b": {"type": ["string", "null"],
              "format": "date"}}}  # fmt: skip
    assert len(misfits(schema, {"b": "hôm qua"}, {})) == 2
    assert misfits(schema, {"a": 1, "b": None}, {}) == []
    assert misfits({"type": "integer"}, True, {})


def test_errors_fit_it_too(client):
    data = json_of(client, "/du-lieu/openapi.json")
    answer = json.loads(client.get("/du-lieu/api/tin-tuc.json?so-dong=0").content)
    assert misfits(data["components"]["schemas"]["Problem"], answer, data) == []


def test_the_answer_to_a_bad_filter_of_a_file_fits_it_too(client):
    api = json_of(client, "/du-lieu/openapi.json")
    answer = client.get("/ha-tang.json?doanh_nghiep=khong-co")
    described = api["paths"]["/ha-tang.json"]["get"]["responses"][str(answer.status_code)]
    content = resolved(described["$ref"], api)["content"]
    assert list(content) == [answer["Content-Type"].partition(";")[0]] == ["text/plain"]


def test_its_version_rises_with_the_version_of_a_set(client, monkeypatch):
    before = json_of(client, "/du-lieu/openapi.json")
    newer = {
        slug: replace(each, version="9.1") if slug == "ha-tang" else each
        for slug, each in open_sets().items()
    }
    monkeypatch.setattr("portal.exchange.opendata.openapi.open_sets", lambda: newer)
    after = description()
    major, minor, _patch = map(int, before["info"]["version"].split("."))
    assert after["info"]["version"] == f"{major + 7}.{minor + 1}.0"
    assert {"name": "ha-tang", "description": "Hạ tầng dùng chung (9.1)"} in after["tags"]


def test_the_table_and_the_codebook_of_a_file_are_no_option(client):
    api = json_of(client, "/du-lieu/openapi.json")
    schema = answer_schema(api["paths"]["/ha-tang.json"]["get"])
    assert schema["required"] == ["listings", "codebook"]


def test_the_description_is_whole(client):
    data = json_of(client, "/du-lieu/openapi.json")
    assert data["openapi"] == "3.1.0"
    assert set(data) == {"openapi", "info", "servers", "security", "tags", "paths", "components"}
    for reference in references(data):
        assert resolved(reference, data)
    operations = [node["get"] for node in data["paths"].values()]
    names = [operation["operationId"] for operation in operations]
    assert len(names) == len(set(names)) == 3 * len(open_sets())
    tags = {tag["name"] for tag in data["tags"]}
    for path, node in data["paths"].items():
        given = {p["name"] for p in node["get"]["parameters"] if p["in"] == "path"}
        assert given == set(re.findall(r"{(\w+)}", path))
        assert set(node["get"]["tags"]) <= tags
        assert {"200", "304"} <= set(node["get"]["responses"])
        assert all(answer.get("description") or "$ref" in answer
                   for answer in node["get"]["responses"].values())  # fmt: skip
