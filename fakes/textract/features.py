"""What a request can ask Textract to look for besides lines and words."""

from enum import Enum


class Feature(Enum):
    """The values of `FeatureTypes`."""

    TABLES = "TABLES"
    FORMS = "FORMS"
    LAYOUT = "LAYOUT"
    SIGNATURES = "SIGNATURES"
    QUERIES = "QUERIES"
