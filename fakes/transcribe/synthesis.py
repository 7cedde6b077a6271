"""Makes up what is said in a recording that nobody has written down: the same file always says the same."""

from random import Random

_SECONDS_PER_SENTENCE = 4.0

_SUBJECTS = (
    "the committee",
    "our team",
    "the supplier",
    "the first customer",
    "everyone on the call",
    "the new version",
    "the quarterly report",
    "the warehouse",
)
_VERBS = ("has confirmed", "is waiting for", "would like to discuss", "already finished", "asked about", "depends on")
_OBJECTS = (
    "the delivery on Monday",
    "a second opinion",
    "the signed contract",
    "the budget for next year",
    "the training material",
    "three open questions",
    "the results of the survey",
    "a short demonstration",
)
_OPENINGS = ("", "", "I think ", "As far as I know, ", "To be honest, ", "Yes, ", "Well, ")
_ENDINGS = (".", ".", ".", ".", "?")


def make_up(content: str, duration: float, speakers: int) -> str:
    """Write lines of speech.

    Args:
        content: what the speech follows from: a hash of the file.
        duration: of the recording in seconds; tells how many sentences there are.
        speakers: how many people talk; with one, nobody is named.
    """
    random = Random(content)
    voices = random.sample(range(speakers), speakers)
    lines = []
    for turn in range(max(1, round(duration / _SECONDS_PER_SENTENCE))):
        name = f"Speaker {chr(ord('A') + voices[turn % speakers] % 26)}: " if speakers > 1 else ""
        lines.append(name + _sentence(random))
    return "\n".join(lines)


def _sentence(random: Random) -> str:
    opening = random.choice(_OPENINGS)
    said = f"{random.choice(_SUBJECTS)} {random.choice(_VERBS)} {random.choice(_OBJECTS)}{random.choice(_ENDINGS)}"
    return opening + said if opening else said[0].upper() + said[1:]
