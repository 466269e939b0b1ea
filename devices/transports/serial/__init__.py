"""Sensors at a serial port, through pyserial."""
