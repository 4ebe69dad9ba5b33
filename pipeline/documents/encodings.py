"""Bytes to text, with what the encoding rests on.

In: bytes, and the charset they declare, if any. Out: text, the name of the encoding with its evidence, and every byte that is no text in
it. Never: a byte dropped or replaced without a row that says so.
"""

from __future__ import annotations

import re
from dataclasses import dataclass

#: Bytes that are looked at to choose among the legacy encodings: the choice needs no more, and so costs the same for any size.
_SAMPLE = 1 << 14
#: Wrong bytes above which the text is taken to be in another encoding, or none.
_MOST_WRONG = 1000

_BOMS = (
    (b"\xef\xbb\xbf", "utf-8"),
    (b"\xff\xfe\x00\x00", "utf-32-le"),
    (b"\x00\x00\xfe\xff", "utf-32-be"),
    (b"\xff\xfe", "utf-16-le"),
    (b"\xfe\xff", "utf-16-be"),
)

#: What a file begins with -> what it is. Source: the formats' own specifications, as collected in the IANA media type registrations.
_MAGIC = (
    (b"\x89PNG\r\n", "a PNG image"),
    (b"\xff\xd8\xff", "a JPEG image"),
    (b"GIF8", "a GIF image"),
    (b"RIFF", "a RIFF file (WebP, WAV or AVI)"),
    (b"%PDF-", "a PDF file"),
    (b"PK\x03\x04", "a ZIP file (docx, xlsx, epub)"),
    (b"PK\x05\x06", "an empty ZIP file"),
    (b"\x1f\x8b", "a gzip file"),
    (b"\x28\xb5\x2f\xfd", "a zstd file"),
    (b"BZh", "a bzip2 file"),
    (b"\xfd7zXZ\x00", "an xz file"),
    (b"7z\xbc\xaf\x27\x1c", "a 7z file"),
    (b"PAR1", "a Parquet file"),
    (b"\x7fELF", "an ELF program"),
    (b"MZ\x90\x00", "a Windows program"),
    (b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1", "an OLE file (doc, xls, ppt)"),
    (b"SQLite format 3\x00", "an SQLite file"),
    (b"\x00\x00\x00\x18ftyp", "an MP4 file"),
    (b"\x00\x00\x00\x20ftyp", "an MP4 file"),
    (b"OggS", "an Ogg file"),
    (b"ID3", "an MP3 file"),
    (b"{\\rtf", "an RTF file"),
)

#: Labels of the web -> codec. A page that says Shift_JIS means Microsoft's superset. Source: WHATWG Encoding Standard, section 4.2.
_LABELS = {
    "shift_jis": "cp932",
    "shift-jis": "cp932",
    "sjis": "cp932",
    "x-sjis": "cp932",
    "ms_kanji": "cp932",
    "windows-31j": "cp932",
    "euc-kr": "cp949",
    "ks_c_5601-1987": "cp949",
    "windows-949": "cp949",
    "iso-8859-1": "cp1252",
    "latin1": "cp1252",
    "us-ascii": "cp1252",
    "ascii": "cp1252",
    "gb2312": "gb18030",
    "gbk": "gb18030",
    "x-euc-jp": "euc_jp",
    "utf-16": "utf-16-le",
    "unicode": "utf-16-le",
}

#: The encodings that only their letters tell apart, in the order that breaks a tie.
_LEGACY = ("cp932", "euc_jp", "cp949", "gb18030", "big5", "cp1252")

_HIRAGANA = re.compile("[\u3041-\u3096]")
_KATAKANA = re.compile("[\u30a1-\u30fa\u30fc]")
_HALF_KATAKANA = re.compile("[\uff61-\uff9f]")
_HAN = re.compile("[\u4e00-\u9fff]")
_HANGUL = re.compile("[\uac00-\ud7a3]")
_PUNCTUATION = re.compile("[\u3000-\u3003\u300c-\u300f\u3010\u3011\uff01\uff08\uff09\uff0c\uff1a\uff1f\u30fb]")
_STRANGE = re.compile(
    "[\x00-\x08\x0e-\x1a\x1c-\x1f\x7f-\x9f\ue000-\uf8ff\u0e00-\u1fff\ua000-\uabff\ud7b0-\ud7ff\u3130-\u318f\u0700-\u0dff]"
)
#: Syllables that make up about half of running Korean. Source: their use as particles, endings and Sino-Korean morphemes.
_FREQUENT_HANGUL = re.compile("[이다는을의에가고지하은로를한기도사시자리인해대어나서아그정일라수있보게들과전만부제상것원장스했으마와]")
#: Kanji that make up about a quarter of running Japanese, and characters that do the same for Chinese in simplified forms.
_FREQUENT_KANJI = re.compile(
    "["
    "日一国会人年大十二本中長出三同時政事自行社見月分議後前民生連五発間対上部東者党地合市業内相方四定今回新場金員九入選立開手米力学問高代明実円関決子動京全目表戦経通外最言氏現理調体化田当八六約主題下首意法"
    "不来作性的要用制治度務強気小七成期公野協取都和統以機平総加山思家話世受区領多県続進正安設保改数記院女初北午指権心界支第産結百派点教報済書府活原先共得解名交資予川向際査勝面委告軍文反元重近千考判認画海参"
    "売利組知案道信策集在件団別物側任引使求所次水半品昨論計死官増係感特情投示変打男基私各始島直両朝革価式確村提運終挙果西勢減台広容必応演電歳住争談能無再位置企真流格有疑口過局少放税検藤町常校料沢裁状工建語"
    "球営空職証土与急止送援供可役構木割聞身費付施切由説転食比難防補車優夫研収断井何南石足違消境神番規術護展態導鮮備宅害配副算視条幹独警宮究育席輸訪楽起万着乗店述残想線率病農州武声質念待試族象銀域助労例衛然"
    "早張映限親額監環験追審商葉義伝働形景落欧担好退準賞訴辺造英被株頭技低毎医復仕去姿味負閣韓渡失移差衆個門写評課末守若脳極種美岡影命含福蔵量望松非撃佐核観察整段横融型白深字答夜製票況音申様財港識注呼渉達"
    "]"
)
_FREQUENT_HANZI = re.compile(
    "["
    "的一是不了在人有我他这个们中来上大为和国地到以说时要就出会可也你对生能而子那得于着下自之年过发后作里用道行所然家种事成方多经么去法学如都同现当没动面起看定天分还进好小部其些主样理心她本前开但因只从想实"
    "]"
)
_FREQUENT_TRADITIONAL = re.compile(
    "["
    "的一是不了在人有我他這個們中來上大為和國地到以說時要就出會可也你對生能而子那得於著下自之年過發後作里用道行所然家種事成方多經"
    "麼去法學如都同現當沒動面起看定天分還進好小部其些主樣理心她本前開但因只從想實日市政府明增加公共今宣布將"
    "]"
)
#: One character of East Asia between two small Latin letters: what a typographic apostrophe becomes in the wrong encoding.
_CAUGHT = re.compile("[a-z][\u1100-\ud7ff\uf900-\uffdc][a-z ]")
#: A typographic mark where it belongs: an apostrophe between letters, a quotation mark or dash beside a space.
_IN_PLACE = re.compile(
    "(?<=[A-Za-z])\u2019(?=[a-z])|(?<![^\\s(])[\u201c\u2018](?=\\w)|(?<=[\\w.,!?])[\u201d\u2019](?![^\\s.,;:!?)])|(?<= )[\u2013\u2014](?= )"
)
_TYPOGRAPHIC = re.compile("[\u2018\u2019\u201c\u201d\u2013\u2014\u2026\u2022\u20ac\u00a0\u00a3\u00a9\u00ae\u2122\u00b7\u00b0\u00bd]")
_LATIN = re.compile("(?<![0-9])[\u00c0-\u00ff\u0152\u0153\u0160\u0161\u017d\u017e](?![0-9])")
_LATIN_RUN = re.compile("[\u00a1-\u00ff\u0152\u0153\u0160\u0161\u0178\u017d\u017e\u0192]{3,}")
_BIDI_OVERRIDE = re.compile("[\u202d\u202e]")
_SURROGATE = re.compile("[\ud800-\udfff]")


class NotText(Exception):
    """Bytes that are no text in any encoding; says why."""


@dataclass(frozen=True, slots=True)
class WrongByte:
    """Bytes that are no character of the encoding; U+FFFD stands for them.

    Attributes:
        at: Place of the first, counted in bytes from 0.
        value: The bytes.
        character: Place of the U+FFFD in the text, in code points.
    """

    at: int
    value: bytes
    character: int


@dataclass(frozen=True, slots=True)
class Decoded:
    """A decoded text.

    Attributes:
        text: The text; a byte order mark is no part of it.
        encoding: Name of the encoding, and in brackets how it was found out.
        wrong: The bytes that are no text.
    """

    text: str
    encoding: str
    wrong: tuple[WrongByte, ...] = ()


def decode(data: bytes, declared: str | None = None) -> Decoded:
    """Decode bytes whose encoding has to be found out.

    Args:
        data: The bytes.
        declared: Label of the charset that the file itself declares.

    Raises:
        NotText: They are a file of another kind, or text in no encoding known here.
    """
    for bom, codec in _BOMS:
        if data.startswith(bom) and not _short_mark(data, codec):
            return _lenient(data, codec, len(bom), "BOM")
    for magic, kind in _MAGIC:
        if data.startswith(magic):
            raise NotText(f"it is {kind}")
    if wide := _wide(data):
        return _lenient(data, wide, 0, "detected: every other byte is zero" if "16" in wide else "detected: three of four bytes are zero")
    if data.count(b"\x00") > max(8, len(data) // 1000) or _controls(data[:_SAMPLE]) > max(3, min(len(data), _SAMPLE) // 50):
        if wide := _wide_letters(data):
            return _lenient(data, wide, 0, "detected: kana, hangul or kanji two bytes each")
        raise NotText("too many of its bytes are control characters")
    if (escaped := _escaped(data)) is not None:
        return escaped
    codec = _LABELS.get(declared.lower(), declared.lower()) if declared else ""
    strict = _strict(data, "utf-8")
    if strict is not None and data.isascii():
        return Decoded(strict, "utf-8 (detected: ASCII)")
    foreign = _strict(data, codec) if codec not in ("", "utf-8", "utf8") else None
    if foreign is not None and (strict is None or _likeness(foreign[:_SAMPLE], codec) > _likeness(strict[:_SAMPLE], "utf-8")):
        return Decoded(foreign, f"{codec} (declared)")
    if strict is not None:
        return Decoded(strict, "utf-8 (declared)" if codec in ("utf-8", "utf8") else "utf-8 (detected: well-formed)")
    if nearly := _nearly_utf8(data):
        return nearly
    return _legacy(data, codec)


def _strict(data: bytes, codec: str) -> str | None:
    try:
        return data.decode(codec)
    except (UnicodeDecodeError, LookupError):
        return None


def _short_mark(data: bytes, codec: str) -> bool:
    """Whether the mark of UTF-32 is that of UTF-16 before a NUL: what follows is then no UTF-32."""
    if not codec.startswith("utf-32"):
        return False
    try:
        data[4:].decode(codec)
    except UnicodeDecodeError:
        return True
    return False


def _lenient(data: bytes, codec: str, start: int, evidence: str) -> Decoded:
    """Decode, and put U+FFFD where the bytes are no character; every such place is kept."""
    view = memoryview(data)
    pieces: list[str] = []
    wrong: list[WrongByte] = []
    at, length = start, 0
    while at < len(data):
        try:
            pieces.append(str(view[at:], codec))
            break
        except UnicodeDecodeError as error:
            good = str(view[at : at + error.start], codec)
            length += len(good)
            pieces += (good, "\ufffd")
            wrong.append(WrongByte(at + error.start, data[at + error.start : at + error.end], length))
            length += 1
            at += error.end
            if len(wrong) > _MOST_WRONG:
                raise NotText(f"more than {_MOST_WRONG} places are no {codec}, the first at byte {wrong[0].at}") from error
    return Decoded("".join(pieces), f"{codec} ({evidence})", tuple(wrong))


def _wide(data: bytes) -> str | None:
    """Return UTF-16 or UTF-32 without a mark, seen from where the zero bytes stand."""
    head = data[: _SAMPLE & ~3]
    if len(head) < 4 or head.count(b"\x00") * 10 < len(head):
        return None
    quarters = [head[i::4].count(0) / max(1, len(head[i::4])) for i in range(4)]
    if len(data) % 4 == 0 and min(quarters[2], quarters[3]) > 0.95 and quarters[0] < 0.5:
        return "utf-32-le"
    if len(data) % 4 == 0 and min(quarters[0], quarters[1]) > 0.95 and quarters[3] < 0.5:
        return "utf-32-be"
    low, high = head[1::2].count(0), head[0::2].count(0)
    if min(low, high) * 20 > max(low, high):
        return None
    codec = "utf-16-le" if low > high else "utf-16-be"
    text = head[: len(head) & ~1].decode(codec, "replace")
    return codec if len(_STRANGE.findall(text)) * 20 <= len(text) else None


def _wide_letters(data: bytes) -> str | None:
    """Return UTF-16 without a mark, seen from the letters: Japanese has few zero bytes in it."""
    if len(data) % 2:
        return None
    head = data[:_SAMPLE]
    scores: dict[str, float] = {}
    for codec in ("utf-16-le", "utf-16-be"):
        text = head.decode(codec, "replace")
        scores[codec] = max(_likeness(text, codec), _likeness(text, "cp949")) / max(1, len(text))
    best = max(scores, key=lambda codec: scores[codec])
    return best if scores[best] > 0.7 else None


def _controls(head: bytes) -> int:
    return len(re.findall(rb"[\x00-\x08\x0e-\x1a\x1c-\x1f]", head))


def _escaped(data: bytes) -> Decoded | None:
    """Decode ISO-2022-JP or ISO-2022-KR, which are ASCII but for their escape sequences."""
    if b"\x1b" not in data or not data.isascii():
        return None
    for mark, codec in ((rb"\x1b\$[@B]|\x1b\(J|\x1b\$\(D", "iso2022_jp_2"), (rb"\x1b\$\)C", "iso2022_kr")):
        if re.search(mark, data):
            decoded = _lenient(data, codec, 0, "detected: escape sequences")
            return Decoded(
                decoded.text, decoded.encoding.replace("iso2022_jp_2", "iso-2022-jp").replace("iso2022_kr", "iso-2022-kr"), decoded.wrong
            )
    return None


def _nearly_utf8(data: bytes) -> Decoded | None:
    """Decode text that is UTF-8 but for a few bytes: well-formed sequences do not come about by chance."""
    try:
        decoded = _lenient(data, "utf-8", 0, "detected: well-formed but for the bytes reported")
    except NotText:
        return None
    # Two bytes are well-formed by chance now and then, three hardly ever.
    good = sum(1.0 if character > "\u07ff" else 0.5 for character in decoded.text if character > "\x7f" and character != "\ufffd")
    return decoded if good >= 4 * len(decoded.wrong) else None


def _legacy(data: bytes, declared: str) -> Decoded:
    """Choose among the encodings that only their letters tell apart."""
    best: tuple[float, int, Decoded] | None = None
    sample = _sample(data)
    for rank, codec in enumerate(_LEGACY):
        try:
            tried = _lenient(sample, codec, 0, "")
        except NotText:
            continue
        high = max(1, sum(1 for byte in sample if byte > 0x7F))
        # The sample may cut a character in two at its end: one wrong place is free.
        missing = max(0, len(tried.wrong) - (len(sample) < len(data)))
        score = (_likeness(tried.text, codec) - 8.0 * missing) / high + (0.3 if codec == declared else 0.0)
        if best is None or score > best[0]:
            best = (score, -rank, tried)
            chosen = codec
    if best is None or best[0] <= 0.05:
        if wide := _wide_letters(data):
            return _lenient(data, wide, 0, "detected: kana, hangul or kanji two bytes each")
        if sum(1 for byte in sample if byte > 0x7F) * 10 <= len(sample):
            return _lenient(data, "cp1252", 0, "assumed: nine bytes in ten are ASCII")
        raise NotText(
            "its bytes are text in none of UTF-8, UTF-16, Shift_JIS, EUC-JP, ISO-2022-JP, EUC-KR, GB 18030, Big5 and Windows-1252"
        )
    return _lenient(data, chosen, 0, f"detected: {_evidence(best[2].text)}")


def _sample(data: bytes) -> bytes:
    """Return the stretch that begins just before the first byte that is not ASCII."""
    match = re.search(rb"[\x80-\xff]", data)
    start = max(0, match.start() - 64) if match else 0
    return data[start & ~1 : (start & ~1) + _SAMPLE]


def _likeness(text: str, codec: str) -> float:
    """Return how much the letters look like a language that is written in the encoding; about 1 a byte for running text."""
    strange = 6.0 * (len(_STRANGE.findall(text)) + len(_SURROGATE.findall(text)))
    if codec == "cp1252":
        marks = len(_TYPOGRAPHIC.findall(text)) + len(_IN_PLACE.findall(text))
        return 1.0 * marks + 0.8 * len(_LATIN.findall(text)) - 2.0 * sum(map(len, _LATIN_RUN.findall(text))) - strange
    strange += 3.0 * len(_CAUGHT.findall(text))
    hangul, kana = len(_HANGUL.findall(text)), len(_HIRAGANA.findall(text))
    katakana, half = len(_KATAKANA.findall(text)), len(_HALF_KATAKANA.findall(text))
    han, marks = len(_HAN.findall(text)), len(_PUNCTUATION.findall(text))
    if codec == "cp949":
        common = len(_FREQUENT_HANGUL.findall(text))
        rare = sum(1 for letter in _HANGUL.findall(text) if not _in_ks_x_1001(letter))
        return 2.6 * common + 1.2 * (hangul - common) - 4.0 * rare + 1.0 * marks - 1.5 * han - 1.0 * (kana + katakana) - strange
    if codec in ("gb18030", "big5"):
        common = len((_FREQUENT_HANZI if codec == "gb18030" else _FREQUENT_TRADITIONAL).findall(text))
        return 2.4 * common + 0.6 * (han - common) + 1.5 * marks - 2.0 * (hangul + half) - 1.0 * (kana + katakana) - strange
    common = len(_FREQUENT_KANJI.findall(text))
    return 2.4 * kana + 1.6 * katakana + 2.0 * marks + 1.9 * common + 0.4 * (han - common) - 1.5 * half - 2.0 * hangul - strange


def _in_ks_x_1001(letter: str) -> bool:
    """Whether a syllable is among the 2350 of KS X 1001, which running Korean hardly ever leaves."""
    try:
        return len(letter.encode("euc_kr")) == 2
    except UnicodeEncodeError:
        return False


def _evidence(text: str) -> str:
    """Name the letters that decided."""
    counts = {
        "kana": len(_HIRAGANA.findall(text)) + len(_KATAKANA.findall(text)),
        "hangul": len(_HANGUL.findall(text)),
        "kanji": len(_HAN.findall(text)),
        "Latin letters and typographic marks": len(_LATIN.findall(text)) + len(_TYPOGRAPHIC.findall(text)),
    }
    for name in ("kana", "hangul", "kanji"):
        if counts[name] * 10 >= sum(counts.values()) and counts[name]:
            return name
    return max(counts, key=lambda name: counts[name])


def oddities(text: str) -> tuple[tuple[str, str], ...]:
    """Return the characters of a text that stay in it but should be known of, as (reason, detail)."""
    found: list[tuple[str, str]] = []
    if zeros := text.count("\x00"):
        found.append(("nul", f"in part: {zeros} NUL characters, the first at character {text.index(chr(0))}; kept in the text"))
    if match := _BIDI_OVERRIDE.search(text):
        count = len(_BIDI_OVERRIDE.findall(text))
        found.append(
            (
                "bidi_override",
                f"in part: {count} overrides of the writing direction, the first at character {match.start()}; kept in the text",
            )
        )
    return tuple(found)


def without_surrogates(text: str) -> tuple[str, str | None]:
    """Put U+FFFD for each lone surrogate, one for one, and return the text with what was replaced."""
    match = _SURROGATE.search(text)
    if match is None:
        return text, None
    count = len(_SURROGATE.findall(text))
    detail = f"in part: {count} lone surrogates, the first U+{ord(match.group()):04X} at character {match.start()}; U+FFFD stands for each"
    return _SURROGATE.sub("\ufffd", text), detail
