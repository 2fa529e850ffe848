"""The JSON of the open data as OpenAPI describes it, made from the data sets themselves."""

from collections.abc import Iterable
from typing import Any, Final

from django.conf import settings
from django.urls import reverse
from django.utils.translation import gettext as _

from portal.exchange.datafiles.facts import licence
from portal.exchange.datafiles.options import CONTENT_TYPES
from portal.exchange.datafiles.tables import Column, Kind
from portal.exchange.opendata.descriptions import CSV_GUARD, full, licence_address
from portal.exchange.opendata.rows import MAX_ROWS, PROBLEM, USUAL
from portal.exchange.opendata.sets import ID, OpenSet, first_table, open_sets
from portal.kit.site_names import site_name

type Node = dict[str, Any]

# Numbers are texts, because JSON's own would lose the digits of their source.
_TYPES: Final[dict[Kind, Node]] = {
    Kind.TEXT: {"type": "string"},
    Kind.DECIMAL: {"type": "string", "pattern": r"^-?\d+(\.\d+)?$"},
    Kind.INTEGER: {"type": "integer"},
    Kind.DATE: {"type": "string", "format": "date"},
    Kind.DATE_TIME: {"type": "string", "format": "date-time"},
    Kind.BOOLEAN: {"type": "boolean"},
    Kind.ADDRESS: {"type": "string", "format": "uri"},
}
_PROBLEM: Final[Node] = {
    "type": "object",
    "required": ["title", "status", "detail"],
    "properties": {
        "title": {"type": "string"},
        "status": {"type": "integer"},
        "detail": {"type": "string"},
    },
}


def description() -> Node:
    """Return the complete description."""
    sets = open_sets().values()
    schemas = {"Problem": _PROBLEM}
    for each in sets:
        schemas[_name(each)] = _schema(each)
    return {
        "openapi": "3.1.0",
        "info": {
            "title": _("Open data of %(site)s") % {"site": site_name("vi")},
            "version": _version(each.version for each in sets),
            "description": f"{_about()} {CSV_GUARD}",
            "license": {"name": licence(), "url": licence_address()},
            "contact": {"name": site_name("vi"), "url": full(reverse("contact"))},
        },
        "servers": [{"url": settings.SITE_URL}],
        # No key, no sign-in: everything here is for everybody.
        "security": [],
        "tags": [
            {"name": each.slug, "description": f"{each.title} ({each.version})"} for each in sets
        ],
        "paths": {path: node for each in sets for path, node in _paths(each).items()},
        "components": {
            "schemas": schemas,
            "responses": {
                "NotModified": {"description": _("What you have kept still holds.")},
                "BadRequest": _problem(_("Something in the question is wrong; it says what.")),
                "BadQuery": {
                    "description": _("Something in the question is wrong; it says what."),
                    "content": {"text/plain": {"schema": {"type": "string"}}},
                },
                "NotFound": _problem(_("There is none, or it is not public.")),
            },
        },
    }


def _version(versions: Iterable[str]) -> str:
    """Return a version that rises with that of any set, in the same place."""
    parts = [tuple(map(int, version.split("."))) for version in versions]
    return ".".join(str(sum(numbers)) for numbers in zip(*parts, strict=True)) + ".0"


def _about() -> str:
    return _(
        "Read only. Ids stay the same and are never given to something else. A page has %(usual)s "
        "rows, at most %(most)s; the next one is at “next”, and null says that it was the last. "
        "Keep the ETag and send it back in If-None-Match: while nothing has changed the answer is "
        "304. Ask for one page at a time; who wants everything takes the file of all data. "
        "Errors are told by RFC 9457, those of whole files in plain text."
    ) % {"usual": USUAL, "most": MAX_ROWS}


def _paths(each: OpenSet) -> dict[str, Node]:
    pages = {"get": _operation(each, "list", _page(each), ["BadRequest"], _page_parameters())}
    one = {"data": {"$ref": f"#/components/schemas/{_name(each)}"}}
    row = {"get": _operation(each, "get", _object(one), ["NotFound"], [_id_parameter()])}
    file = {"get": _operation(each, "download", _file(each), ["BadQuery"], [])}
    return {
        each.rows_path: pages,
        f"{each.rows_path.removesuffix('.json')}/{{{ID}}}.json": row,
        each.file_path("json"): file,
    }


def _operation(
    each: OpenSet, verb: str, schema: Node, errors: list[str], parameters: list[Node]
) -> Node:
    codes = {"BadRequest": "400", "BadQuery": "400", "NotFound": "404"}
    summaries = {
        "list": _("Rows in the order of their ids"),
        "get": _("One row"),
        "download": _("All of it, with its codebook"),
    }
    answers: Node = {
        "200": {
            "description": str(each.title),
            "headers": {"ETag": {"schema": {"type": "string"}}},
            "content": {CONTENT_TYPES["json"]: {"schema": schema}},
        },
        "304": {"$ref": "#/components/responses/NotModified"},
    }
    answers |= {codes[error]: {"$ref": f"#/components/responses/{error}"} for error in errors}
    return {
        "operationId": f"{verb}_{each.slug.replace('-', '_')}",
        "tags": [each.slug],
        "summary": summaries[verb],
        "description": str(each.description),
        "parameters": parameters,
        "responses": answers,
    }


def _page_parameters() -> list[Node]:
    after = {"type": "integer", "minimum": 0, "default": 0}
    size = {"type": "integer", "minimum": 1, "maximum": MAX_ROWS, "default": USUAL}
    return [
        {"name": "sau", "in": "query", "schema": after,
         "description": _("Only rows whose id is greater than this.")},
        {"name": "so-dong", "in": "query", "schema": size,
         "description": _("How many rows a page has.")},
    ]  # fmt: skip


def _id_parameter() -> Node:
    schema = {"type": "integer", "minimum": 0}
    return {"name": ID, "in": "path", "required": True, "schema": schema}


def _page(each: OpenSet) -> Node:
    rows = {"type": "array", "items": {"$ref": f"#/components/schemas/{_name(each)}"}}
    return _object(
        {
            "title": {"type": "string"},
            "version": {"type": "string"},
            "licence": {"type": "string"},
            "licence_address": {"type": "string", "format": "uri"},
            "codebook": {"type": "string", "format": "uri"},
            "data": rows,
            "next": {"type": ["string", "null"], "format": "uri"},
        }
    )


def _file(each: OpenSet) -> Node:
    rows = {"type": "array", "items": {"$ref": f"#/components/schemas/{_name(each)}"}}
    table, _columns = first_table(each.slug)
    # Its facts and further tables stand beside these.
    return _object({table: rows, "codebook": {"type": "array", "items": {"type": "object"}}})


def _schema(each: OpenSet) -> Node:
    _table, columns = first_table(each.slug)
    node = _object({column.name: _column(column) for column in columns})
    return node | {"title": str(each.title)}


def _column(column: Column) -> Node:
    node = dict(_TYPES[column.kind])
    if column.name != ID:
        node["type"] = [node["type"], "null"]
    if column.codes:
        node["enum"] = [*column.codes, None]
    text = f"{column.label}. {column.meaning}".strip()
    if column.codes:
        text += " " + "; ".join(f"{code}: {words}" for code, words in column.codes.items())
    return node | {"description": text}


def _object(properties: Node) -> Node:
    return {"type": "object", "required": list(properties), "properties": properties}


def _problem(words: str) -> Node:
    content = {PROBLEM: {"schema": {"$ref": "#/components/schemas/Problem"}}}
    return {"description": words, "content": content}


def _name(each: OpenSet) -> str:
    """As identifiers are written: ChiTieu for chi-tieu."""
    return "".join(word.capitalize() for word in each.slug.split("-"))
