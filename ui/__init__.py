"""What a person meets: the window, the practice in a terminal, and the sound."""
