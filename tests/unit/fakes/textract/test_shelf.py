from pathlib import Path

from fakes.textract.shelf import Shelf


def test_what_is_kept_outlives_its_source_and_not_the_shelf(tmp_path: Path) -> None:
    source, shelf = tmp_path / "blocks", Shelf()
    source.write_text("{}")

    kept = shelf.keep("job", source)
    source.unlink()

    assert kept.read_text() == "{}"
    shelf.close()
    assert not kept.exists()
