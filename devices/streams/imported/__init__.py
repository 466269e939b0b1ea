"""What a file of another program says: its beats and its waves, as a sensor would have told them."""
