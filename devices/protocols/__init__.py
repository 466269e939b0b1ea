"""Bytes to records and back, one module a protocol: pure, without clock, thread, file or network."""
