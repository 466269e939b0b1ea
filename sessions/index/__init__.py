"""What a history shows of every recording, kept beside them so that it need not be read from each again."""
