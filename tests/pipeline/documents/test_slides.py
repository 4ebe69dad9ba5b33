from __future__ import annotations

import pytest

from pipeline.documents.formats import Limits, Trouble, Unreadable
from pipeline.documents.formats.slides import read_pptx
from pipeline.records import Declared
from tests.support.files import LAUGHS, pptx, shape, slide_table

LIMITS = Limits()
_NOTES = '<Relationship Id="n1" Type="x/notesSlide" Target="../notesSlides/notesSlide1.xml"/>'
_SPACES = (
    'xmlns:p="http://schemas.openxmlformats.org/presentationml/2006/main" xmlns:a="http://schemas.openxmlformats.org/drawingml/2006/main"'
)


def notes(*shapes: str) -> bytes:
    return f"<p:notes {_SPACES}><p:cSld><p:spTree>{''.join(shapes)}</p:spTree></p:cSld></p:notes>".encode()


def test_slides_are_told_in_their_order_titles_first_and_hidden_ones_not_at_all() -> None:
    data = pptx(
        shape("Results of the year", place="subTitle") + shape("Aoba Foods Co., Ltd.", place="ctrTitle"),
        ' show="0"' + shape("Draft", place="title"),
        shape("Sales", place="title") + shape("Up 4%", "Down in the north", place="body") + shape("A box"),
    )
    content = read_pptx(data, LIMITS)
    assert content.text == ("# Aoba Foods Co., Ltd.\n\nResults of the year\n\n## Sales\n\n- Up 4%\n- Down in the north\n\nA box\n")
    assert content.encoding == "utf-8 (Office Open XML)"


def test_a_group_is_read_shape_by_shape_and_what_is_hidden_struck_or_a_picture_is_not() -> None:
    struck = '<p:sp><p:txBody><a:p><a:r><a:rPr strike="sngStrike"/><a:t>Old </a:t></a:r><a:r><a:t>New</a:t></a:r></a:p></p:txBody></p:sp>'
    hidden = shape("Secret").replace('name="x"', 'name="x" hidden="1"')
    data = pptx(f"<p:grpSp>{shape('One')}<p:grpSp>{struck}</p:grpSp></p:grpSp>{hidden}<p:pic><p:nvPicPr/></p:pic>")
    assert read_pptx(data, LIMITS).text == "One\n\nNew\n"


def test_footers_are_told_once_and_numbers_of_slides_never() -> None:
    foot = shape("Aoba Foods, FY2024", place="ftr") + shape("7", place="sldNum")
    data = pptx(shape("First") + foot, shape("Second") + foot)
    assert read_pptx(data, LIMITS).text == "First\n\nAoba Foods, FY2024\n\nSecond\n"


def test_notes_of_the_speaker_follow_their_slide() -> None:
    part = notes(shape("12", place="sldNum"), shape("Say that sales rose by $3 million.", place="body"))
    data = pptx(shape("Sales"), shape("Next"), more={"ppt/notesSlides/notesSlide1.xml": part}, links={1: _NOTES})
    assert read_pptx(data, LIMITS).text == "Sales\n\nSay that sales rose by $3 million.\n\nNext\n"


def test_a_table_of_a_slide_is_a_grid_with_its_spans() -> None:
    table = slide_table(("Region|v2", "Members|>2", "|<"), ("|^", "2022", "2023"), ("Coast", "501", "498"))
    content = read_pptx(pptx(shape("Members", place="title") + table), LIMITS)
    assert content.text == "# Members\n\nRegion\tMembers\n2022\t2023\nCoast\t501\t498\n"
    assert [(content.text[c.start : c.end], c.row, c.col, c.row_span, c.col_span) for c in content.grid] == [
        ("Region", 0, 0, 2, 1),
        ("Members", 0, 1, 1, 2),
        ("2022", 1, 1, 1, 1),
        ("2023", 1, 2, 1, 1),
        ("Coast", 2, 0, 1, 1),
        ("501", 2, 1, 1, 1),
        ("498", 2, 2, 1, 1),
    ]


def test_what_a_chart_draws_is_a_table_as_its_number_format_shows_it() -> None:
    def points(part: str, form: str, *values: str) -> str:
        held = "".join(f'<c:pt idx="{at}"><c:v>{value}</c:v></c:pt>' for at, value in enumerate(values) if value)
        return f"<c:{part}><c:numRef><c:numCache><c:formatCode>{form}</c:formatCode>{held}</c:numCache></c:numRef></c:{part}>"

    years = points("cat", "General", "FY22", "FY23")
    series = (
        f"<c:ser>{points('tx', 'General', 'Sales')}{years}{points('val', '#,##0', '1204', '1311.0')}</c:ser>"
        f"<c:ser>{points('tx', 'General', 'Margin')}{years}{points('val', '0.0%', '0.081', '')}</c:ser>"
    )
    spaces = (
        'xmlns:c="http://schemas.openxmlformats.org/drawingml/2006/chart" xmlns:a="http://schemas.openxmlformats.org/drawingml/2006/main"'
    )
    title = "<c:title><c:tx><c:rich><a:p><a:r><a:t>Sales ($ million)</a:t></a:r></a:p></c:rich></c:tx></c:title>"
    part = f"<c:chartSpace {spaces}><c:chart>{title}<c:plotArea><c:barChart>{series}</c:barChart></c:plotArea></c:chart></c:chartSpace>"
    frame = '<p:graphicFrame><a:graphic><a:graphicData><c:chart r:id="c1"/></a:graphicData></a:graphic></p:graphicFrame>'
    link = '<Relationship Id="c1" Type="x/chart" Target="../charts/chart1.xml"/>'
    content = read_pptx(pptx(frame, more={"ppt/charts/chart1.xml": part.encode()}, links={1: link}), LIMITS)
    assert content.text == "Sales ($ million)\n\n\tSales\tMargin\nFY22\t1,204\t8.1%\nFY23\t1,311\t\n"


def test_a_title_of_the_file_counts_only_if_a_slide_says_it() -> None:
    core = '<c xmlns:d="x"><d:title>{}</d:title><d:created>2024-05-06T01:02:03Z</d:created></c>'
    own, made_up = (
        read_pptx(pptx(shape("Results of Aoba"), more={"docProps/core.xml": core.format(title).encode()}), LIMITS)
        for title in ("Results of Aoba", "PowerPoint Presentation")
    )
    assert (own.title, made_up.title) == ("Results of Aoba", None)
    assert own.declared == (Declared("file_metadata", "2024-05-06", "PowerPoint created"),)


def test_a_broken_slide_costs_itself_alone() -> None:
    content = read_pptx(pptx(shape("One"), "<p:sp>", shape("Three")), LIMITS)
    assert content.text == "One\n\nThree\n"
    assert [(trouble.reason, trouble.detail[:35]) for trouble in content.troubles] == [("broken", "in part: slide 2 of 3: 'ppt/slides/")]


def test_slides_beyond_the_limit_are_told_of() -> None:
    content = read_pptx(pptx(shape("One"), shape("Two"), shape("Three")), Limits(pages=2))
    assert content.text == "One\n\nTwo\n"
    assert content.troubles == (Trouble("too_many_pages", "in part: 3 slides, of which the first 2 were read"),)


@pytest.mark.parametrize(
    ("data", "reason"),
    [
        (pptx(), "no_text"),
        (pptx(shape("")), "no_text"),
        (pptx(shape("&l10;"), doctype=LAUGHS), "xml_entities"),
        (pptx(shape("One"))[:300], "broken"),
        (pptx("<p:grpSp>" * 5000 + "</p:grpSp>" * 5000), "broken"),
        (b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + bytes(512), "encrypted"),
    ],
)
def test_a_file_that_cannot_be_read_says_why(data: bytes, reason: str) -> None:
    with pytest.raises(Unreadable) as error:
        read_pptx(data, LIMITS)
    assert error.value.reason == reason
