"""English: its words and cases."""
