"""Sealed recordings: written with a passphrase, and read with it alone."""
