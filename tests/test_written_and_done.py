"""What the handbooks, letters and decisions say is what the code does."""

import re
from datetime import timedelta

import pytest
from django.conf import settings
from django.urls import resolve

from portal.site.health_page import NAMES
from portal.tasks.letters import WAITS
from tests.test_handbook import HANDBOOKS, read

EDITORS = "docs/bien-tap.md"


def test_letters_that_were_refused_are_given_up_after_as_long_as_is_written():
    hours = round(sum(WAITS, timedelta()) / timedelta(hours=1))
    names = (*HANDBOOKS, EDITORS, "docs/decisions/0009-background-tasks.md")
    pattern = r"(?:khoảng|for some|within some) (\d+) (?:giờ|hours)"
    found = {name: set(re.findall(pattern, read(name))) for name in names}
    assert found == {name: {str(hours)} for name in names}


def test_who_publishes_writes_and_edits_too():
    roles = r"^\| (?:Biên tập viên|Người duyệt) \| (.+) \|$"
    editor, publisher = re.findall(roles, read(EDITORS), re.MULTILINE)
    assert "yêu cầu sửa" in editor
    assert publisher.startswith("như biên tập viên, và duyệt, đăng")


def test_no_decision_forbids_what_the_site_serves():
    text = read("docs/decisions/0041-feeds-and-machines.md")
    assert resolve("/sitemap-tin-moi.xml")
    assert "sitemap-tin-moi.xml" in text
    assert "No sitemap for news" not in text


def test_the_number_of_a_linked_decision_is_that_of_its_file():
    root = settings.BASE_DIR
    names = [root / "README.md", root / "CONTRIBUTING.md", *(root / "docs").rglob("*.md")]
    links = [
        (name.name, shown, number)
        for name in names
        for shown, number in re.findall(
            r"\[(\d{4})\]\((?:[\w./-]+/)?(\d{4})-", name.read_text(encoding="utf-8")
        )
    ]
    assert len(links) > 50
    assert [link for link in links if link[1] != link[2]] == []


def test_the_letter_of_an_invitation_says_as_the_handbook_that_looking_takes_nothing():
    for name in ("templates/mails/invitation.txt", "docs/doanh-nghiep.md"):
        assert re.search(r"[Mm]ở (?:xem )?bao nhiêu lần cũng được", read(name)), name
    assert "dùng được một lần" not in read("templates/mails/invitation.txt")


def test_an_address_that_a_form_gives_as_an_example_could_be_one():
    texts = read("locale/vi/LC_MESSAGES/django.po")
    named = set(re.findall(r"such as (/tin-tuc/[\w/-]+/)", texts))
    assert len(named) >= 2
    # Below a year stands a month: an article has its own name right below the news.
    assert {resolve(each).url_name for each in named} == {"article"}


@pytest.mark.parametrize("name", [*HANDBOOKS, "portal/site/doctor.py"])
def test_who_works_off_what_waits_is_begun_anew_where_units_run_the_site(name):
    """There the site is run by `serve`, and all the same has no helper of its own."""
    assert " --without-helper" in read("deploy/systemd/portal.service")
    after = read(name).partition("background tasks wait for long")[2][:300]
    assert "systemctl restart portal-helper" in after


def test_the_letter_of_an_alarm_leads_to_the_section_that_has_its_names():
    [heading] = re.findall(r"mục “(.+)”", read("templates/mails/alert.txt"))
    section = read("docs/van-hanh.md").partition(f"## {heading}\n")[2].partition("\n## ")[0]
    alarms = "".join(re.findall(r"^\| (.+?) \| ", section, re.MULTILINE))
    assert set(NAMES) - set(re.findall(r"`(\w+)`", alarms)) == set()


@pytest.mark.parametrize("name", HANDBOOKS)
def test_the_disk_of_a_new_postgresql_is_watched_after_the_old_one_is_dropped(name):
    after = read(name).partition("`pg_dropcluster 17 main`")[2][:200]
    assert "`DISKS_WATCHED`" in after
