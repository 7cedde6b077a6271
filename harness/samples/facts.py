"""The facts of an invented property sale, drawn from a seed: same seed, same facts on every machine."""

from dataclasses import dataclass
from datetime import date, timedelta
from random import Random

FIRST_NAMES = (
    "John A.",
    "Mary",
    "Susan K.",
    "Robert",
    "Elena",
    "David M.",
    "Grace",
    "Peter J.",
    "Nora",
    "Samuel",
)
LAST_NAMES = (
    "Whitfield",
    "Okafor",
    "Lindqvist",
    "Ramirez",
    "Chen",
    "Abernathy",
    "Novak",
    "Delgado",
    "Hartmann",
)
STREETS = ("Alder Street", "Harbor View Drive", "Meadow Lane", "Second Avenue", "Chestnut Court", "Mill Road")
SUBDIVISIONS = ("Cedar Ridge Estates", "Harbor Heights", "Willow Creek Addition", "Sunrise Terrace")
PLACES = (
    ("Seattle", "WA", "Washington", "King", "98101"),
    ("Portland", "OR", "Oregon", "Multnomah", "97204"),
    ("Austin", "TX", "Texas", "Travis", "78701"),
    ("Denver", "CO", "Colorado", "Denver", "80202"),
)
COMPANIES = ("Cascade Title and Escrow Company", "Summit Land Title Agency", "Pioneer Settlement Services")
USES = ("Single family residence", "Condominium unit", "Vacant land", "Commercial property")


@dataclass(frozen=True)
class Place:
    """Where the property lies."""

    street: str
    city: str
    state: str
    state_name: str
    county: str
    zip_code: str

    @property
    def address(self) -> str:
        """The address in one line."""
        return f"{self.street}, {self.city}, {self.state} {self.zip_code}"


@dataclass(frozen=True)
class Plat:
    """Where the property is drawn in the county's books."""

    lot: int
    block: int
    subdivision: str
    volume: int
    pages: str

    def describe(self, place: Place) -> str:
        """The legal description as a deed words it."""
        return (
            f"Lot {self.lot}, Block {self.block}, {self.subdivision}, according to the plat thereof recorded in "
            f"Volume {self.volume} of Plats, pages {self.pages}, records of {place.county} County, {place.state_name}."
        )


@dataclass(frozen=True)
class Sale:
    """One property sale. Money is in whole dollars."""

    document_number: str
    signed: date
    recorded: date
    grantors: tuple[str, str]
    grantees: tuple[str, str]
    place: Place
    plat: Plat
    parcel_number: str
    price: int
    fees: tuple[tuple[str, int], ...]
    company: str
    notary: str
    use: str


def draw_sale(random: Random) -> Sale:
    """Invent a sale with the given source of chance."""
    signed = date(2024, 1, 8) + timedelta(days=random.randrange(300))
    price = random.randrange(180, 900) * 1000
    couples = random.sample(LAST_NAMES, 3)
    return Sale(
        document_number=f"{signed.year}-{random.randrange(10**6):07d}",
        signed=signed,
        recorded=signed + timedelta(days=random.randrange(2, 20)),
        grantors=_couple(random, couples[0]),
        grantees=_couple(random, couples[1]),
        place=_draw_place(random),
        plat=_draw_plat(random),
        parcel_number=f"{random.randrange(100, 999)}-{random.randrange(100, 999)}-{random.randrange(10, 99)}",
        price=price,
        fees=_fees(price),
        company=random.choice(COMPANIES),
        notary=f"{random.choice(FIRST_NAMES)} {couples[2]}",
        use=random.choice(USES),
    )


def _couple(random: Random, last_name: str) -> tuple[str, str]:
    first, second = random.sample(FIRST_NAMES, 2)
    return f"{first} {last_name}".upper(), f"{second} {last_name}".upper()


def _draw_place(random: Random) -> Place:
    city, state, state_name, county, zip_code = random.choice(PLACES)
    street = f"{random.randrange(100, 9900)} {random.choice(STREETS)}"
    return Place(street, city, state, state_name, county, zip_code)


def _draw_plat(random: Random) -> Plat:
    first_page = random.randrange(10, 90)
    return Plat(
        lot=random.randrange(2, 40),
        block=random.randrange(2, 12),
        subdivision=random.choice(SUBDIVISIONS),
        volume=random.randrange(20, 200),
        pages=f"{first_page} through {first_page + 3}",
    )


def _fees(price: int) -> tuple[tuple[str, int], ...]:
    return (
        ("Purchase price", price),
        ("Transfer tax", price * 11 // 1000),
        ("Recording fee", 203),
        ("Title insurance premium", 900 + price // 500),
    )
