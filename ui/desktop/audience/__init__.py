"""What others are shown of a practice on another screen: light, breath and words, and nothing else."""
