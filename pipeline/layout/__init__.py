"""The parts of segmenting: lines, sentences, citations, tables, furniture, dates of articles."""
