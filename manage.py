#!/usr/bin/env python3
"""Django's command line, with the embedded PostgreSQL behind it where no other one is named."""

import sys


def main() -> None:
    # This file must be understood by any Python 3, so that it can say which one is needed.
    if sys.version_info < (3, 12):  # noqa: UP036 (an older one is what we are looking for)
        sys.exit(
            "Python 3.12 or later is needed; on Debian: apt-get install python3 python3-venv,"
            " then make run."
        )
    try:
        from portal.kit.commandline import execute
    except ModuleNotFoundError as error:
        sys.exit(
            str(error) + ": the packages are not installed for this Python; use"
            " .venv/bin/python manage.py (make run creates it)."
        )
    execute(sys.argv)


if __name__ == "__main__":
    main()
