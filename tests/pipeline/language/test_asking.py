import pytest
from langdetect import DetectorFactory, detect_langs

from pipeline.language.asking import asked

TEXTS = (
    "Le chiffre d'affaires de la maison Tarvel a augmenté de cinq pour cent cette année, ont dit ses dirigeants.",
    "Der Umsatz der Firma stieg im vergangenen Jahr um fünf Prozent, und sie stellte viele Leute ein.",
    "La empresa abrió dos fábricas en el norte y piensa contratar a cien personas más.",
    "Выручка компании выросла на пять процентов.",
    "Zażółć gęślą jaźń.",
    "Cask, pewter, 12 kg, ref. 4711",
)


@pytest.mark.parametrize("text", TEXTS)
def test_a_language_is_told_as_langdetect_tells_it_with_all_its_tables(text: str):
    DetectorFactory.seed = 0
    best = detect_langs(text)[0]
    assert asked(text) == (best.lang, round(best.prob, 3))


@pytest.mark.parametrize("text", ["", "12 345"])
def test_what_has_no_letters_is_of_no_language(text: str):
    assert asked(text) == ("und", 0.0)
