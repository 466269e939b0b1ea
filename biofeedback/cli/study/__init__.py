"""The commands of `soften study`, one file a command."""
