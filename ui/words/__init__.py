"""Sentences for people that every screen shares."""
