"""How figures are entered: in a grid of periods, or from a sheet after a look."""
