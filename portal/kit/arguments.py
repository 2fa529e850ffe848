"""What commands take as arguments."""

from argparse import ArgumentTypeError
from collections.abc import Callable

from portal.kit.text.numbers import MAX_KEY, parse_key


def counted(most: int = MAX_KEY) -> Callable[[str], int]:
    """Return the type of an argument that is a whole number from 1 on, `most` at the most."""

    def number(text: str) -> int:
        found = parse_key(text, max_value=most)
        if not found:
            end = "on" if most == MAX_KEY else f"to {most}"
            raise ArgumentTypeError(f"{text!r} is not a number from 1 {end}")
        return found

    return number
