"""What makes the Debian package of the folder that PyInstaller built."""
