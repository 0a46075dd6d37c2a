"""The roof: typed settings, the embedded database, URLs, and who hears of which fact (`wiring.py`)."""
