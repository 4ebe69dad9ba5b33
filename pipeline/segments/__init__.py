"""Text in, passages out: headings, paragraphs, rows, sentences, citations, articles, copies; when each article was published.

In: documents. Out: segments, and the title, publisher and date of each article. Never: an amount or a name.
"""

from pipeline.segments.articles import describe
from pipeline.segments.duplicates import join, link, sketch
from pipeline.segments.passages import segment

__all__ = ["describe", "join", "link", "segment", "sketch"]
