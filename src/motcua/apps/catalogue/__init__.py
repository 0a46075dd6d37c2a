"""The catalogue: procedures as published, in dated versions that never change, and how this office uses them."""
