"""A scenario's page in a real browser: it works, asks for nothing, and can be read by everybody."""

import re
import shutil
from collections import Counter
from collections.abc import Callable, Iterator
from io import BytesIO
from pathlib import Path
from typing import Any

import pytest
from PIL import Image
from playwright.sync_api import Browser, Page, sync_playwright

from harness.report.scenario.write import render
from tests.unit.harness.report.scenario.story import Story, poison

CHROMIUM = ("chromium", "chromium-browser", "google-chrome")
PHONE, DESK = 360, 1280
"""Pixels of width."""

READABLE = 4.5
"""Contrast of text: WCAG 2.2, success criterion 1.4.3."""

Open = Callable[..., Page]


@pytest.fixture(scope="module")
def browser() -> Iterator[Browser]:
    """The system's Chromium."""
    executable = next(filter(None, map(shutil.which, CHROMIUM)), None)
    if executable is None:
        pytest.skip("no Chromium: install it, e.g. with `apt-get install chromium`")
    with sync_playwright() as playwright:
        browser = playwright.chromium.launch(executable_path=executable, args=["--no-sandbox"])
        yield browser
        browser.close()


@pytest.fixture(scope="module")
def file(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The page of the story, with many calls."""
    journal, evidence = poison()
    story = Story()
    for number in range(500):
        story.call(number, "textract" if number % 5 else "s3", "GetObject", status=400 if number % 50 == 0 else 200)
    everything = evidence.model_copy(update={"calls": (*evidence.calls, *story.calls)})
    file = tmp_path_factory.mktemp("page") / "report.html"
    file.write_text(render(journal, everything))
    return file


@pytest.fixture
def complaints() -> list[str]:
    """What the browser complained of, and what it asked for."""
    return []


@pytest.fixture
def open_page(browser: Browser, file: Path, complaints: list[str]) -> Iterator[Open]:
    """Open the page."""
    pages: list[Page] = []

    def open_page(width: int = DESK, scheme: Any = "light") -> Page:
        page = browser.new_page(viewport={"width": width, "height": 900}, color_scheme=scheme)
        pages.append(page)
        page.on("console", lambda message: complaints.append(f"{message.type}: {message.text}"))
        page.on("pageerror", lambda error: complaints.append(str(error)))
        page.on("request", lambda request: complaints.append(request.url))
        page.goto(file.as_uri())
        return page

    yield open_page
    for page in pages:
        page.close()


def colours(page: Page, selector: str) -> Counter[Any]:
    """How many pixels of an element have each colour."""
    picture = Image.open(BytesIO(page.locator(selector).screenshot())).convert("RGB")
    return Counter(picture.get_flattened_data() if hasattr(picture, "get_flattened_data") else picture.getdata())


def boxes(page: Page, selector: str) -> list[dict[str, float]]:
    """Where elements are, in pixels of the window."""
    found: list[dict[str, float]] = page.locator(selector).evaluate_all(
        "all => all.map(one => one.getBoundingClientRect().toJSON())"
    )
    return found


def rows(page: Page) -> list[str]:
    return page.locator(".calls tbody tr").all_inner_texts()


@pytest.mark.parametrize("scheme", ["light", "dark"])
def test_it_asks_for_nothing_and_complains_of_nothing(
    open_page: Open, file: Path, complaints: list[str], scheme: str
) -> None:
    page = open_page(scheme=scheme)
    page.get_by_label("only errors").check()

    assert complaints == [file.as_uri()]


@pytest.mark.parametrize("scheme", ["light", "dark"])
@pytest.mark.parametrize("selector", [".sequence", ".chart"])
def test_the_pictures_are_not_empty(open_page: Open, selector: str, scheme: str) -> None:
    page = open_page(scheme=scheme)

    seen = colours(page, selector)
    (_, background), *_ = seen.most_common(1)
    shapes = boxes(page, f"{selector} .body g > :is(path, rect, circle, text)")

    assert sum(seen.values()) - background > 5000
    assert len(seen) > 50
    assert len(shapes) > 30
    assert all(box["width"] + box["height"] > 0 for box in shapes)


def test_heads_and_labels_stand_where_the_pictures_are(open_page: Open) -> None:
    page = open_page()

    def middles(selector: str) -> list[float]:
        return [box["x"] + box["width"] / 2 for box in boxes(page, selector)]

    assert middles(".sequence .head .box") == pytest.approx(middles(".sequence .body .life"), abs=1)
    assert middles(".chart .head > line") == pytest.approx(middles(".chart .body .tick"), abs=1)
    rules = [box["y"] for box in boxes(page, ".chart .body .rule")]
    assert [box["bottom"] for box in boxes(page, ".chart .labels > div")] == pytest.approx(rules, abs=2)


def test_heads_stay_in_sight_while_a_picture_is_scrolled(open_page: Open) -> None:
    page = open_page(width=PHONE)

    page.locator(".sequence").evaluate("box => box.scrollTo(200, 300)")

    (picture,), (head,) = boxes(page, ".sequence"), boxes(page, ".sequence .head")
    assert head["y"] == pytest.approx(picture["y"], abs=2)
    assert head["x"] < picture["x"]


def test_a_phone_scrolls_the_pictures_and_not_the_page(open_page: Open) -> None:
    page = open_page(width=PHONE)
    for details in page.locator("details").all():
        details.evaluate("one => one.open = true")

    assert page.evaluate("document.documentElement.scrollWidth") == PHONE
    for selector in (".sequence", ".chart"):
        assert page.locator(selector).evaluate("box => box.scrollWidth > box.clientWidth")


@pytest.mark.parametrize("scheme", ["light", "dark"])
def test_texts_can_be_read_in_either_light(open_page: Open, scheme: str) -> None:
    page = open_page(scheme=scheme)

    for selector in (
        "h1",
        ".top > .quiet",
        "p.verdict",
        ".trouble h3",
        ".chip.failed",
        ".chip.passed",
        ".calls .failed td",
    ):
        colour, ground = page.locator(selector).first.evaluate(
            """one => {
                let ground = one;
                while (getComputedStyle(ground).backgroundColor === 'rgba(0, 0, 0, 0)') ground = ground.parentElement;
                return [getComputedStyle(one).color, getComputedStyle(ground).backgroundColor];
            }"""
        )
        assert contrast(colour, ground) >= READABLE, selector


def test_dark_is_dark_and_light_is_light(open_page: Open) -> None:
    grounds = {
        scheme: open_page(scheme=scheme).evaluate("getComputedStyle(document.body).backgroundColor")
        for scheme in ("light", "dark")
    }

    assert luminance(grounds["dark"]) < 0.1 < 0.8 < luminance(grounds["light"])


def test_a_verdict_has_a_sign_and_a_word(open_page: Open) -> None:
    page = open_page()

    assert page.locator("p.verdict").inner_text().lower() == "✗ failed"
    assert all(re.match(r"[✓✗!…] \w+", chip) for chip in page.locator(".chip").all_inner_texts())


def test_calls_are_filtered_by_text_service_caller_and_error(open_page: Open) -> None:
    page = open_page()
    assert len(rows(page)) == 200
    page.get_by_role("searchbox").fill(" putITEM ")
    assert [("PutItem" in row) for row in rows(page)] == [True]

    page.get_by_role("searchbox").fill("")
    page.locator("select[name=service]").select_option("s3")
    assert all("s3 " in row for row in rows(page))
    page.get_by_label("only errors").check()
    assert len(rows(page)) == 10
    assert all("✗ 400" in row for row in rows(page))

    page.get_by_label("only errors").uncheck()
    page.locator("select[name=service]").select_option("")
    page.locator("select[name=who]").select_option("orchestrator")
    assert page.locator(".filters output").inner_text() == "2 of 2 shown"


def test_more_calls_are_shown_on_demand(open_page: Open) -> None:
    page = open_page()
    page.get_by_role("button", name="Show more").click()

    assert len(rows(page)) == 507
    assert page.get_by_role("button", name="Show more").is_hidden()


def luminance(colour: str) -> float:
    """Relative luminance: WCAG 2.2."""
    parts = [int(part) / 255 for part in re.findall(r"\d+", colour)[:3]]
    red, green, blue = (part / 12.92 if part <= 0.04045 else ((part + 0.055) / 1.055) ** 2.4 for part in parts)
    return 0.2126 * red + 0.7152 * green + 0.0722 * blue


def contrast(one: str, other: str) -> float:
    """Contrast ratio: WCAG 2.2."""
    dark, light = sorted((luminance(one), luminance(other)))
    return (light + 0.05) / (dark + 0.05)
