"""The parts of linking names: folded forms, definitions, short forms, decisions of a person."""
