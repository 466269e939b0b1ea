"""The composition root's rooms: the only modules that know the core, the devices, the sessions and the screens."""
