"""Names of people and companies, and lists of them."""

import re

# What deeds say about the parties between their names and their role.
_DESCRIPTIONS = re.compile(
    r",?\s*\b(?:husband and wife|wife and husband|a married (?:couple|man|woman|person)|married to each other"
    r"|(?:both )?(?:a |an )?(?:single|unmarried|widowed)(?: (?:man|woman|person|persons))?|a widow(?:er)?"
    r"|as (?:joint tenants|tenants)\b[^;()]*|as trustees?\b[^;()]*|with (?:full )?rights? of survivorship"
    r"|an? (?:[A-Z][\w.]+ ){1,2}(?:limited liability company|corporation|partnership|trust)"
    r"|(?:whose|having an|with an) (?:mailing |post office )?address\b[^;()]*"
    r"|(?:residing|residents?) (?:at|in|of)\b[^;()]*"
    r"|of the (?:city|county|town|village|state) of\b[^;()]*|(?:his|her) (?:wife|husband|spouse))\b",
    re.IGNORECASE,
)
# A speck on a scan is read as a dot in the middle of the line.
_SEPARATOR = re.compile(r"\s*;\s*|\s*,?\s+\u00b7?(?:and|&)\s+|\s*\n\s*", re.IGNORECASE)
_SUFFIX = re.compile(r"(?:jr|sr|ii|iii|iv|inc|llc|l\.l\.c|lp|llp|corp|co|ltd|n\.?a|esq|md|phd)\.?", re.IGNORECASE)
_PERSON = re.compile(r"[A-Z][\w'\u2019.-]*(?:\s+(?:[A-Z][\w'\u2019.-]*|de|la|van|von|der)){1,4}")
_EDGES = ' \t,.;:"\u201c\u201d'


def split_names(text: str) -> list[str]:
    """Split `A and B, husband and wife; C` into its names, in order, without what is said about them."""
    bare = _DESCRIPTIONS.sub("", text)
    names = (name for part in _SEPARATOR.split(bare) for name in _split_commas(part))
    cleaned = (_trim(name) for name in names)
    return list(dict.fromkeys(name for name in cleaned if any(map(str.isalnum, name))))


def is_person(text: str) -> bool:
    """Tell whether a text looks like one person's name: two to five capitalised words."""
    return bool(_PERSON.fullmatch(text.strip()))


def _split_commas(text: str) -> list[str]:
    """Split at commas, but for a suffix (`Smith, Jr.`) and for one name turned round (`SMITH, JOHN A.`)."""
    parts: list[str] = []
    for part in re.split(r"\s*,\s*", text):
        if parts and _SUFFIX.fullmatch(part.strip()):
            parts[-1] = f"{parts[-1]}, {part}"
        else:
            parts.append(part)
    turned = len(parts) == 2 and len(parts[0].split()) == 1 and len(parts[1].split()) > 1
    return [text] if turned else parts


def _trim(name: str) -> str:
    """Drop punctuation at the edges, but for the full stop of an abbreviation."""
    bare = name.strip(_EDGES)
    abbreviated = name.strip().rstrip(',;:"\u201d').endswith(".") and bool(
        re.search(r"(?:\b\w|Jr|Sr|Inc|Corp|Co|Ltd)$", bare)
    )
    return f"{bare}." if abbreviated else bare
