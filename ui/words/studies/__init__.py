"""Says what is said around a study: of its protocol, its forms, its sealed key, and its files."""
