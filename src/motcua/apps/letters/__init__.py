"""The printed papers: finds the form in force, sets it in type from the pack, gives back a PDF."""
