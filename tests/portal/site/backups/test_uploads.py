"""What is uploaded is in a backup wherever it lies: the site serves it through a link, too."""

from portal.site.backups.uploads import uploaded_files


def named_in(media):
    return sorted(path.relative_to(media).as_posix() for path in uploaded_files(media))


def test_what_lies_behind_a_link_is_an_uploaded_file_too(media, tmp_path):
    """The way out of a full disk that is taken most."""
    (elsewhere := tmp_path / "data" / "2026").mkdir(parents=True)
    (elsewhere / "a.pdf").touch()
    (media / "attachments").symlink_to(tmp_path / "data")
    (media / "b.pdf").symlink_to(elsewhere / "a.pdf")
    (media / "gone.pdf").symlink_to(tmp_path / "gone")
    assert named_in(media) == ["anh/hue.txt", "attachments/2026/a.pdf", "b.pdf"]


def test_a_link_that_leads_back_ends_and_two_to_one_folder_are_two(media, tmp_path):
    (media / "anh" / "back").symlink_to(media)
    (tmp_path / "data").mkdir()
    (tmp_path / "data" / "around").symlink_to(media)
    (media / "data").symlink_to(tmp_path / "data")
    (media / "again").symlink_to(media / "anh")
    assert named_in(media) == ["again/hue.txt", "anh/hue.txt"]


def test_what_is_unfinished_is_no_uploaded_file(media):
    (media / ".restore-1").mkdir()
    (media / ".restore-1" / "file").touch()
    (media / ".doctor-1").touch()
    (media / "anh" / ".kept").touch()
    assert named_in(media) == ["anh/.kept", "anh/hue.txt"]
