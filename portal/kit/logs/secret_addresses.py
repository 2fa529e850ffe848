"""Addresses whose end opens what is somebody's own: no log or record names it."""

import logging
import re
from typing import Final

# The words before the secret, as the log of nginx knows them, too (deploy/nginx/portal.conf).
_SECRET: Final = re.compile(
    r"((?:/en)?/(?:co-ich|xem-truoc|gop-y/[^/\s]+/gui|hoi-dap/(?:da-gui|theo-doi)"
    r"|theo-doi/(?:xac-nhan|cua-toi|ngung)|doanh-nghiep/(?:con-dung|loi-moi|dang-ky/da-gui)"
    r"|tai-khoan/(?:confirm-email|password/reset/key))/)[^/\s\"']+"
)


def without_secrets(text: str) -> str:
    """Return a text with “*” for what stands behind such words in its addresses."""
    return _SECRET.sub(r"\1*", text)


class SecretsFilter(logging.Filter):
    """Takes secrets out of what is written, such as of Django's line on a refused request."""

    def filter(self, record: logging.LogRecord) -> bool:
        message = record.getMessage()
        shown = without_secrets(message)
        if shown != message:
            record.msg, record.args = shown, ()
        return True
