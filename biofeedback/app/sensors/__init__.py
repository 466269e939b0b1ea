"""Sensors found, made and advised on."""
