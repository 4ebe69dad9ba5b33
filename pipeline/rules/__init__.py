"""Rules and decisions as data."""
