"""What claims, and names, are weighed by, learnt from annotated documents: the weights that ship, and those of a user's own.

In: folders of gold and the documents that they speak of. Out: weights as `rules/claims.json` holds them, and what they reach on documents
that they have not seen. Never: a print; a figure of a document that the weights that judge it have seen.

The room in the order of its work: annotated.py reads documents and gold and says which reading of a figure each annotation is about;
targets.py which options of each choice are right; choices.py learns the choices, trees.py how boosted trees grow, bindings.py the score of
whole readings; figures.py counts what is reached; names.py teaches the tagger of a language the names that people marked, by chains.py;
retraining.py draws weights that are there towards a user's gold. Needs SciPy.
"""

from pipeline.learning.annotated import Sentence, load, sentences
from pipeline.learning.bindings import accept
from pipeline.learning.choices import train
from pipeline.learning.figures import calibration_error, reached, reached_of_tables, wholly
from pipeline.learning.retraining import retrained, written

__all__ = [
    "Sentence",
    "accept",
    "calibration_error",
    "load",
    "reached",
    "reached_of_tables",
    "retrained",
    "sentences",
    "train",
    "wholly",
    "written",
]
