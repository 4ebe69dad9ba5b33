from pipeline.records import Document, Mention, Segment
from pipeline.resolve import Decisions, resolve


def linked(*texts, names, decisions=None):
    """Resolve documents of one passage each; `names` gives label by name, each found wherever it stands."""
    documents, segments, mentions = [], [], []
    for number, text in enumerate(texts):
        document = f"d{number}"
        documents.append(Document(document, f"{document}.txt", (f"{document}.txt",), document, "text/plain", "utf-8", text, language="en"))
        segments.append(Segment(f"{document}s", document, 0, 0, len(text), "paragraph", language="en"))
        taken = set()
        for name in sorted(names, key=len, reverse=True):
            at = text.find(name)
            while at >= 0:
                if taken.isdisjoint(range(at, at + len(name))):
                    taken.update(range(at, at + len(name)))
                    mentions.append(Mention(f"{document}m{at}", document, f"{document}s", at, at + len(name), name, names[name]))
                at = text.find(name, at + 1)
    mentions.sort(key=lambda mention: (mention.document_id, mention.start))
    entities, out = resolve(documents, segments, mentions, Decisions() if decisions is None else decisions)
    return entities, out


def test_a_surname_is_the_one_person_of_the_document_who_bears_it():
    _, out = linked(
        "Nora Vance leads Quillon. Vance was born in 1970.", names={"Nora Vance": "PERSON", "Vance": "PERSON", "Quillon": "ORG"}
    )
    assert out[0].entity_id == out[2].entity_id


def test_a_shared_surname_alone_joins_nobody():
    entities, out = linked("Nora Vance sings.", "Vance swims.", names={"Nora Vance": "PERSON", "Vance": "PERSON"})
    assert out[0].entity_id != out[1].entity_id
    assert len(entities) == 2


def test_companies_with_a_shared_first_word_stay_apart():
    entities, _ = linked("Delta Foundry and Delta Orchards met.", names={"Delta Foundry": "ORG", "Delta Orchards": "ORG"})
    assert [entity.name for entity in sorted(entities, key=lambda entity: entity.name)] == ["Delta Foundry", "Delta Orchards"]
