"""Documents with a table of results, and what their cells state."""

from __future__ import annotations

from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Statement:
    """A document with a table.

    Attributes:
        file: Its name.
        company: Whose figures they are, as written.
        text: What it says.
        cells: A cell a line: predicate, value in whole units, unit (`-` for none).
    """

    file: str
    company: str
    text: str
    cells: str


def flat(company: str, period: str, columns: str, rows: str) -> str:
    """A statement as a reader of PDF files gives it: a cell a line."""
    return (
        f"{period}決算短信〔日本基準〕(連結)\n上場会社名\n{company}\n(百万円未満切捨て)\n1.{period}の連結業績\n(1)連結経営成績\n"
        f"(%表示は対前期増減率)\n{columns}\n{rows}\n"
    )


def web(company: str, head: str, years: str, *rows: str) -> str:
    """A page with a table of years."""
    cells = "".join(f"<th>{year}</th>" for year in years.split())
    body = "".join(
        f"<tr><th>{row.split('|')[0]}</th>" + "".join(f"<td>{cell}</td>" for cell in row.split("|")[1].split()) + "</tr>" for row in rows
    )
    table = f"<h2>{head}</h2><table><tr><th></th>{cells}</tr>{body}</table>"
    return f"<html><head><title>{head} | {company}</title></head><body>{table}</body></html>"
