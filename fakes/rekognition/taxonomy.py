"""How labels hang together: ancestors, category and other names, as Rekognition tells them.

Of the labels that we give ourselves, and of some that keywords often name. Others have neither ancestors nor category.
"""

from dataclasses import dataclass


@dataclass(frozen=True)
class Kind:
    """A label's place among the others; `parents` are all ancestors."""

    category: str | None = None
    parents: tuple[str, ...] = ()
    aliases: tuple[str, ...] = ()


_NATURE = "Nature and Outdoors"
_TEXTS = "Text and Documents"
_SHAPES = "Patterns and Shapes"
_PLANTS = "Plants and Flowers"
_FOOD = "Food and Beverage"
_CLOTHES = "Apparel and Accessories"
_TECHNOLOGY = "Technology and Computing"
_HOME = "Home and Indoors"
_KITCHEN = "Kitchen and Dining"
_TRANSPORT = "Vehicles and Automotive"
_ANIMALS = "Animals and Pets"
_PEOPLE = "Person Description"

_KINDS = {
    "Nature": Kind(_NATURE),
    "Outdoors": Kind(_NATURE),
    "Sky": Kind(_NATURE, ("Nature", "Outdoors")),
    "Sunset": Kind(_NATURE, ("Nature", "Outdoors", "Sky"), ("Dusk", "Dawn")),
    "Night": Kind(_NATURE, ("Nature", "Outdoors")),
    "Plant": Kind(_PLANTS),
    "Grass": Kind(_PLANTS, ("Plant",)),
    "Flower": Kind(_PLANTS, ("Plant",)),
    "Tree": Kind(_PLANTS, ("Plant",)),
    "Text": Kind(_TEXTS),
    "Document": Kind(_TEXTS, ("Text",)),
    "Page": Kind(_TEXTS, ("Text",)),
    "QR Code": Kind(_TEXTS),
    "Circle": Kind(_SHAPES),
    "Triangle": Kind(_SHAPES),
    "Rectangle": Kind(_SHAPES),
    "Food": Kind(_FOOD),
    "Beverage": Kind(_FOOD, (), ("Drink",)),
    "Coffee": Kind(_FOOD, ("Beverage",)),
    "Tea": Kind(_FOOD, ("Beverage",)),
    "Cup": Kind(_KITCHEN),
    "Coffee Cup": Kind(_KITCHEN, ("Cup",)),
    "Bottle": Kind(_HOME),
    "Clothing": Kind(_CLOTHES, (), ("Apparel",)),
    "Footwear": Kind(_CLOTHES, ("Clothing",)),
    "Shoe": Kind(_CLOTHES, ("Clothing", "Footwear")),
    "Sneaker": Kind(_CLOTHES, ("Clothing", "Footwear", "Shoe"), ("Running Shoe",)),
    "Electronics": Kind(_TECHNOLOGY),
    "Computer": Kind(_TECHNOLOGY, ("Electronics",)),
    "Laptop": Kind(_TECHNOLOGY, ("Computer", "Electronics", "Pc")),
    "Headphones": Kind(_TECHNOLOGY, ("Electronics",)),
    "Mobile Phone": Kind(_TECHNOLOGY, ("Electronics", "Phone"), ("Cell Phone",)),
    "Phone": Kind(_TECHNOLOGY, ("Electronics",)),
    "Pc": Kind(_TECHNOLOGY, ("Computer", "Electronics")),
    "Vehicle": Kind(_TRANSPORT, ("Transportation",)),
    "Transportation": Kind(_TRANSPORT),
    "Car": Kind(_TRANSPORT, ("Transportation", "Vehicle"), ("Automobile",)),
    "Animal": Kind(_ANIMALS),
    "Mammal": Kind(_ANIMALS, ("Animal",)),
    "Pet": Kind(_ANIMALS, ("Animal",)),
    "Dog": Kind(_ANIMALS, ("Animal", "Mammal", "Pet")),
    "Cat": Kind(_ANIMALS, ("Animal", "Mammal", "Pet")),
    "Person": Kind(_PEOPLE, (), ("Human",)),
}
_UNKNOWN = Kind()


def kind_of(name: str) -> Kind:
    """A label's place; one that stands alone for names that nobody has placed."""
    return _KINDS.get(name, _UNKNOWN)
