import pytest

from fakes.bedrock.responders.extractive.values.addresses import find_address
from fakes.bedrock.responders.extractive.values.dates import find_date
from fakes.bedrock.responders.extractive.values.names import is_person, split_names
from fakes.bedrock.responders.extractive.values.numbers import find_money, find_number


@pytest.mark.parametrize(
    "text",
    [
        "2024-03-05",
        "3/5/2024",
        "03-05-2024",
        "March 5, 2024",
        "Mar. 5th, 2024",
        "5 March 2024",
        "this 5th day of March, 2024",
        "Recorded on MARCH 5, 2024 at 10:30, returned April 1, 2024",
    ],
)
def test_dates_are_read_as_people_write_them(text: str) -> None:
    assert find_date(text) == "2024-03-05"


@pytest.mark.parametrize("text", ["", "13/45/2024", "February 30, 2024", "5/6/24", "664-534-17", "2024"])
def test_what_is_no_date_is_none(text: str) -> None:
    assert find_date(text) is None


@pytest.mark.parametrize(
    ("text", "amount", "currency"),
    [
        ("$425,000.00", "425000.00", "USD"),
        ("the sum of TEN DOLLARS ($10.00)", "10.00", "USD"),
        ("EUR 12.50", "12.50", "EUR"),
        ("1,200 dollars", "1200", "USD"),
        ("£99", "99", "GBP"),
    ],
)
def test_money_is_read_with_its_currency(text: str, amount: str, currency: str) -> None:
    assert find_money(text) == {"amount": amount, "currency": currency}


def test_digits_without_a_currency_are_no_money() -> None:
    assert find_money("425,000") is None


@pytest.mark.parametrize(
    ("text", "number"),
    [("2.5 acres", 2.5), ("1,200", 1200), ("-3", -3), ("425000.00", 425000), ("12-34-567", None), ("A1", None)],
)
def test_numbers_are_read_but_not_out_of_identifiers(text: str, number: float | None) -> None:
    assert find_number(text) == number


@pytest.mark.parametrize(
    ("text", "names"),
    [
        ("JOHN A. SMITH and MARY SMITH, husband and wife", ["JOHN A. SMITH", "MARY SMITH"]),
        ("Ann Lee; Bob Ray & Cy Poe", ["Ann Lee", "Bob Ray", "Cy Poe"]),
        ("Ann Lee \u00b7and Bob Ray", ["Ann Lee", "Bob Ray"]),
        ("Ann Lee, Bob Ray, and Cy Poe", ["Ann Lee", "Bob Ray", "Cy Poe"]),
        ("SMITH, JOHN A.", ["SMITH, JOHN A."]),
        ("John Smith, Jr., a single man", ["John Smith, Jr."]),
        ("ACME HOLDINGS, LLC, a Delaware limited liability company", ["ACME HOLDINGS, LLC"]),
        ("Ann Lee, whose address is 1 Main St, Springfield", ["Ann Lee"]),
        ("Ann Lee and Ann Lee", ["Ann Lee"]),
        (" , ;", []),
    ],
)
def test_names_are_taken_apart_without_what_is_said_about_them(text: str, names: list[str]) -> None:
    assert split_names(text) == names


def test_people_have_two_to_five_capitalised_words() -> None:
    assert [is_person(text) for text in ("Ann van der Lee", "ANN LEE", "Ann", "the Buyer", "12 Main St")] == [
        True, True, False, False, False,
    ]  # fmt: skip


@pytest.mark.parametrize(
    ("text", "parts"),
    [
        ("12 Oak St, Portland, OR 97204", ("12 Oak St", "Portland", "OR", "97204")),
        (
            "at 12B Oak Street, Apt 4, New York, New York 10001-1234.",
            ("12B Oak Street, Apt 4", "New York", "New York", "10001-1234"),
        ),
        ("12 Oak St\nSt. Louis, Missouri", ("12 Oak St", "St. Louis", "Missouri", None)),
    ],
)
def test_addresses_are_taken_apart(text: str, parts: tuple[str | None, ...]) -> None:
    found = find_address(text)

    assert found is not None
    assert tuple(found.get(part) for part in ("street", "city", "state", "zip")) == parts


def test_a_street_without_a_city_and_state_is_no_address() -> None:
    assert find_address("12 Oak Street") is None
