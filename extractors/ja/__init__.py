"""Japanese: its words and cases."""
