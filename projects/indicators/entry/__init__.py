"""Entry of figures: by a grid of periods, or from a sheet after a preview."""
