"""A practice in the terminal, for machines without a screen; rich lives here and nowhere else."""
