"""Finds, reads, outlines and makes the practices, protocols and forms that are offered here."""
