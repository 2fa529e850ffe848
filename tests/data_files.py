"""Reads the data files that the site sends, the way their users do."""

import csv
import io
import json
from typing import Any

from django.test import Client
from openpyxl import Workbook, load_workbook


def sent(client: Client, address: str, **kwargs: Any) -> bytes:
    """The body of a file that is there."""
    response = client.get(address, **kwargs)
    assert response.status_code == 200, response.status_code
    return response.getvalue()


def csv_of(client: Client, address: str) -> list[dict[str, str]]:
    text = sent(client, address).decode()
    return list(csv.DictReader(io.StringIO(text, newline="")))


def json_of(client: Client, address: str) -> dict[str, Any]:
    found: dict[str, Any] = json.loads(sent(client, address))
    return found


def xlsx_of(client: Client, address: str) -> Workbook:
    return load_workbook(io.BytesIO(sent(client, address)))


def sheet_rows(book: Workbook, title: str) -> list[dict[str, Any]]:
    """The rows of a sheet by the headings of their columns."""
    headings, *rows = book[title].iter_rows(values_only=True)
    return [dict(zip(headings, row, strict=True)) for row in rows]
