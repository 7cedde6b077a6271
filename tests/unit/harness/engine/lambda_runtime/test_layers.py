from pathlib import Path

from harness.engine.plugins.lambda_runtime.layers import import_folders


def test_the_last_layer_comes_first_and_version_folders_before_plain_ones(tmp_path: Path) -> None:
    first, last = tmp_path / "first", tmp_path / "last"
    for layer in (first, last):
        (layer / "python/lib/python3.12/site-packages").mkdir(parents=True)

    assert import_folders([first, last], "python3.12") == (
        last / "python/lib/python3.12/site-packages",
        first / "python/lib/python3.12/site-packages",
        last / "python",
        first / "python",
    )


def test_a_layer_without_python_adds_nothing(tmp_path: Path) -> None:
    (tmp_path / "bin").mkdir()

    assert import_folders([tmp_path], "python3.12") == ()
