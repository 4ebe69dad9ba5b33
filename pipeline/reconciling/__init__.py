"""The parts of reconciling: readings, slots, voices, choice, succession, checks, reasons, fusion of feeds."""
