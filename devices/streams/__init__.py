"""What one sensor says through one session: packets in, events out, one module a kind of sensor.

The same streams serve a live sensor, the simulated heart and a replay. They have no clock: time comes in with the
packets, so the same packets give the same events. They never raise on bytes; they count.
"""
