"""Recordings of practices, the library that holds them, and RR intervals from other programs.

Imports ``biofeedback`` and nothing else of Soften.
"""
