"""What the person meets: the desktop window, the terminal view. Imports ``biofeedback`` and itself, never a sibling."""
