"""import_articles: what it takes in, what it leaves alone, what it refuses and how it says so."""

import io
import json
import re
from datetime import UTC, datetime
from pathlib import Path

import pytest
from django.core.management import CommandError, call_command
from django.db import DatabaseError

from news.articles.models import Article, Author, Source
from news.importing import services
from portal.pagecache import generation
from portal.publishing.models import Publication, Redirect, Revision, Section, State, Topic
from portal.publishing.revisions import snapshot
from portal.publishing.services import save
from tests.news.builders import article, line

pytestmark = [
    pytest.mark.django_db(databases=["default", "owner"]),
    pytest.mark.usefixtures("in_english"),
]


@pytest.fixture
def run_import(tmp_path: Path):
    """Imports the given lines; gives what was said on stdout and on stderr."""

    def run_it(*lines: str | bytes, **options: str | int) -> tuple[str, str]:
        raw = b"\n".join(each if isinstance(each, bytes) else each.encode() for each in lines)
        file = tmp_path / "articles.jsonl"
        file.write_bytes(raw)
        out, err = io.StringIO(), io.StringIO()
        call_command("import_articles", str(file), stdout=out, stderr=err, **options)
        return out.getvalue().strip(), err.getvalue().strip()

    return run_it


def test_it_publishes_an_article_with_all_that_its_line_says(run_import) -> None:
    output = run_import(
        line(
            category="Bưu chính, Viễn thông",
            tags=["Mật độ điện thoại", "Quy hoạch"],
            author="Phòng Viễn thông",
            source="Báo Thừa Thiên Huế",
        )
    )
    assert output == ("1 added, 0 already there, 0 refused", "")
    found = Article.objects.get()
    assert found.path == "/tin-tuc/hoi-nghi-2007/"
    assert found.title == "Hội nghị triển khai kế hoạch năm 2007"
    assert found.summary == "Sở tổ chức hội nghị."
    assert found.body == "<p>Toàn văn.</p>"
    assert found.published_at == datetime(2007, 2, 1, 3, 27, 14, tzinfo=UTC)
    assert found.state == State.PUBLISHED
    assert found.is_public
    assert found.is_imported
    assert found.kind == "article"
    assert found.section == Section.objects.get(path="/tin-tuc/chuyen-muc/buu-chinh-vien-thong/")
    assert list(found.topics.values_list("name", flat=True)) == ["Mật độ điện thoại", "Quy hoạch"]
    assert found.author == Author.objects.get(name="Phòng Viễn thông")
    assert found.source == Source.objects.get(name="Báo Thừa Thiên Huế")


def test_it_works_out_the_same_columns_as_a_save_does(run_import) -> None:
    run_import(line())
    loaded = Article.objects.defer(None).values().get()
    Article.objects.get().save()
    assert Article.objects.defer(None).values().get() == loaded


def test_it_writes_the_first_version_that_a_save_would_write(run_import) -> None:
    run_import(line(tags=["Quy hoạch"]))
    revision = Revision.objects.get()
    assert (revision.number, revision.note) == (1, "Nhập từ tệp")
    assert revision.data == snapshot(Article.objects.get())
    assert Article.objects.get().revision_number == 1


def test_it_moves_the_generation_on_when_something_new_came(run_import) -> None:
    before = generation.current()
    run_import(line())
    after = generation.current()
    assert after > before
    run_import(line())
    assert generation.current() == after


def test_it_changes_nothing_when_run_again(run_import) -> None:
    lines = [line(tags=["Quy hoạch"]), line(slug=None, category="Tin ngành"), "không phải JSON"]
    assert run_import(*lines)[0] == "2 added, 0 already there, 1 refused"
    before = list(Article.objects.order_by("pk").values()), Revision.objects.count()
    assert run_import(*lines)[0] == "0 added, 2 already there, 1 refused"
    assert (list(Article.objects.order_by("pk").values()), Revision.objects.count()) == before


def test_it_leaves_an_imported_article_alone_that_editors_have_changed(run_import) -> None:
    run_import(line())
    changed = Article.objects.get()
    changed.title, changed.slug, changed.body = "Tên khác", "ten-khac", "<p>Khác.</p>"
    save(changed, by=None)
    assert run_import(line())[0] == "0 added, 1 already there, 0 refused"
    assert Article.objects.get().title == "Tên khác"
    assert Redirect.objects.get().old_path == "/tin-tuc/hoi-nghi-2007/"


def test_it_goes_on_where_an_interruption_left_it(run_import, monkeypatch) -> None:
    monkeypatch.setattr(services, "BATCH", 2)
    import_batch = services.import_batch
    batches = iter([True, False])

    def failing(entries):
        if next(batches):
            return import_batch(entries)
        raise DatabaseError("connection lost")

    lines = [line(slug=f"bai-{number}") for number in range(5)]
    with monkeypatch.context() as patched:
        patched.setattr(services, "import_batch", failing)
        with pytest.raises(CommandError, match=r"connection lost.*: 2 added, 0 already there"):
            run_import(*lines)
    assert run_import(*lines)[0] == "3 added, 2 already there, 0 refused"
    assert Article.objects.count() == Revision.objects.count() == 5


def test_it_keeps_the_good_lines_around_bad_ones(run_import) -> None:
    output, complaints = run_import(line(slug="mot"), "{", "", line(slug="hai"))
    assert output == "2 added, 0 already there, 1 refused"
    assert complaints.startswith("Line 2: not JSON at character 2")
    assert set(Article.objects.values_list("slug", flat=True)) == {"mot", "hai"}


@pytest.mark.parametrize(
    ("bad", "why"),
    [
        ("[1, 2]", "not an object in braces but “[1, 2]”"),
        ("7", "not an object in braces but “7”"),
        ("[" * 100_000, "not JSON that can be read: "),
        (b'{"title": "\xc3\x28"}', "not valid UTF-8 at byte 12"),
        (line(title=None), "“title” is missing"),
        (line(title=" \n "), "“title” is missing"),
        (line(title=7), "“title” is not a text but “7”"),
        (line(title="a" * 301), "“title” has 301 characters; at most 300 are kept"),
        (line(title="a\0b"), "“title” holds a NUL"),
        (line(body_html="a\0b"), "“body_html” holds a NUL"),
        (line(summary="a\ud800b"), "“summary” holds half a letter (a lone surrogate)"),
        (line(published_at=None), "“published_at” is missing"),
        (
            line(published_at="hôm qua"),
            "the time “hôm qua” cannot be read; write it as in 2007-02-01T10:27:14+07:00",
        ),
        (
            line(published_at="2/1/2007 10:27:14 AM"),
            "the time “2/1/2007 10:27:14 AM” cannot be read; write it as in "
            "2007-02-01T10:27:14+07:00 (or --dates=us)",
        ),
        (
            line(published_at="2007-02-01T10:27:14"),
            "the time “2007-02-01T10:27:14” has no offset; "
            "write it as in 2007-02-01T10:27:14+07:00",
        ),
        (
            line(published_at="0001-01-01T00:00:00+07:00"),
            "the year of “0001-01-01T00:00:00+07:00” is not between 1900 and 2100",
        ),
        (line(slug="rss"), "“slug” is “rss”, an address of the site itself"),
        (line(slug="2007"), "“slug” is “2007”, an address of the site itself"),
        (
            line(slug="Hội nghị"),
            "“slug” is “Hội nghị”; write small letters a–z, digits and single hyphens",
        ),
        (line(slug="a" * 121), "“slug” has 121 characters; at most 120 are kept"),
        (line(category="a" * 101), "“category” has 101 characters; at most 100 are kept"),
        (line(category="***"), "“category” is “***”, which has no letter or digit for an address"),
        (line(tags={"a": 1}), "“tags” is not a list of texts but “{'a': 1}”"),
        (line(tags=["a", 2]), "“tags” is not a text but “2”"),
        (line(tags=["a" * 101]), "“tags” has 101 characters; at most 100 are kept"),
        (line(author="a" * 151), "“author” has 151 characters; at most 150 are kept"),
        (line(source="a" * 201), "“source” has 201 characters; at most 200 are kept"),
    ],
)
def test_it_says_by_number_what_is_wrong_with_a_line(run_import, bad, why) -> None:
    output, complaints = run_import(line(slug="tot"), bad)
    assert output == "1 added, 0 already there, 1 refused"
    assert complaints.startswith(f"Line 2: {why}")
    assert "\n" not in complaints
    assert Article.objects.get().slug == "tot"


def test_it_refuses_the_address_of_another_article(run_import) -> None:
    article("Bài của Sở", slug="hoi-nghi-2007")
    output, complaints = run_import(line(slug="tot"), line())
    assert output == "1 added, 0 already there, 1 refused"
    assert complaints == "Line 2: “slug” is “hoi-nghi-2007”, the address of another article"
    assert Article.objects.get(slug="hoi-nghi-2007").title == "Bài của Sở"


def test_it_refuses_an_address_that_leads_on_to_another_article(run_import) -> None:
    moved = article("Bài của Sở", slug="hoi-nghi-2007")
    moved.slug = "bai-cua-so"
    save(moved, by=None)
    assert run_import(line(slug="tot"), line())[0] == "1 added, 0 already there, 1 refused"


def test_it_tells_a_line_that_stands_twice_from_two_that_share_an_address(run_import) -> None:
    output, complaints = run_import(line(), line(), line(title="Bài khác"), line(body_html="Khác"))
    assert output == "1 added, 1 already there, 2 refused"
    assert [each[:7] for each in complaints.splitlines()] == ["Line 3:", "Line 4:"]
    assert Article.objects.get().title == "Hội nghị triển khai kế hoạch năm 2007"


def test_it_makes_addresses_of_titles_for_lines_without_a_slug(run_import) -> None:
    lines = [
        line(slug=None, title="Lịch công tác", published_at="2007-02-05T08:00:00+07:00"),
        line(slug=None, title="Lịch công tác", published_at="2007-02-12T08:00:00+07:00"),
        line(slug=None, title="Lịch công tác", published_at="2007-02-12T09:00:00+07:00"),
        line(slug=None, title="2007", published_at="2007-02-12T09:00:00+07:00"),
        line(slug=None, title="???", published_at="2007-02-12T09:00:00+07:00"),
    ]
    assert run_import(*lines)[0] == "5 added, 0 already there, 0 refused"
    assert list(Article.objects.order_by("pk").values_list("slug", flat=True)) == [
        "lich-cong-tac",
        "lich-cong-tac-2007-02-12",
        "lich-cong-tac-2007-02-12-2",
        "2007-2007-02-12",
        "article",
    ]
    assert run_import(*lines)[0] == "0 added, 5 already there, 0 refused"


def test_it_cleans_rich_text_and_composes_letters(run_import) -> None:
    run_import(
        line(
            title="Hội  nghị\u0007 Huê\u0301",
            body_html="<p onclick='x()'>Ti&ecirc;u đề</p><script>alert(1)</script>",
        )
    )
    found = Article.objects.get()
    assert found.title == "Hội nghị Huế"
    assert found.body == "<p>Tiêu đề</p>"


def test_it_drops_a_first_paragraph_that_repeats_the_summary(run_import) -> None:
    body = "<p>Sở tổ chức\n <b>hội</b>&nbsp;nghị.</p><p>Sở tổ chức hội nghị.</p><p>Hết.</p>"
    run_import(line(body_html=body), line(slug="khac", body_html="<p>Sở tổ chức hội nghị!</p>"))
    assert Article.objects.get(slug="hoi-nghi-2007").body == (
        "<p>Sở tổ chức hội nghị.</p>\n<p>Hết.</p>"
    )
    assert Article.objects.get(slug="khac").body == "<p>Sở tổ chức hội nghị!</p>"


def test_it_reads_old_dates_month_first_when_told_so(run_import) -> None:
    run_import(line(published_at="2/1/2007 10:27:14 AM"), dates="us")
    assert Article.objects.get().published_at == datetime(2007, 2, 1, 3, 27, 14, tzinfo=UTC)


def test_it_uses_the_sections_topics_and_people_that_are_there(run_import) -> None:
    moved = Section.objects.create(kind="article", name="Viễn thông")
    moved.slug = "vien-thong-internet"
    moved.save()
    Topic.objects.create(name="Quy hoạch", slug="quy-hoach-2010")
    Author.objects.create(name="Hồ Xuân Phán")
    run_import(
        line(category="Viễn Thông", tags="Quy hoạch, quy hoạch 2010,", author="Hồ Xuân Phán"),
        line(slug="hai", category="VIỄN THÔNG", tags=[], source="http://bao.example/tin"),
    )
    assert Section.objects.filter(kind="article", slug__startswith="vien").get() == moved
    assert Topic.objects.get(name="Quy hoạch").publications.count() == 1
    assert Author.objects.get().articles.count() == 1
    assert Source.objects.get().url == "http://bao.example/tin"
    assert set(Article.objects.values_list("section", flat=True)) == {moved.pk}


def test_it_uses_a_section_whose_address_editors_have_chosen(run_import) -> None:
    shelf = Section.objects.create(kind="article", name="Công nghệ thông tin", slug="cntt")
    Section.objects.create(kind="notice", name="Viễn thông")
    run_import(line(category="công nghệ  thông tin"), line(slug="hai", category="Viễn thông"))
    assert Article.objects.get(slug="hoi-nghi-2007").section == shelf
    assert sorted(Section.objects.values_list("kind", "slug")) == [
        ("article", "cntt"), ("article", "vien-thong"), ("notice", "vien-thong"),
    ]  # fmt: skip


def test_it_makes_no_section_for_lines_that_are_refused_or_there(run_import) -> None:
    run_import(line())
    run_import(line(category="Chuyên mục mới"), line(title="Khác", category="Chuyên mục khác"))
    assert not Section.objects.filter(name__startswith="Chuyên mục").exists()


def test_it_reads_a_file_with_a_byte_order_mark_and_windows_line_ends(run_import) -> None:
    raw = b"\xef\xbb\xbf" + line(slug="mot").encode() + b"\r\n" + line(slug="hai").encode()
    assert run_import(raw) == ("2 added, 0 already there, 0 refused", "")


def test_it_reads_what_is_piped_in(monkeypatch) -> None:
    piped = io.TextIOWrapper(io.BytesIO(line().encode()))
    monkeypatch.setattr("sys.stdin", piped)
    out = io.StringIO()
    call_command("import_articles", "-", stdout=out)
    assert out.getvalue() == "1 added, 0 already there, 0 refused\n"


def test_it_takes_an_empty_file_for_nothing_to_do(run_import) -> None:
    assert run_import("", "  ") == ("0 added, 0 already there, 0 refused", "")


def test_it_fails_where_no_line_was_good(run_import) -> None:
    with pytest.raises(CommandError) as raised:
        run_import("{", line(title=None))
    assert str(raised.value) == "Nothing but bad lines: 0 added, 0 already there, 2 refused."
    assert raised.value.returncode == 1
    assert not Publication.objects.filter(kind="article").exists()


def test_it_fails_at_one_bad_line_where_that_is_asked_for(run_import) -> None:
    lines = (line(), "{")
    assert run_import(*lines)[0] == "1 added, 0 already there, 1 refused"
    with pytest.raises(CommandError, match="bad lines: 0 added, 1 already there, 1 refused"):
        run_import(*lines, strict=True)
    assert run_import(line(), strict=True)[0] == "0 added, 1 already there, 0 refused"


def test_it_fails_in_one_line_where_the_file_cannot_be_read(tmp_path: Path) -> None:
    missing = tmp_path / "khong-co.jsonl"
    with pytest.raises(CommandError) as raised:
        call_command("import_articles", str(missing))
    assert str(raised.value) == f"Cannot read {missing}: No such file or directory."
    with pytest.raises(CommandError, match="Is a directory"):
        call_command("import_articles", str(tmp_path))


def test_it_skips_a_line_that_never_seems_to_end(run_import, monkeypatch) -> None:
    monkeypatch.setattr("news.importing.jsonl.MAX_LINE_LENGTH", 1000)
    endless = json.dumps({"title": "a" * 5000})
    output, complaints = run_import(line(slug="mot"), endless, line(slug="hai"))
    assert output == "2 added, 0 already there, 1 refused"
    assert complaints == "Line 2: longer than 1000 bytes"


@pytest.mark.django_db(transaction=True, databases=["default", "owner"])
def test_it_stores_the_same_with_one_process_and_with_two(run_import, monkeypatch) -> None:
    monkeypatch.setattr(services, "BATCH", 3)
    lines: list[str | bytes] = [
        line(slug=None, title="Lịch công tác", body_html=f"<p>Tuần {week} <b>mới</b></p>")
        for week in range(9)
    ]
    lines[4] = "không phải JSON"
    lines[7] = line(slug="khac", category="Viễn thông", tags=["Quy hoạch"], author="Ban biên tập")
    found = []
    for processes in (1, 2):
        output = run_import(*lines, processes=processes)
        rows = [
            list(model.objects.order_by("pk").values_list(*names))
            for model, names in (
                (Article, COMPARED),
                (Revision, ("publication__path", "number", "data__fields__body", "note")),
            )
        ]
        found.append((output, rows))
        for model in (Revision, Article, Publication, Section, Topic, Author, Source):
            model.objects.all().delete()
    assert found[0] == found[1]
    assert found[0][0][0] == "8 added, 0 already there, 1 refused"
    assert found[0][0][1].startswith("Line 5: not JSON")


def test_it_says_how_many_a_second_and_what_took_the_time(run_import, monkeypatch) -> None:
    monkeypatch.setattr("news.importing.management.commands.import_articles.PACE_FROM", 2)
    output = run_import(line(slug="mot"), line(slug="hai"))[0]
    assert re.fullmatch(
        r"2 added, 0 already there, 0 refused\n"
        r"\d+ a second; (storing|making them ready) took (\d\d|100) % of the time\.", output
    )  # fmt: skip
    assert run_import(line(slug="ba"))[0] == "1 added, 0 already there, 0 refused"


COMPARED = (
    "path", "title", "summary", "body", "published_at", "sort_key", "folded_title",
    "search_vector", "section__path", "author__name", "state", "revision_number",
)  # fmt: skip


@pytest.mark.parametrize("processes", [0, -1])
def test_it_needs_a_process(run_import, processes) -> None:
    with pytest.raises(CommandError, match=f"--processes is {processes}; write 1 or more."):
        run_import(line(), processes=processes)
