"""Icons where phones and browsers look for them, and the manifest for a phone's first page."""

import json
from pathlib import Path
from urllib.parse import unquote

from bs4 import BeautifulSoup
from django.contrib.staticfiles import finders
from PIL import Image


def test_the_manifest_names_icons_that_are_there_in_the_size_it_says(client, db):
    answer = client.get("/site.webmanifest")
    assert answer["Content-Type"] == "application/manifest+json"
    data = json.loads(answer.content)
    assert data["name"] == "Sở Bưu chính, Viễn thông"
    for icon in data["icons"]:
        with Image.open(str(finders.find(icon["src"].removeprefix("/static/")))) as picture:
            assert f"{picture.width}x{picture.height}" == icon["sizes"]


def test_who_asks_for_the_icon_by_its_old_name_finds_it(client, db):
    assert client.get("/favicon.ico").status_code == 301
    assert finders.find(client.get("/favicon.ico")["Location"].removeprefix("/static/"))


def test_a_page_names_the_manifest_and_the_policy_lets_it_be_read(client, db):
    answer = client.get("/so-do/")
    assert '<link rel="manifest" href="/site.webmanifest">' in answer.text
    assert "manifest-src 'self'" in answer["Content-Security-Policy"]


def test_a_page_holds_the_drawn_icon_itself(client, db):
    icon = BeautifulSoup(client.get("/so-do/").text, "lxml").select_one("link[rel=icon]")["href"]
    kind, _, drawing = icon.partition(",")
    assert kind == "data:image/svg+xml"
    assert unquote(drawing) == Path(finders.find("img/favicon.svg")).read_text().strip()
