import json
from typing import Any

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from fakes.bedrock.embeddings import titan
from fakes.bedrock.errors import InvalidRequestError


def embed(text: str, **fields: object) -> Any:
    return titan.invoke(json.dumps({"inputText": text, **fields}).encode())


def nearness(one: str, other: str, dimensions: int = 1024) -> float:
    first, second = (np.array(embed(text, dimensions=dimensions)["embedding"]) for text in (one, other))
    return float(first @ second)


@settings(deadline=None, max_examples=50)
@given(st.text(min_size=1, max_size=200), st.sampled_from([256, 512, 1024]))
def test_every_text_has_a_vector_of_length_one(text: str, dimensions: int) -> None:
    vector = embed(text, dimensions=dimensions)["embedding"]

    assert len(vector) == dimensions
    assert np.linalg.norm(vector) == pytest.approx(1, abs=1e-5)
    assert vector == embed(text, dimensions=dimensions)["embedding"]


@pytest.mark.parametrize("dimensions", [256, 512, 1024])
@pytest.mark.parametrize(
    ("asked", "near", "far"),
    [
        ("pirate adventure manga", "A manga about the adventures of pirates.", "Forms for the property tax"),
        ("cooking with ramen", "Ramen: how a cook finds the best noodles", "A detective in Victorian London"),
        ("warranty deed, Cook County", "the deeds of Cook County carry a warranty", "mangas on sale this week"),
        ("recomendations", "recommendation engine", "volleyball team"),
    ],
)
def test_texts_that_share_words_are_near(asked: str, near: str, far: str, dimensions: int) -> None:
    assert nearness(asked, near, dimensions) > nearness(asked, far, dimensions) + 0.15


def test_a_text_is_nearest_to_itself_whatever_its_case() -> None:
    assert nearness("Pirate Manga", "pirate manga") == pytest.approx(1, abs=1e-5)


def test_longer_texts_are_longer_when_they_are_not_normalised() -> None:
    short, long = (
        np.linalg.norm(embed(text, normalize=False)["embedding"]) for text in ("manga", "a manga of pirates")
    )

    assert long > short


def test_binary_embeddings_tell_the_signs() -> None:
    answer = embed("manga", embeddingTypes=["float", "binary"])

    assert answer["embeddingsByType"]["float"] == answer["embedding"]
    assert answer["embeddingsByType"]["binary"] == [int(value > 0) for value in answer["embedding"]]
    assert "embedding" not in embed("manga", embeddingTypes=["binary"])
    assert answer["inputTextTokenCount"] == 1


@pytest.mark.parametrize(
    ("request_body", "problem"),
    [
        (b"{}", "required key [inputText] not found"),
        (b'{"inputText": ""}', "expected minLength: 1, actual: 0"),
        (json.dumps({"inputText": "x" * 50_001}).encode(), "expected maxLength: 50000, actual: 50001"),
        (json.dumps({"inputText": "a " * 8_193}).encode(), "Max input tokens: 8192, request input token count: 8194"),
        (b'{"inputText": "a", "dimensions": 300}', "#/dimensions"),
        (b'{"inputText": "a", "txt": "b"}', "extraneous key [txt] is not permitted"),
    ],
)
def test_a_bad_request_is_refused(request_body: bytes, problem: str) -> None:
    with pytest.raises(InvalidRequestError) as refused:
        titan.invoke(request_body)

    assert problem in str(refused.value)
