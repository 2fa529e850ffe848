"""A full or locked disk: an emergency reaches readers all the same, or it says at once that not."""

import errno
from io import StringIO
from pathlib import Path

import pytest
from django.core.management import CommandError, call_command

from portal.emergency import alerts
from portal.emergency.models import Emergency
from portal.kit.files import replace_file
from portal.site.emergency import NOW

pytestmark = pytest.mark.django_db(transaction=True)
ON = ["emergency", "on", "--level=3", "--headline=Bão số 5"]


@pytest.fixture
def var(settings, tmp_path):
    settings.VAR_DIR = tmp_path
    return tmp_path


@pytest.fixture
def full(monkeypatch):
    """Let no new byte be written; the blocks that files have can be written over."""

    def no_space(self, _content):
        self.touch()
        raise OSError(errno.ENOSPC, "No space left on device")

    monkeypatch.setattr(Path, "write_bytes", no_space)


def test_on_a_full_disk_the_banner_reaches_readers(var, full):
    (var / alerts.FILE).write_text("[]", encoding="utf-8")
    output = StringIO()
    # The light home page has no block to be written into, and that is said.
    with pytest.raises(CommandError, match=r"không cần gõ lại.*No space left on device"):
        call_command(*ON, stdout=output)
    assert "Bão số 5" in output.getvalue()
    assert alerts.current_alert().headline == "Bão số 5"
    assert [path.name for path in var.iterdir() if path.is_file()] == [alerts.FILE]


def test_after_the_end_a_full_disk_keeps_no_warning_for_the_server_in_front(var, monkeypatch):
    call_command(*ON, stdout=StringIO())
    assert (var / "light-home" / NOW).exists()

    def no_space(_file, _content):
        raise OSError(errno.ENOSPC, "No space left on device")

    monkeypatch.setattr(Path, "write_bytes", no_space)
    with pytest.raises(CommandError, match="không cần gõ lại"):
        call_command("emergency", "off", stdout=StringIO())
    assert not (var / "light-home" / NOW).exists()
    assert alerts.current_alert() is None


class GoneTerminal(StringIO):
    def write(self, _text):
        raise BrokenPipeError


def test_a_terminal_that_is_gone_keeps_no_warning_from_the_light_home(var):
    with pytest.raises(BrokenPipeError):
        call_command(*ON, stdout=GoneTerminal())
    assert "Bão số 5" in (var / "light-home" / NOW).read_text(encoding="utf-8")


def test_where_nothing_can_be_written_it_says_that_readers_do_not_see_it(var, full):
    with pytest.raises(CommandError, match="CHƯA thấy"):
        call_command(*ON, stdout=StringIO())
    assert Emergency.objects.declared().count() == 1
    assert alerts.current_alert() is None


def test_the_command_writes_it_once_there_is_room(var, monkeypatch):
    with monkeypatch.context() as patch:
        patch.setattr(alerts, "replace_file", lambda *_: (_ for _ in ()).throw(OSError()))
        with pytest.raises(CommandError):
            call_command(*ON, stdout=StringIO())
    call_command("write_light_home", stdout=StringIO())
    assert alerts.current_alert().headline == "Bão số 5"


def test_a_file_that_could_not_be_written_leaves_no_half(tmp_path, full):
    with pytest.raises(OSError, match="No space"):
        replace_file(tmp_path / "tệp", "chữ")
    assert list(tmp_path.iterdir()) == []
