"""Tables that people open in a spreadsheet program: read with located errors, written safely."""
