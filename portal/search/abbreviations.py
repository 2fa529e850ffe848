"""Short forms and what they stand for: readers ask for the one where the text has the other."""

from collections.abc import Iterable
from dataclasses import dataclass
from typing import Final, Self

from portal.kit.text.syllables import folded_form, words

# What a new site starts with; staff add to the table and take away from it.
DEFAULTS: Final[list[tuple[str, str]]] = [
    ("ATTT", "an toàn thông tin"),
    ("BCH", "ban chấp hành"),
    ("BCVT", "bưu chính viễn thông"),
    ("BQL", "ban quản lý"),
    ("CBCC", "cán bộ công chức"),
    ("CCHC", "cải cách hành chính"),
    ("CNTT", "công nghệ thông tin"),
    ("CNTT-TT", "công nghệ thông tin và truyền thông"),
    ("CSDL", "cơ sở dữ liệu"),
    ("ĐTVT", "điện tử viễn thông"),
    ("DNNN", "doanh nghiệp nhà nước"),
    ("GD-ĐT", "giáo dục đào tạo"),
    ("HĐND", "hội đồng nhân dân"),
    ("HTX", "hợp tác xã"),
    ("KHCN", "khoa học công nghệ"),
    ("KT-XH", "kinh tế xã hội"),
    ("KV", "khu vực"),
    ("MTTQ", "mặt trận tổ quốc"),
    ("NSNN", "ngân sách nhà nước"),
    ("PCBL", "phòng chống bão lụt"),
    ("QLNN", "quản lý nhà nước"),
    ("QPPL", "quy phạm pháp luật"),
    ("TNHH", "trách nhiệm hữu hạn"),
    ("TTHC", "thủ tục hành chính"),
    ("UBMTTQ", "ủy ban mặt trận tổ quốc"),
    ("UBND", "ủy ban nhân dân"),
    ("VBQPPL", "văn bản quy phạm pháp luật"),
]

type Words = tuple[str, ...]
type Table = dict[Words, tuple[Words, ...]]


def folded_words(typed: Iterable[str]) -> Words:
    """Return the words as they are compared here: without case and marks."""
    return tuple(folded_form(word) for word in typed)


@dataclass(frozen=True, slots=True)
class Abbreviations:
    """Both ways through the table: from a short form to the long ones, and back."""

    long_of: Table
    short_of: Table
    most_words: int

    @classmethod
    def of(cls, pairs: Iterable[tuple[str, str]]) -> Self:
        """Return the tables made of pairs of a short and a long form."""
        long_of: Table = {}
        short_of: Table = {}
        for short, long in pairs:
            short_words, long_words = tuple(words(short)), tuple(words(long))
            if short_words and long_words:
                _add(long_of, short_words, long_words)
                _add(short_of, long_words, short_words)
        return cls(long_of, short_of, max(map(len, [*long_of, *short_of]), default=0))


def _add(table: Table, key: Words, value: Words) -> None:
    folded = folded_words(key)
    table[folded] = (*table.get(folded, ()), value)
