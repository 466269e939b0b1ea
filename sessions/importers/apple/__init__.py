"""Reads what Apple Health and apps on the phone write of heartbeats."""
