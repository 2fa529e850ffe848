"""One page of each kind on the served site: those of the demo, and those whose row is made there.

Run as a program beside the served site it makes the rows and tells of all pages, with the session
of whoever may look at each; no test may write into that database in another way.
"""

import json
import os
import subprocess
import sys
from dataclasses import asdict, dataclass

import django
from django.conf import settings
from django.test import Client

from tests.stack.serving import ROOT, Site

# What people come for; Lighthouse looks at these.
IMPORTANT = {
    "home": "home",
    "list": "news:list",
    "article": "news:article",
    "search page": "search",
    "search": "search: found",
    "plan": "projects:masterplan",
    "indicator": "projects:indicator",
    "enterprise": "enterprises:enterprise",
    "question": "questions:answer",
}


@dataclass(frozen=True, slots=True)
class Kind:
    """A page to look at: what it is, where, how it answers, and the session of who looks."""

    name: str
    path: str
    status: int
    session: str

    def is_a(self, name: str) -> bool:
        """Whether it is the page of an address (or state) of that name."""
        return self.name == name or self.name.startswith(f"{name} /")


def all_kinds(site: Site) -> list[Kind]:
    """Make the rows that the demo lacks; every kind of page."""
    done = subprocess.run(
        [sys.executable, "-m", "tests.stack.kinds"],
        cwd=ROOT,
        env=os.environ | site.environment,
        capture_output=True,
        text=True,
        check=False,
    )
    assert done.returncode == 0, done.stderr
    return [Kind(**each) for each in json.loads(done.stdout.splitlines()[-1])]


def _kinds() -> list[Kind]:
    from portal.accounts.models import User
    from tests.page_kinds import in_the_demo
    from tests.page_rows import ROWS, made, to_make

    sessions: dict[str, str] = {"": ""}
    found = []
    for each in [*in_the_demo(but=ROWS), *map(made, to_make())]:
        if each.who not in sessions:
            client = Client()
            client.force_login(User.objects.get(username=each.who))
            sessions[each.who] = client.cookies[settings.SESSION_COOKIE_NAME].value
        found.append(Kind(each.name, each.path, each.status, each.session or sessions[each.who]))
    return found


if __name__ == "__main__":
    django.setup()
    from portal.kit.postgres.server import embedded_server

    with embedded_server(settings.VAR_DIR):
        kinds = _kinds()
    print(json.dumps([asdict(each) for each in kinds]))
