"""How what a file of another program says is kept in packets: its beats in lines, its waves in blocks."""
