"""What can go wrong, from the caller's point of view.

    PipelineError
    +-- InputError      what was asked for cannot be read at all (no such folder)
    |   +-- TableError  a table from outside lacks a column, or has one of the wrong type: wrong usage
    +-- ConfigError     a rules, lexicon or decisions file is wrong: the run stops before it starts
    +-- OutputError     the tables cannot be written, or are not there to be read
    +-- ContractError   tables that do not follow the schema
    +-- StageError      a fault of the program itself, or of the machine: no document can cause it

A document that cannot be read is no error but a row in `rejects`.
"""

from __future__ import annotations


class PipelineError(Exception):
    """Anything that ends a run; its text is one line that says what to do."""


class InputError(PipelineError):
    """What was asked for cannot be read at all."""


class TableError(InputError):
    """A table from outside has not the columns that are wanted."""


class ConfigError(PipelineError):
    """A file of rules or decisions is wrong."""


class OutputError(PipelineError):
    """Tables cannot be written or found."""


class ContractError(PipelineError):
    """Tables do not follow the schema."""


class StageError(PipelineError):
    """A fault of the program itself."""
