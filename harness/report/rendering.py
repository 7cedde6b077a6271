"""How templates are rendered: whatever comes from outside is escaped, and nothing may be missing."""

from typing import Final

from jinja2 import Environment, PackageLoader, StrictUndefined

ENVIRONMENT: Final = Environment(
    loader=PackageLoader("harness.report"),
    autoescape=True,
    undefined=StrictUndefined,
    trim_blocks=True,
    lstrip_blocks=True,
)
