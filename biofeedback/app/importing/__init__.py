"""Makes events and recordings of files of other programs."""
