"""The parts of finding claims: words and frames, clauses, roles, statements, rows."""
