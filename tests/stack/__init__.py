"""The long suite (`make test-stack`): the site as `make run` serves it, looked at from outside."""
