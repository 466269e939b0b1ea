"""Live streams of a practice by the Lab Streaming Layer (LSL), and markers that come in while it goes on."""
