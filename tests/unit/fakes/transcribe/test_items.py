from hypothesis import given
from hypothesis import strategies as st

from fakes.media.media import Cue
from fakes.transcribe.items import Utterance, utterances
from fakes.transcribe.pacing import pace, split_sentences
from fakes.transcribe.speakers import label_speakers

TEXTS = st.text(alphabet=st.characters(codec="utf-8"), max_size=400)


@given(text=TEXTS, duration=st.floats(0.5, 14_400))
def test_times_go_forward_and_stay_within_the_recording(text: str, duration: float) -> None:
    items = [item for utterance in utterances(pace(text, duration)) for item in utterance.items]

    times = [time for item in items for time in (item.start, item.end)]
    assert times == sorted(times)
    assert all(0 <= time <= duration + 0.001 for time in times)


@given(TEXTS)
def test_no_word_gets_lost(text: str) -> None:
    words = [item.text for utterance in utterances([Cue(0, 10, text)]) for item in utterance.items if item.pronounced]

    assert "".join(words).count("a") == text.count("a")


@given(TEXTS)
def test_confidence_is_a_share_and_punctuation_has_none(text: str) -> None:
    for utterance in utterances(pace(text, 60)):
        for item in utterance.items:
            assert 0.85 <= item.confidence <= 1 if item.pronounced else item.confidence == 0


def test_punctuation_is_an_item_of_its_own_and_other_signs_are_none() -> None:
    [utterance] = utterances([Cue(0, 4, '"Well," she said (quietly) \N{EN DASH} it costs $3.50!')])

    assert [item.text for item in utterance.items] == [
        "Well", ",", "she", "said", "quietly", "it", "costs", "$3.50", "!",
    ]  # fmt: skip
    assert utterance.text == "Well, she said quietly it costs $3.50!"


def test_a_sentence_ends_at_a_mark_that_a_space_follows() -> None:
    assert split_sentences("It is 3.5 m. Really?! Yes") == ["It is 3.5 m.", "Really?!", "Yes"]


def _said(*speakers: str | None) -> list[Utterance]:
    return [
        Utterance(speaker, number, utterances([Cue(number, number + 1, "word")])[0].items)
        for number, speaker in enumerate(speakers)
    ]


def test_speakers_are_numbered_as_they_are_heard_first() -> None:
    labels = [utterance.speaker for utterance in label_speakers(_said("Bob", "Ann", None, "Bob", "Cy"), 2)]

    assert labels == ["spk_0", "spk_1", "spk_1", "spk_0", "spk_1"]


def test_nobody_is_told_apart_unasked() -> None:
    assert {utterance.speaker for utterance in label_speakers(_said("Bob", "Ann"), None)} == {None}
