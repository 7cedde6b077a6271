"""Short ways of writing the schemas that tests ask for."""

from fakes.bedrock.json_value import Json, JsonObject


def nullable(kind: str, **keywords: Json) -> JsonObject:
    return {"type": [kind, "null"], **keywords}


def listing(items: JsonObject, **keywords: Json) -> JsonObject:
    return {"type": "array", "items": items, **keywords}


def record(**properties: JsonObject) -> JsonObject:
    return {"type": "object", "properties": {**properties}, "required": [*properties]}


TEXT: JsonObject = nullable("string")
NUMBER: JsonObject = nullable("number")
DATE: JsonObject = nullable("string", format="date")
NAMES: JsonObject = listing({"type": "string"})
MONEY: JsonObject = {**record(amount=NUMBER, currency=TEXT), "type": ["object", "null"]}
ADDRESS: JsonObject = {**record(street=TEXT, city=TEXT, state=TEXT, zip=TEXT), "type": ["object", "null"]}

DEED: JsonObject = record(
    documentType=TEXT,
    grantors={**NAMES, "title": "Grantors (sellers)"},
    grantees={**NAMES, "title": "Grantees (buyers)"},
    propertyAddress=ADDRESS,
    parcelNumber={**TEXT, "title": "Parcel number / APN"},
    legalDescription=TEXT,
    salePrice=MONEY,
    recordingDate=DATE,
    documentNumber=TEXT,
    county=TEXT,
    notary=TEXT,
)
KINDS: Json = ["text", "number", "money", "date", "boolean", "address", "person"]
SECTIONS: JsonObject = record(
    sections=listing(
        record(
            title={"type": "string"},
            fields=listing(record(name={"type": "string"}, value=TEXT, type={"enum": KINDS})),
            tables=listing(
                record(title={"type": "string"}, headers=NAMES, rows=listing(listing({"type": "string"}))),
            ),
        )
    )
)
