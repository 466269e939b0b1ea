"""Understands tables of text that others wrote: lines, cells, moments, and what each column holds."""
