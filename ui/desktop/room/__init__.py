"""How a room begins and ends for people: who gathers, what they agree to, and what becomes of each recording."""
