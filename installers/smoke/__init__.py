"""The smoke test of an installed program: run against a built folder or an installed command, never the sources.

It takes Python alone, so that it runs on any build machine: ``python -m installers.smoke dist/soften/soften``.
"""
