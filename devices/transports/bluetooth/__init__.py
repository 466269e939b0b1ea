"""Sensors over Bluetooth Low Energy, through bleak."""
