"""Korean: its words and cases."""
