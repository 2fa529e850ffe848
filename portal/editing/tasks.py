"""What comes round by itself for the forms of the staff."""

from django.tasks import task

from portal.editing import held_files


@task
def forget_held_files() -> None:
    """Delete the files that were kept for forms which nobody has sent again."""
    held_files.delete_old()
