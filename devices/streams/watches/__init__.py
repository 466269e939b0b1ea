"""What a strap's packets show beside beats: another unit, none, the same twice, more than a heart can have made."""
