"""Bars of long commands: there for whoever watches in a terminal, and for nobody else."""

import io
import sys

from portal.kit.progress import progress_bar, progress_of_known, progress_step


class Terminal(io.StringIO):
    def isatty(self) -> bool:
        return True


def test_whoever_watches_sees_how_far_it_is(monkeypatch):
    monkeypatch.setattr(sys, "stderr", Terminal())
    assert list(progress_bar([1, 2, 3], name="tệp")) == [1, 2, 3]
    with progress_of_known() as on_progress:
        on_progress(1, 2)
        on_progress(4, 4)
    with progress_step("mã hóa"):
        assert "mã hóa:   0%" in sys.stderr.getvalue()
    assert "mã hóa: 100%" in sys.stderr.getvalue()
    assert "tệp: 100%" in sys.stderr.getvalue()
    assert "4/4" in sys.stderr.getvalue()


def test_a_log_holds_no_bar(monkeypatch):
    monkeypatch.setattr(sys, "stderr", io.StringIO())
    assert list(progress_bar([1, 2, 3])) == [1, 2, 3]
    with progress_of_known() as on_progress:
        on_progress(4, 4)
    with progress_step("mã hóa"):
        pass
    assert sys.stderr.getvalue() == ""
