"""Open data: every data set of the site in one catalogue, for people and for machines.

Apps list their data sets in modules that `settings.OPEN_DATA` names. From these lists come the
pages of the catalogue, its DCAT form, the JSON in pages with its OpenAPI description, and one file
of all.
"""
