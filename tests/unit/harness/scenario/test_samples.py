"""Documents of scenarios: same name and seed, same bytes."""

from pathlib import Path

import pytest

from harness.samples import statement
from harness.samples.facts import Sale
from harness.samples.truth import Truth
from harness.scenario.samples import make_sample, make_samples, truth_of


def test_a_document_is_drawn_once_and_another_seed_makes_another(monkeypatch: pytest.MonkeyPatch) -> None:
    drawn: list[Path] = []
    write = statement.write_statement

    def write_statement(path: Path, sale: Sale) -> Truth:
        drawn.append(path)
        return write(path, sale)

    monkeypatch.setattr(statement, "write_statement", write_statement)

    contents = [make_sample("statement.pdf", seed) for seed in (1001, 1002, 1001)]
    truth_of("statement.pdf", 1001)

    assert contents[0] == contents[2] != contents[1]
    assert [path.name for path in drawn] == ["statement.pdf-1001.pdf", "statement.pdf-1002.pdf"]
    assert not any(path.exists() for path in drawn)


def test_many_documents_differ_though_few_are_drawn() -> None:
    contents = [content for content, _ in zip(make_samples("statement.pdf", 1001, 2), range(5), strict=False)]

    assert len(set(contents)) == 5
