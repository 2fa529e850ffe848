from django.tasks import task

from portal.exchange.opendata.bulk import write_bulk


@task
def write_open_data() -> int:
    """Write the file of all data sets anew; return its size in bytes."""
    return write_bulk().size
