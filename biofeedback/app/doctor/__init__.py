"""Looks at what there is for a practice on this computer, and at nothing that is anybody's own."""
