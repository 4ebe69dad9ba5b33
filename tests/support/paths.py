"""Where things lie: the checkout, and the folder of real documents and evaluation sets beside it."""

from pathlib import Path

ROOT = Path(__file__).parents[2]
SHARED = ROOT.parent / "shared"
SEEDS = ROOT / "seeds"
RULES = ROOT / "pipeline" / "rules"
