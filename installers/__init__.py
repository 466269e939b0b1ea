"""What makes a program to install: the folder of PyInstaller, its smoke test, and a package for each system."""
