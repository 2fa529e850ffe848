"""A full disk ends no process that counts: its blocks are there, or it counts in memory."""

import errno
import os

from portal.kit.measuring.sharing import BYTES, AllocatedFile


def test_the_blocks_are_there_before_they_are_written_to(tmp_path):
    AllocatedFile(str(tmp_path / "counter_0.db"))
    found = (tmp_path / "counter_0.db").stat()
    assert (found.st_size, found.st_blocks * 512 >= BYTES) == (BYTES, True)


def test_what_is_there_already_is_counted_on(tmp_path):
    name = str(tmp_path / "counter_0.db")
    AllocatedFile(name).write_value("a", 3.0, 0.0)
    again = AllocatedFile(name)
    assert again.read_value("a") == (3.0, 0.0)
    (found,) = AllocatedFile(name, read_mode=True).read_all_values()
    assert found[1] == 3.0


def test_on_a_full_disk_it_counts_in_memory(tmp_path, monkeypatch):
    def no_room(*_words):
        raise OSError(errno.ENOSPC, os.strerror(errno.ENOSPC))

    monkeypatch.setattr(os, "posix_fallocate", no_room)
    counts = AllocatedFile(str(tmp_path / "counter_0.db"))
    counts.write_value("a", 1.0, 0.0)
    assert counts.read_value("a") == (1.0, 0.0)
    assert (tmp_path / "counter_0.db").stat().st_blocks == 0
