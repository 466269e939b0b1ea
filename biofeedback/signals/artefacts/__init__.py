"""Which intervals are no true intervals of the heart, and how they are mended."""
