"""What only the installer of Windows needs."""
