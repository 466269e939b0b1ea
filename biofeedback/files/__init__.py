"""Reads and writes files so that nothing in them is lost, and nobody else reads what is private."""
