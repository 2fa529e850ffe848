"""Whether the site is well: what doctor, the probes, the admin and alarms ask."""
