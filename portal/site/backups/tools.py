"""Programs that backups go through: age, and the operator's own command."""

import subprocess
from typing import Final

from django.utils.translation import gettext as _

from portal.kit.postgres.programs import ProgramFailed

# After each of its errors age asks to be told of it.
_AGE_REPORTS: Final = " age: report unexpected"


def run_tool(words: list[str]) -> None:
    """Run a program without a shell; raise ProgramFailed with what it said, or that it is gone."""
    try:
        done = subprocess.run(  # noqa: S603  # the operator's own words, no shell
            words, stdin=subprocess.DEVNULL, capture_output=True, text=True, check=False
        )
    except FileNotFoundError as error:
        message = _("%(program)s is not on this machine.") % {"program": words[0]}
        raise ProgramFailed(message) from error
    if done.returncode:
        complaint = " ".join(done.stderr.split()).removeprefix(f"{words[0]}: ")
        raise ProgramFailed(f"{words[0]}: {complaint.partition(_AGE_REPORTS)[0][-500:]}")
