"""How dates and numbers are written here, by language."""

# As people type dates, in every language; ISO is for scripts. Forms print the first one.
DATE_INPUT_FORMATS = ["%d/%m/%Y", "%d-%m-%Y", "%d.%m.%Y", "%Y-%m-%d"]
