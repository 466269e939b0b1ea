"""A practice as files of other programs."""
