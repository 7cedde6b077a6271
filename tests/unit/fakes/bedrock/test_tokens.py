from hypothesis import given
from hypothesis import strategies as st

from fakes.bedrock.tokens import count_tokens, pieces, truncate


@given(st.text())
def test_tokens_joined_are_the_text_again(text: str) -> None:
    assert "".join(pieces(text)) == text


@given(st.text(), st.integers(0, 50))
def test_a_truncated_text_is_a_beginning_within_its_limit(text: str, limit: int) -> None:
    kept = truncate(text, limit)

    assert text.startswith(kept)
    assert count_tokens(kept) == min(limit, count_tokens(text))


def test_short_words_numbers_and_marks_are_a_token_each() -> None:
    assert list(pieces("The deed of 2024: $425,000")) == [
        "The",
        " deed",
        " of",
        " 202",
        "4",
        ":",
        " $",
        "425",
        ",",
        "000",
    ]


def test_texts_are_counted_together() -> None:
    assert count_tokens("one two", "three") == 3
