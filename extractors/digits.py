"""Digits as they are written -> a plain decimal: grouping by commas, points, spaces or apostrophes, decimal commas, fractions.

In: the decimal and grouping signs of a language. Out: the pattern that finds digits, and what they say. Never: a scale, a unit, a sign.

Source: Unicode CLDR, number symbols; Unicode numeric values of the vulgar fractions.
"""

from __future__ import annotations

import re
import unicodedata
from decimal import Decimal
from fractions import Fraction

#: What a digit is, as the inside of a class of characters.
DIGIT = "0-9０-９"
_WIDE = {".": "．", ",": "，"}
_ASCII = str.maketrans("０１２３４５６７８９．，·", "0123456789.,.")
#: Fractions of one sign.
_VULGAR = "¼½¾⅐⅑⅒⅓⅔⅕⅖⅗⅘⅙⅚⅛⅜⅝⅞"
_PARTS = r"(?:[2-9]|1[026]|20|25|32|50|64|100)"
#: Before these a stroke between digits is one of a fraction, not of a date.
_MEASURES = (
    "million|billion|trillion|percent|per[ ]cent|percentage|point|cent|cups?|gallons?|inch(?:es)?|miles?|pounds?|ounces?|teaspoons?"
    "|tablespoons?|acres?|tons?|tonnes?|pints?|quarts?|turns?|kg|km|kilograms?"
)
#: Currencies of countries that part thousands by spaces.
_SPACED_CODES = "EUR|CHF|SEK|NOK|DKK|PLN|CZK|HUF|RUB|ZAR"
_SPACED_MONEY = f"{_SPACED_CODES}|euros?|francs?|kronor|kroner|krone|zlotys?|rubles?|roubles?|rands?"
#: What a number of its own stands behind: "at the age of 30 500 employees", "on page 12 300 shares".
_FIRST = r"(?<!\b[Aa]ge )(?<!\bage of )(?<!\b[Aa]ged )(?<!\bturned )(?<!\b[Pp]age )(?<!\b[Cc]hapter )(?<!\bNo\. )"
_FIRST += r"(?<!\b[Nn]ote )(?<![注註※*＊주])"
#: What is counted by the thousand, where a number before it may be parted by a space: 12 500 employees, but not "May 12 500 people".
_BY_THOUSANDS = (
    "employees|people|persons|workers|staff|jobs|customers|clients|users|members|subscribers|shareholders|students|patients|residents"
    "|inhabitants|households|homes|vehicles|cars|units|shares|stores|shops|tons|tonnes|km|kilometers|kilometres|miles|m2|m²|kWh|MWh|MW|copies"
)
_MONTH_ENDS = "(?:ary|rch|ril|May|une|uly|ust|ber|Jan|Feb|Mar|Apr|Jun|Jul|Aug|Sep|Oct|Nov|Dec)"
_OCTET = "(?:25[0-5]|2[0-4][0-9]|1?[0-9]?[0-9])"
#: Grouped by points, with a decimal comma or in two groups and more; an address of the net is none.
_BY_POINTS = (
    rf"(?!(?:{_OCTET}\.){{3}}{_OCTET}(?![0-9.]))[0-9]{{1,3}}(?:\.[0-9]{{3}}){{2,8}}(?![0-9]|\.[0-9])(?:,[0-9]{{1,2}}(?![0-9]|,[0-9]))?"
    rf"|[0-9]{{1,3}}\.[0-9]{{3}},[0-9]{{1,2}}(?![0-9]|,[0-9])"
)
_FRACTION = re.compile(rf"(?P<whole>[0-9]*)[ \u00a0-]?(?:(?P<sign>[{_VULGAR}])|(?P<part>[0-9]+)/(?P<of>[0-9]+))")
_GROUPED_BY_POINTS = re.compile(_BY_POINTS)
_GROUPED_BY_SPACES = re.compile("[0-9]{1,3}(?:[ \u00a0\u2009\u202f][0-9]{3})+,[0-9]+")
#: Precision of a fraction that has no finite decimal form: what a column of amounts keeps.
_PRECISION = Decimal("1e-12")


#: Beside the money of such a country: €1 250, EUR 12 345,50, R1 250, "12 345 million euros", "1 234,5 MSEK".
_MILLIONS = "thousand|million|billion|bn|mn|m"
_PARTED_MONEY = (
    rf"(?:(?<=€)|(?<=€ )|(?<=(?:{_SPACED_CODES}) )|(?<=\bR))[1-9][0-9]{{0,2}}(?: [0-9]{{3}}){{1,3}}(?:[.,][0-9]{{1,2}})?"
    r"(?![0-9]|[.,][0-9]| [0-9])"
    rf"|{_FIRST}(?<!{_MONTH_ENDS} )[1-9][0-9]{{0,2}}(?: [0-9]{{3}}){{1,3}}(?:,[0-9]{{1,2}})?"
    rf"(?=[ \u00a0](?:€|(?:(?:{_MILLIONS})[ ])?(?:M|k|T|m|bn|mn)?(?:{_SPACED_MONEY})(?:m|bn|k|mn)?\b))"
)
#: A decimal point in the middle of the line, as the British printed it: £1·5 million.
_MIDDLE_POINT = r"(?<=[$€£])[0-9]{1,3}·[0-9]{1,2}(?![0-9])|(?<![0-9·.])[0-9]{1,3}·[0-9]{1,2}(?=[ ]?(?:million|billion|per cent)\b)"


class Digits:
    """How digits are written in a language.

    Args:
        decimal: The sign before the decimals.
        grouping: The signs between groups of digits; a space or an apostrophe may always stand there.
    """

    def __init__(self, decimal: str, grouping: str) -> None:
        self.decimal, self.groups = decimal, grouping
        self._grouping = re.compile(f"[{re.escape(grouping)} \u00a0\u2009\u202f'’]")
        group = "[" + "".join(re.escape(sign) + _WIDE.get(sign, "") for sign in grouping) + "]"
        point, narrow = f"[{re.escape(decimal)}{_WIDE.get(decimal, '')}]", re.escape(decimal)
        guest = f"|{_BY_POINTS}" if decimal == "." else ""
        narrow_group = f"[{re.escape(grouping)}]"
        #: Finds digits; a chain of decimal signs ("2025.6.9") is found whole.
        self.pattern = (
            rf"(?=[{DIGIT}])(?:[{DIGIT}]{{1,3}}(?:{group}[{DIGIT}]{{3}}){{1,8}}(?![{DIGIT}])(?:{point}[{DIGIT}]+)?"
            rf"|[{DIGIT}]{{1,2}}(?:{group}[{DIGIT}]{{2}}){{1,8}}{group}[{DIGIT}]{{3}}(?![{DIGIT}])(?:{point}[{DIGIT}]+)?"
            rf"|[0-9]{{1,3}}(?:[\u00a0\u2009\u202f][0-9]{{3}}){{1,8}}(?![0-9])(?:[.,][0-9]+)?"
            rf"|[0-9]{{1,3}}(?: [0-9]{{3}}){{2,8}}(?! ?[0-9])(?:{narrow}[0-9]+|,[0-9]{{2}}(?![0-9,]))?"
            rf"|[0-9]{{1,3}}(?: [0-9]{{3}}){{1,8}},[0-9]{{2}}(?![0-9,])"
            rf"|{_FIRST}[1-9][0-9]{{0,2}} (?:[0-9]00(?![0-9 ,.])|[0-9]{{3}}(?=[ \u00a0](?:{_SPACED_MONEY})\b))"
            rf"|(?<=(?:{_SPACED_CODES}) )[1-9][0-9]{{0,2}}(?: [0-9]{{3}}){{1,3}}(?=[ \u00a0](?:thousand|million|billion|m|bn|mn)\b)"
            rf"|{_FIRST}(?<!{_MONTH_ENDS} )[1-9][0-9]{{0,2}} [0-9]{{3}}(?=[ \u00a0](?:{_BY_THOUSANDS})\b)"
            rf"|{_PARTED_MONEY}|{_MIDDLE_POINT}"
            rf"|(?<=[$€£¥₩] )[0-9]{{1,3}}(?: {narrow_group} [0-9]{{3}}){{1,8}}(?![0-9])(?:{narrow}[0-9]+)?"
            rf"|[0-9]{{1,3}}(?:['’][0-9]{{3}}){{1,8}}(?![0-9])(?:{narrow}[0-9]+)?"
            rf"{guest}"
            rf"|[0-9]{{1,6}}[ \u00a0]?[{_VULGAR}]"
            rf"|[0-9]{{1,3}}[ \u00a0-][1-9][0-9]?/{_PARTS}(?![0-9/])"
            rf"|(?<![0-9/])[1-9]/{_PARTS}(?=[ ](?:of[ ]an?[ ])?(?:{_MEASURES})\b)"
            rf"|[{DIGIT}]+(?:{point}[{DIGIT}]+)*)"
            rf"|[{_VULGAR}]"
            rf"|(?<![\w.．/])\.[{DIGIT}]+"
        )

    def chain(self, written: str) -> list[str] | None:
        """Return the parts of a chain of decimal signs, or None for what is one number."""
        plain = written.translate(_ASCII)
        if plain.count(self.decimal) < 2 or (self.decimal == "." and _GROUPED_BY_POINTS.fullmatch(plain) is not None):
            return None
        return plain.split(self.decimal)

    def read(self, written: str) -> tuple[str, bool]:
        """Return digits without their grouping and with a point before the decimals, and whether they were grouped."""
        if len(written) == 1 or written.isdecimal():
            return (written.translate(_ASCII), False) if written[0] not in _VULGAR else (_fraction(written) or "", False)
        plain = written.translate(_ASCII)
        if (said := _fraction(plain)) is not None:
            return said, False
        grouped = self._grouping.search(plain) is not None
        if self.decimal == "." and _GROUPED_BY_POINTS.fullmatch(plain) is not None:
            return plain.replace(".", "").replace(",", "."), True
        if _GROUPED_BY_SPACES.fullmatch(plain) is not None:
            plain = plain.replace(",", ".")
        return self._grouping.sub("", plain).replace(self.decimal, "."), grouped


def _fraction(written: str) -> str | None:
    """A whole number with a fraction, or a fraction alone, as a decimal."""
    match = _FRACTION.fullmatch(written)
    if match is None:
        return None
    if match["sign"] is not None:
        share = Fraction(unicodedata.numeric(match["sign"])).limit_denominator(10)
    else:
        share = Fraction(int(match["part"]), int(match["of"]))
    value = int(match["whole"] or 0) + share
    return format((Decimal(value.numerator) / value.denominator).quantize(_PRECISION).normalize(), "f")
