from hypothesis import given
from hypothesis import strategies as st

from fakes.bedrock.answer import Reply
from fakes.bedrock.catalogue import MODELS
from fakes.bedrock.conversation import Conversation, Role, Turn
from fakes.bedrock.responders.summary import SummaryResponder, summarise
from fakes.bedrock.tools import ToolResult, ToolUse

TEXT = "Deeds transfer land. It rained. A deed needs a grantor. Land needs a recorder. Recorders record deeds of land."
NOVA = MODELS["amazon.nova-lite-v1:0"]


def test_the_most_telling_sentences_stay_in_their_order() -> None:
    assert summarise(TEXT) == "Deeds transfer land. Land needs a recorder. Recorders record deeds of land."


def test_a_short_text_is_its_own_summary() -> None:
    assert summarise("  One line only ") == "One line only"


def test_the_document_is_summarised_and_not_the_instructions() -> None:
    turn = Turn(Role.USER, "Please summarise this document for me.\n<document>\nLand was sold.\n</document>")

    assert SummaryResponder().answer(Conversation((turn,)), NOVA) == Reply("Land was sold.")


def test_what_tools_said_is_repeated() -> None:
    use, result = ToolUse("1", "weather", {}), ToolResult("1", "sky: clear")
    turns = (
        Turn(Role.USER, "How is the weather?"),
        Turn(Role.ASSISTANT, "", tool_uses=(use,)),
        Turn(Role.USER, "", tool_results=(result,)),
    )

    assert SummaryResponder().answer(Conversation(turns), NOVA) == Reply("sky: clear")


@given(st.text())
def test_a_summary_leaves_out_and_never_adds(text: str) -> None:
    rest = iter(text)

    assert all(letter in rest for letter in summarise(text) if not letter.isspace())
