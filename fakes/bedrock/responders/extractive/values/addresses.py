"""Postal addresses in the United States' form."""

import re

_STATE_CODES = (
    "AL|AK|AZ|AR|CA|CO|CT|DE|DC|FL|GA|HI|ID|IL|IN|IA|KS|KY|LA|ME|MD|MA|MI|MN|MS|MO|MT|NE|NV|NH|NJ|NM|NY|NC|ND|OH|OK"
    "|OR|PA|RI|SC|SD|TN|TX|UT|VT|VA|WA|WV|WI|WY"
)
STATE_NAMES = (
    "Alabama|Alaska|Arizona|Arkansas|California|Colorado|Connecticut|Delaware|District of Columbia|Florida|Georgia"
    "|Hawaii|Idaho|Illinois|Indiana|Iowa|Kansas|Kentucky|Louisiana|Maine|Maryland|Massachusetts|Michigan|Minnesota"
    "|Mississippi|Missouri|Montana|Nebraska|Nevada|New Hampshire|New Jersey|New Mexico|New York|North Carolina"
    "|North Dakota|Ohio|Oklahoma|Oregon|Pennsylvania|Rhode Island|South Carolina|South Dakota|Tennessee|Texas|Utah"
    "|Vermont|Virginia|Washington|West Virginia|Wisconsin|Wyoming"
)
_ADDRESS = re.compile(
    r"(?P<street>\d+[\w-]*\s+[^,;:\n|]{2,60}?(?:,\s*(?:Apt|Unit|Suite|Ste|Lot|#)[^,;\n|]{0,15})?)\s*[,\n]\s*"
    r"(?P<city>[A-Z][A-Za-z.'\u2019 -]{1,40}?)\s*,\s*"
    rf"(?P<state>(?:{_STATE_CODES})\b|(?:{STATE_NAMES})\b)"
    r"(?:\s*,?\s*(?P<zip>\d{5}(?:-\d{4})?))?"
)


def find_address(text: str) -> dict[str, str] | None:
    """Return the first address in a text as `street`, `city`, `state` and, when it is there, `zip`, as written."""
    match = _ADDRESS.search(text)
    return {part: value.strip() for part, value in match.groupdict().items() if value} if match else None


def find_address_text(text: str) -> str | None:
    """Return the first address in a text, in one piece."""
    match = _ADDRESS.search(text)
    return match.group().strip() if match else None
