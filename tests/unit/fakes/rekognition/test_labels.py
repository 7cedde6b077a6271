from dataclasses import replace

import pytest

from fakes.rekognition.boxes import Box
from fakes.rekognition.errors import InvalidS3ObjectError
from fakes.rekognition.labels import Instance, Label, labels_of
from fakes.rekognition.sidecar import ToldLabel, parse_sidecar
from fakes.rekognition.sighting import Sighting
from fakes.rekognition.wish import Wish

BOX = Box(0.1, 0.2, 0.3, 0.4)


def test_ancestors_are_labels_too_and_as_sure() -> None:
    labels = {label.name: label for label in labels_of([Sighting("Sneaker", 80.0, BOX), Sighting("Shoe", 60.0)])}

    assert labels.keys() == {"Sneaker", "Shoe", "Footwear", "Clothing"}
    assert {label.confidence for label in labels.values()} == {80.0}
    assert labels["Sneaker"].parents == ("Clothing", "Footwear", "Shoe")
    assert labels["Sneaker"].categories == ("Apparel and Accessories",)
    assert labels["Sneaker"].instances == (Instance(BOX, 80.0),)


def test_things_of_one_name_are_instances_of_one_label() -> None:
    [label] = labels_of([Sighting("Circle", 70.0, BOX), Sighting("Circle", 90.0, BOX)])

    assert label.confidence == 90.0
    assert [instance.confidence for instance in label.instances] == [70.0, 90.0]


CARS = frozenset({"Vehicles and Automotive"})
LABELS = labels_of([Sighting("Dog", 99.0), Sighting("Car", 70.0), Sighting("Grass", 51.0)])


@pytest.mark.parametrize(
    ("change", "names"),
    [
        ({}, ["Animal", "Dog", "Mammal", "Pet", "Car", "Transportation", "Vehicle"]),
        ({"max_labels": 2}, ["Animal", "Dog"]),
        ({"max_labels": 0}, []),
        ({"names": frozenset({"Dog", "Grass"})}, ["Dog"]),
        ({"categories": CARS, "not_names": frozenset({"Car"})}, ["Transportation", "Vehicle"]),
        ({"not_categories": frozenset({"Animals and Pets"})}, ["Car", "Transportation", "Vehicle"]),
    ],
)  # fmt: skip
def test_a_wish_chooses_the_surest_that_pass_its_filters(change: dict[str, object], names: list[str]) -> None:
    wish = replace(Wish(min_confidence=55.0), **change)  # type: ignore[arg-type]

    assert [label.name for label in wish.choose(LABELS)] == names


def test_a_sidecar_is_an_answer_of_aws() -> None:
    sidecar = b"""{"Labels": [
        {"Name": "Dog"},
        {"Name": "Teapot", "Confidence": 80.5, "Parents": [{"Name": "Pottery"}], "Categories": [],
         "Instances": [{"BoundingBox": {"Left": 0.1, "Top": 0.2, "Width": 0.3, "Height": 0.4}, "Confidence": 70}]},
        {"Timestamp": 500, "Label": {"Name": "Night"}}], "LabelModelVersion": "3.0"}"""

    dog, teapot, night = parse_sidecar(sidecar)

    assert dog.label.parents == ("Animal", "Mammal", "Pet")
    assert teapot == ToldLabel(None, Label("Teapot", 80.5, ("Pottery",), instances=(Instance(BOX, 70.0),)))
    assert night.timestamp == 500


@pytest.mark.parametrize(
    "content", [b"", b"[]", b'{"Labels": [{"Confidence": 1}]}', b'{"Labels": [{"Name": "A", "Confidence": 101}]}']
)
def test_a_sidecar_that_is_wrong_says_so(content: bytes) -> None:
    with pytest.raises(InvalidS3ObjectError, match="sidecar"):
        parse_sidecar(content)
