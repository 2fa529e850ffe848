"""What goes wrong with the embedded server, said in one line."""


class EmbeddedServerError(Exception):
    """The embedded PostgreSQL cannot serve; the message says why and what to do."""
