from pathlib import Path

import pytest

from harness.errors import UsageError
from harness.submit.documents import Document, gather


def write(folder: Path, name: str) -> Path:
    folder.mkdir(parents=True, exist_ok=True)
    path = folder / name
    path.write_bytes(b"%PDF-1.4")
    return path


@pytest.mark.parametrize("name", ["a b.pdf", 'it\'s "quoted".tif', "déjà-vu 📄.tiff", "1+1=2.pdf", "100%25.PDF"])
def test_a_key_ends_with_the_files_own_name_unchanged(tmp_path: Path, name: str) -> None:
    (document,) = gather([write(tmp_path, name)])

    assert document.key == f"incoming/{name}"


def test_a_prefix_becomes_folders_below_incoming(tmp_path: Path) -> None:
    (document,) = gather([write(tmp_path, "deed.pdf")], prefix="/2026/spring/")

    assert document.key == "incoming/2026/spring/deed.pdf"


@pytest.mark.parametrize("prefix", ["..", "a/../b", "./a"])
def test_a_prefix_cannot_climb(tmp_path: Path, prefix: str) -> None:
    with pytest.raises(UsageError, match="prefix"):
        gather([write(tmp_path, "deed.pdf")], prefix=prefix)


@pytest.mark.parametrize(
    ("name", "kind"),
    [
        ("a.pdf", "application/pdf"),
        ("a.PDF", "application/pdf"),
        ("a.Tif", "image/tiff"),
        ("a.TIFF", "image/tiff"),
        ("a.pDf", "application/pdf"),
        ("a.docx", None),
        ("pdf", None),
        ("a.pdf.txt", None),
    ],
)
def test_only_suffixes_of_the_pipelines_rule_have_a_media_type(name: str, kind: str | None) -> None:
    assert Document(Path(name), f"incoming/{name}").content_type == kind


def test_every_unusable_file_is_named_at_once(tmp_path: Path) -> None:
    good, missing = write(tmp_path, "good.pdf"), tmp_path / "missing.pdf"

    with pytest.raises(UsageError) as caught:
        gather([good, missing, tmp_path])

    assert caught.value.exit_code == 2
    assert caught.value.details == (f"{missing}: there is no such file", f"{tmp_path}: not a file")


def test_an_empty_file_is_the_pipelines_to_judge(tmp_path: Path) -> None:
    (tmp_path / "empty.pdf").touch()

    assert len(gather([tmp_path / "empty.pdf"])) == 1


def test_two_files_of_one_name_would_overwrite_each_other(tmp_path: Path) -> None:
    files = [write(tmp_path / "a", "deed.pdf"), write(tmp_path / "b", "deed.pdf")]

    with pytest.raises(UsageError, match=r"'deed\.pdf'") as caught:
        gather(files)

    assert "--prefix" in caught.value.hint
    assert caught.value.details == tuple(map(str, files))


def test_a_key_longer_than_s3_takes_is_refused(tmp_path: Path) -> None:
    with pytest.raises(UsageError) as caught:
        gather([write(tmp_path, "deed.pdf")], prefix="ä" * 512)

    assert "1042 bytes" in caught.value.details[0]
