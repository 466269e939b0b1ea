"""The typeface and the surfaces of the window."""
