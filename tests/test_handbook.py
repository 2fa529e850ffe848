"""What the handbooks name is there: commands with their options, variables, files."""

import re
import shlex
from argparse import ArgumentParser, _SubParsersAction
from collections import Counter
from collections.abc import Iterable
from datetime import timedelta
from pathlib import Path

import pytest
from django.conf import settings
from django.core.management import get_commands, load_command_class

from portal.kit.environment import names_in
from portal.site.installing import defaults

HANDBOOKS = ("docs/van-hanh.md", "docs/operations.md")
# What the Vietnamese one leads to, and the English one says itself.
IMPORT = "docs/van-hanh/nhap-bai.md"
# Its sections, in Vietnamese and in English.
SECTIONS = {
    "Chạy thử trên máy mình": "A trial on your own machine",
    "Cài đặt trong mười lệnh": "Install in ten commands",
    "Chạy thật, từng bước": "For real, step by step",
    "Trang còn sống không": "Is the site alive",
    "Việc chạy nền": "Background work",
    "Quét vi-rút": "Virus scanner",
    "Tài khoản": "Accounts",
    "Nhập bài": "Import of articles",
    "Cập nhật": "Upgrade",
    "Sao lưu và phục hồi": "Backup, rehearsal, recovery",
    "Chế độ khẩn cấp": "Emergency",
    "Bản sao tĩnh": "Static copy",
    "Nhật ký kiểm tra": "Audit record",
    "Xóa hẳn một trang": "Removing a page for good",
    "Dữ liệu cá nhân": "Personal data",
    "Làm gì khi …": "What to do when …",
    "Mỗi báo động, một cách xử lý": "Every alarm with its cure",
    "Khi người vận hành vắng mặt": "When the operator is ill",
    "Lùi về bản trước": "Way back",
}
# How a command is typed: by itself, and by root on a machine that `install` describes.
TYPED = r"(?:manage\.py|portal-manage) "
# Answers of `install`, of make, and of the machine itself.
ELSEWHERE = set(defaults("portal.example")) | {"PORT", "WORKERS", "TMPDIR", "NAME"}


def read(name: str) -> str:
    return (settings.BASE_DIR / name).read_text(encoding="utf-8")


def install_lines(text: str) -> list[str]:
    """Return the commands of the first block after the heading about ten of them."""
    block = text.partition("```sh\napt-get")[2].partition("```")[0]
    return ["apt-get" + block.splitlines()[0], *block.splitlines()[1:]]


# How a table says how often: the number, if any, and the unit.
UNITS = {
    "minute": timedelta(minutes=1),
    "phút": timedelta(minutes=1),
    "hour": timedelta(hours=1),
    "giờ": timedelta(hours=1),
    "daily": timedelta(days=1),
    "ngày": timedelta(days=1),
}


def options_of(parser: ArgumentParser) -> set[str]:
    """Return the options of a command, those of its verbs included."""
    found = set(parser._option_string_actions)
    verbs = (each for each in parser._actions if isinstance(each, _SubParsersAction))
    return found.union(*(options_of(one) for each in verbs for one in each.choices.values()))


@pytest.mark.parametrize("name", HANDBOOKS)
def test_each_command_is_there_with_its_options(name):
    lines = [line for line in read(name).splitlines() if re.search(TYPED, line)]
    named = [
        (command, set(re.findall(r"(?<![\w-])--[a-z][a-z-]+", rest)))
        for line in lines
        for command, rest in re.findall(TYPED + r"([a-z_]+)([^`|&'\n]*)", line)
    ]
    commands = get_commands()
    assert len(named) > 10
    assert [command for command, _options in named if command not in commands] == []
    for command, options in named:
        found = commands[command]
        made = found if not isinstance(found, str) else load_command_class(found, command)
        known = options_of(made.create_parser("manage.py", command))
        assert options - known == set(), command


def typed_commands(name: str) -> list[list[str]]:
    """Return the words of each command that stands in a block to be copied."""
    blocks = "\n".join(re.findall(r"```sh\n(.*?)```", read(name), re.S))
    found = re.findall(TYPED + r"([a-z_]+[^'|&<\n]*)", blocks)
    return [shlex.split(each, comments=True) for each in found]


@pytest.mark.parametrize("name", HANDBOOKS)
def test_each_command_of_a_block_takes_the_arguments_that_stand_there(name):
    found = typed_commands(name)
    assert len(found) >= 3
    for command, *words in found:
        app = get_commands()[command]
        made = app if not isinstance(app, str) else load_command_class(app, command)
        parser = made.create_parser("manage.py", command)
        # An error of the parser ends the process, or is a CommandError: either way it is seen.
        assert parser.parse_args(words), command


@pytest.mark.parametrize("name", HANDBOOKS)
def test_each_variable_can_be_set(name):
    named = set(re.findall(r"`([A-Z][A-Z0-9_]{3,})(?:=[^`]*)?`", read(name)))
    assert len(named) > 10
    assert sorted(named - names_in(settings.BASE_DIR / ".env.example") - ELSEWHERE) == []


@pytest.mark.parametrize("name", HANDBOOKS)
def test_each_file_and_make_target_is_there(name):
    text, targets = read(name), read("Makefile")
    named = re.findall(r"`make ([a-z-]+)|&& make ([a-z-]+)|^make ([a-z-]+)", text, re.MULTILINE)
    names = {"".join(each) for each in named}
    assert names
    assert [each for each in names if not re.search(rf"^{each}:", targets, re.MULTILINE)] == []
    files = re.findall(r"`((?:portal|deploy|tests|benchmarks)/[\w./-]+)`", text)
    files += [str(Path("docs") / each) for each in re.findall(r"\]\(([^)#:]+)", text)]
    assert [each for each in files if not (settings.BASE_DIR / each).exists()] == []


def test_both_handbooks_install_by_the_same_ten_commands():
    vietnamese, english = (install_lines(read(name)) for name in HANDBOOKS)
    assert len(vietnamese) == 10
    assert [line.replace("ĐỊA_CHỈ_KHO_MÃ", "REPOSITORY") for line in vietnamese] == english


@pytest.mark.parametrize(
    ("name", "head"),
    [
        ("docs/van-hanh.md", "| việc | bao lâu một lần |"),
        ("docs/operations.md", "| work | how often |"),
    ],
)
def test_each_work_that_comes_round_has_its_line_and_how_often(name, head):
    rows = read(name).partition(head + "\n| --- | --- |\n")[2].partition("\n\n")[0].splitlines()
    pauses = Counter[timedelta]()
    for row in rows:
        often = row.rpartition(" | ")[2]
        found = re.search(rf"(?:(\d+) )?({'|'.join(UNITS)})", often)
        assert found is not None, row
        pauses[UNITS[found[2]] * int(found[1] or 1)] += 1
    assert pauses == Counter(settings.PERIODIC_TASKS.values())


def test_both_handbooks_have_the_same_sections_in_the_same_order():
    found = (re.findall(r"^## (.+)$", read(name), re.MULTILINE) for name in HANDBOOKS)
    assert list(zip(*found, strict=True)) == list(SECTIONS.items())


def words_in(text: str, known: Iterable[str]) -> set[str]:
    """Return which of the known words stand in a text, each for itself."""
    return {word for word in known if re.search(rf"(?<![\w./-]){word}(?![\w-])", text)}


def test_each_command_and_variable_of_one_handbook_stands_in_the_other():
    vietnamese, english = read(HANDBOOKS[0]) + read(IMPORT), read(HANDBOOKS[1])
    # Those of Django are words of other things, too.
    ours = {name for name, app in get_commands().items() if "_" in name or "django" not in app}
    # A name that somebody types has another word in Vietnamese.
    known = ours | names_in(settings.BASE_DIR / ".env.example") | ELSEWHERE - {"NAME"}
    known_words = words_in(vietnamese, known)
    assert len(known_words) > 70
    assert words_in(english, known) ^ known_words == set()


def test_both_handbooks_cure_the_same_messages():
    tables = []
    for name, seen in zip(HANDBOOKS, ("| thấy | làm |", "| seen | do |"), strict=True):
        rows = read(name).partition(seen)[2].partition("\n\n")[0].splitlines()[2:]
        tables.append([re.findall(r"`([^`]+)`", row.split(" | ")[0]) for row in rows])
    assert len(tables[0]) > 20
    assert tables[0] == tables[1]


def test_an_english_reader_is_led_to_no_vietnamese_line_to_type():
    links = re.findall(r"\]\(([\w./-]+\.md(?:#[^)]*)?)\)", read(HANDBOOKS[1]))
    assert [each for each in links if "van-hanh" in each] == ["van-hanh.md"]


@pytest.mark.parametrize("name", HANDBOOKS)
def test_a_link_inside_a_handbook_leads_to_a_heading(name):
    text = read(name)
    headings = re.findall(r"^#{2,3} (.+)$", text, re.MULTILINE)
    anchors = {re.sub(r"[^\w -]", "", each.lower()).replace(" ", "-") for each in headings}
    links = re.findall(r"\]\(#([^)]+)\)", text)
    assert links
    assert [each for each in links if each not in anchors] == []
