"""Where units and commands work in different folders, the site is split in two without a word."""

import pytest

from portal.site import doctor, doctor_units
from portal.site.doctor_units import examine_units


@pytest.fixture
def unit(settings, monkeypatch, tmp_path):
    """Writes a line into the unit of the helper, whose folders are those of the settings."""
    settings.VAR_DIR, settings.MEDIA_ROOT = "/data/var", "/data/media"
    monkeypatch.setattr(doctor_units, "_FOLDER", tmp_path)
    text = f"WorkingDirectory={settings.BASE_DIR}\nEnvironment=VAR_DIR=/data/var A=1\n"

    def write(line):
        (tmp_path / "portal-helper.service").write_text(f"{text}{line}\n")

    return write


def test_a_folder_that_was_changed_in_env_alone_is_an_error(unit):
    """The disk was full: by hand all is well, and nobody reads what a command declares."""
    unit("Environment=MEDIA_ROOT=/var/lib/portal/media")
    (found,) = examine_units()
    assert (doctor.severity(found), found.msg) == (
        "error",
        "portal-helper.service works in /var/lib/portal/media (MEDIA_ROOT),"
        " and commands as this one in /data/media.",
    )
    assert "run install again" in found.hint


@pytest.mark.parametrize(
    "line",
    [
        "",
        "Environment=MEDIA_ROOT=/data/media/",
        "# Environment=MEDIA_ROOT=/other",
        "Environment=VAR_DIR=/other VAR_DIR=/data/var",
        'Environment="',
    ],
)
def test_units_that_agree_are_not_told_of(unit, line):
    unit(line)
    assert list(examine_units()) == []


def test_a_unit_of_another_site_on_this_machine_is_none_of_ours(unit, tmp_path):
    unit("")
    file = tmp_path / "portal-helper.service"
    file.write_text("WorkingDirectory=/elsewhere\nEnvironment=VAR_DIR=/other\n")
    assert list(examine_units()) == []


def test_a_link_to_a_folder_is_that_folder(unit, settings, tmp_path):
    (tmp_path / "link").symlink_to(tmp_path)
    settings.VAR_DIR, settings.MEDIA_ROOT = tmp_path, tmp_path
    unit(f"Environment=VAR_DIR={tmp_path}/link MEDIA_ROOT={tmp_path}/link")
    assert list(examine_units()) == []


def test_what_was_added_beside_a_unit_counts(unit, tmp_path):
    unit("")
    (tmp_path / "portal-helper.service.d").mkdir()
    (tmp_path / "portal-helper.service.d" / "a.conf").write_text("Environment=VAR_DIR=/other\n")
    assert len(list(examine_units())) == 1
