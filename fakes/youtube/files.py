"""Catalogues in YAML files."""

from pathlib import Path

import yaml
from pydantic import ValidationError

from fakes.youtube.catalogue import Catalogue, Channel, Comment, Model, Video


class CatalogueError(Exception):
    """The file is wrong; the text says where."""


class _File(Model):
    channels: tuple[Channel, ...]
    videos: tuple[Video, ...]
    comments: tuple[Comment, ...] = ()


def read_catalogue(path: Path) -> Catalogue:
    """Read a file with `channels`, `videos` and `comments`.

    Raises:
        CatalogueError: it isn't there, is no YAML, or holds something else.
    """
    try:
        file = _File.model_validate(yaml.safe_load(path.read_text(encoding="utf-8")))
        return Catalogue.of_comments(file.channels, file.videos, file.comments)
    except (OSError, UnicodeDecodeError, yaml.YAMLError, ValidationError, ValueError) as error:
        raise CatalogueError(f"{path.name}: {error}") from error
