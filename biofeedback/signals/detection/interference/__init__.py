"""Waves that are no heart but look like one: hum of the mains, machines, and bare steps."""
