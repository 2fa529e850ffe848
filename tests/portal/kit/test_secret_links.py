import hashlib

from django.http import HttpResponse

from portal.kit.secret_links import hash_token, secret_page


def test_of_a_secret_its_hash_is_stored():
    assert hash_token("la") == hashlib.sha256(b"la").hexdigest()


def test_a_secret_page_is_kept_by_nobody_and_told_to_nobody(rf):
    @secret_page
    def page(request, token, *, part=""):
        """What the page is."""
        return HttpResponse(f"{token} {part}", headers={"Cache-Control": "max-age=60"})

    answer = page(rf.get("/"), "abc", part="tep")
    assert answer.content == b"abc tep"
    assert answer["Cache-Control"] == "no-store"
    assert answer["X-Robots-Tag"] == "noindex, nofollow"
    assert answer["Referrer-Policy"] == "same-origin"
    assert page.__doc__ == "What the page is."
