"""Code that stands in a template is zipped in process, and the same code makes the same zip.

Patches `localstack.services.lambda_.resource_providers.aws_lambda_function`. As shipped it takes four processes (`zip`,
and three times `rm`), and the zip holds the time at which it was made: what is kept by content (archives, unpacked and
compiled code) was made anew for each function.
"""

import io
import tempfile
from pathlib import Path
from shutil import rmtree
from types import ModuleType
from zipfile import ZipFile, ZipInfo

from harness.engine.plugins.patching import Patch, replace

EPOCH = (1980, 1, 1, 0, 0, 0)
"""The earliest time that a zip can hold."""

READABLE_FILE = 0o100644 << 16


def apply(module: ModuleType) -> None:
    """Do in Python what is done in the shell."""
    replace(module, "new_tmp_dir", lambda _original: tempfile.mkdtemp)
    replace(module, "create_zip_file", lambda _original: zipped)
    replace(module, "rm_rf", lambda _original: rmtree)


def zipped(folder: str, get_content: bool) -> bytes:
    """The bytes of a zip with the files of a folder.

    Args:
        folder: with files in it, and in folders below it.
        get_content: always true here; LocalStack's also writes into a file.
    """
    archive = io.BytesIO()
    with ZipFile(archive, "w") as entries:
        for file in sorted(file for file in Path(folder).rglob("*") if file.is_file()):
            entry = ZipInfo(file.relative_to(folder).as_posix(), EPOCH)
            entry.external_attr = READABLE_FILE
            entries.writestr(entry, file.read_bytes())
    return archive.getvalue()


PATCH = Patch(
    "inline-code-is-zipped-in-process",
    "localstack.services.lambda_.resource_providers.aws_lambda_function",
    apply,
)
