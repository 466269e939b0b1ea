"""What the commands that begin a practice do and ask; the light waits for it, so nothing here loads Typer."""
