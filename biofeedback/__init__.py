"""The core of Soften: what a heartbeat means and how a practice goes.

Everything here but the composition root (``__main__``, ``app`` and ``cli``) is free of I/O and of Qt, and imports none
of ``devices``, ``sessions`` and ``ui``.
"""
