"""Claims as tasks of Label Studio, and the answers that people gave there.

In: the tables of a run and the answers; a file that Label Studio has exported as JSON. Out: tasks with what the machine read as predictions
and what people answered as annotations, and the labelling interface that goes with them; answers. Never: a span that Label Studio would
show elsewhere: it counts UTF-16 code units, the tables code points.

Source: labelstud.io, "Label Studio JSON format of annotated tasks" and "Import pre-annotated data into Label Studio".
"""

from __future__ import annotations

import json
from collections import defaultdict
from collections.abc import Iterator, Mapping, Sequence
from pathlib import Path
from typing import Any

from pipeline.answers import Answer, latest
from pipeline.errors import ConfigError
from pipeline.records import Claim
from pipeline.report.data import Json, content
from pipeline.rules import text_of
from pipeline.store import Tables

#: The parts of a claim's sentence that carry it.
_ROLES = ("subject", "object", "value", "measure", "qualifier", "period", "modality", "attribution", "trigger")
_COLOURS = ("#0b57a4", "#0f6a77", "#1a6b3c", "#6b4fa0", "#b3450b", "#8a5a00", "#565e68", "#b3261e", "#3a3f45")
_VERDICTS = ("accept", "reject", "correct")


def interface() -> str:
    """Return the labelling interface, as Label Studio's XML."""
    labels = "\n".join(f'    <Label value="{role}" background="{colour}"/>' for role, colour in zip(_ROLES, _COLOURS, strict=True))
    choices = "\n".join(f'    <Choice value="{verdict}" hotkey="{verdict[0]}"/>' for verdict in _VERDICTS)
    return f"""<View>
  <Header value="$question"/>
  <Text name="where" value="$where"/>
  <Labels name="role" toName="text">
{labels}
  </Labels>
  <Text name="text" value="$text"/>
  <Choices name="verdict" toName="text" choice="single" required="true">
{choices}
  </Choices>
  <TextArea name="value" toName="text" placeholder="the value that it should have (correct)" maxSubmissions="1"/>
  <TextArea name="note" toName="text" placeholder="why" maxSubmissions="1"/>
  <TextArea name="by" toName="text" placeholder="who answers" maxSubmissions="1"/>
</View>
"""


def tasks(tables: Tables, given: Sequence[Answer]) -> list[Json]:
    """Return a task for each claim that a fact rests on, in the order of the claims.

    Args:
        tables: The tables of a run.
        given: What people have answered: the annotations of the tasks.
    """
    shown = content(tables, most=0)
    claims: Sequence[Claim] = tables.records("claims")
    ids = [claim.claim_id for claim in claims]
    facts = {ids[claim]: fact for fact in shown["facts"] for claim, *_ in fact["claims"]}
    told: dict[str, list[Answer]] = defaultdict(list)
    for answer in latest(given):
        if answer.verdict in _VERDICTS:
            told[answer.about[0]].append(answer)
    found = []
    for claim, said in zip(claims, shown["claims"], strict=True):
        if claim.claim_id in facts:
            home = shown["documents"][shown["passages"][said["passage"]]["document"]]
            found.append(_task(claim, said, facts[claim.claim_id], home, shown["subjects"], told[claim.claim_id]))
    return found


def _task(claim: Claim, said: Json, fact: Json, home: Json, subjects: Sequence[Json], told: Sequence[Answer]) -> Json:
    parts = (claim.predicate.replace("_", " "), claim.qualifier, fact["object"] if fact["object"] != said["value"] else None, claim.period)
    what = ", ".join(part for part in parts if part)
    return {
        "data": {
            "claim": claim.claim_id,
            "question": f"{subjects[fact['subject']]['name']}: {what}: {said['value'] or fact['value']}?",
            "where": " · ".join(filter(None, (home["publisher"] or home["title"], home["path"], home["published"]))),
            "text": claim.text,
        },
        "predictions": [{"model_version": claim.rule or "awase", "score": round(claim.confidence, 4), "result": list(_spans(claim))}],
        "annotations": [{"result": list(_result(answer))} for answer in told],
    }


def _spans(claim: Claim) -> Iterator[Json]:
    for number, mark in enumerate(sorted(claim.marks, key=lambda mark: (mark.start, mark.end))):
        if mark.role in _ROLES and claim.start <= mark.start < mark.end <= claim.end:
            start, end = (place - claim.start for place in (mark.start, mark.end))
            value = {
                "start": _units(claim.text[:start]),
                "end": _units(claim.text[:end]),
                "text": claim.text[start:end],
                "labels": [mark.role],
            }
            yield {"id": f"m{number}", "from_name": "role", "to_name": "text", "type": "labels", "value": value}


def _units(text: str) -> int:
    return len(text.encode("utf-16-le")) // 2


def _result(answer: Answer) -> Iterator[Json]:
    yield {"id": "v", "from_name": "verdict", "to_name": "text", "type": "choices", "value": {"choices": [answer.verdict]}}
    for name, said in (("value", answer.value), ("note", answer.note), ("by", answer.by)):
        if said:
            yield {"id": name, "from_name": name, "to_name": "text", "type": "textarea", "value": {"text": [said]}}


def read(path: Path) -> list[dict[str, str]]:
    """Return the answers in a file that Label Studio has exported as JSON: `verdict`, `claim`, and `value`, `note`, `by`, `on` where given.

    Raises:
        ConfigError: It is no such file, or an annotation has no verdict.
    """
    try:
        held = json.loads(text_of(path))
    except ValueError as error:
        raise ConfigError(f"{path.name}: no JSON: {error}") from None
    if not isinstance(held, list):
        raise ConfigError(f"{path.name}: a list of tasks is wanted, as Label Studio exports JSON")
    found = []
    for number, task in enumerate(held, 1):
        place = f"{path.name}: task {number}"
        data = task.get("data") if isinstance(task, dict) else None
        claim = data.get("claim") if isinstance(data, dict) else None
        made = task.get("annotations", []) if isinstance(task, dict) else None
        if not isinstance(claim, str) or not isinstance(made, list):
            raise ConfigError(f"{place}: it has no claim in its data, or no annotations")
        for one in made:
            if not isinstance(one, dict) or not isinstance(one.get("result"), list):
                raise ConfigError(f"{place}: an annotation without a result")
            if not one.get("was_cancelled"):
                found.append({"claim": claim, **_said(one, place)})
    return found


def _said(annotation: Mapping[str, Any], place: str) -> dict[str, str]:
    told: dict[str, str] = {}
    for row in annotation["result"]:
        value = row.get("value") if isinstance(row, dict) else None
        if isinstance(value, dict) and row.get("from_name") in ("verdict", "value", "note", "by"):
            said = value.get("choices") or value.get("text")
            said = said[0] if isinstance(said, list) and said else said
            if isinstance(said, str) and said.strip():
                told[row["from_name"]] = said.strip()
    if told.get("verdict") not in _VERDICTS:
        raise ConfigError(f"{place}: an annotation without a verdict: {', '.join(_VERDICTS)}")
    if told["verdict"] != "correct":
        told.pop("value", None)
    made = annotation.get("created_at")
    return {"by": _name(annotation.get("completed_by")), **({"on": made[:10]} if isinstance(made, str) else {}), **told}


def _name(who: object) -> str:
    """Return the name of who annotated, as Label Studio gives it: a number, or a person."""
    if isinstance(who, dict):
        full = " ".join(str(who[key]) for key in ("first_name", "last_name") if who.get(key))
        return full or str(who.get("email") or who.get("id") or "Label Studio")
    return f"Label Studio user {who}" if who is not None else "Label Studio"
