"""Whether somebody may be signed in is asked of the cookie, and in one way."""

from pathlib import Path

import pytest

from portal.kit.session_cookie import may_be_signed_in

ROOT = Path(__file__).resolve().parents[3]
# The second reads the header of a request that Django has not seen.
KNOW_THE_NAME = {"portal/kit/session_cookie.py", "portal/pagecache/questions.py"}


@pytest.mark.parametrize(("name", "answer"), [("sessionid", True), ("csrftoken", False)])
def test_a_session_is_told_by_its_cookie_without_a_look_at_the_person(rf, name, answer):
    request = rf.get("/")
    request.COOKIES[name] = "a"
    assert may_be_signed_in(request) is answer
    assert not hasattr(request, "user")


def test_nobody_else_asks_for_the_cookie():
    files = (path for name in ("portal", "enterprises") for path in (ROOT / name).rglob("*.py"))
    found = {
        str(path.relative_to(ROOT))
        for path in files
        if "settings.SESSION_COOKIE_NAME" in path.read_text()
    }
    assert found == KNOW_THE_NAME
