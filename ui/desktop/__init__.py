"""The window of Soften, made with Qt."""
