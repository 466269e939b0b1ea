"""The welcome of the first run: three pages of few words, then two breaths with the light."""
