import pytest

from fakes.bedrock.catalogue import MODELS, find_model
from fakes.bedrock.errors import InvalidRequestError, UnknownResourceError


@pytest.mark.parametrize(
    "identifier",
    [
        "amazon.nova-lite-v1:0",
        "us.amazon.nova-lite-v1:0",
        "apac.amazon.nova-lite-v1:0",
        "arn:aws:bedrock:us-east-1::foundation-model/amazon.nova-lite-v1:0",
        "arn:aws:bedrock:eu-west-1:123456789012:inference-profile/eu.amazon.nova-lite-v1:0",
    ],
)
def test_a_model_is_found_by_id_profile_and_arn(identifier: str) -> None:
    assert find_model(identifier) is MODELS["amazon.nova-lite-v1:0"]


@pytest.mark.parametrize("identifier", ["amazon.nova-lite", "us.us.amazon.nova-lite-v1:0", "gpt-4", "arn:aws:s3:::x"])
def test_an_unknown_id_is_invalid_in_the_words_of_aws(identifier: str) -> None:
    with pytest.raises(InvalidRequestError, match=r"^The provided model identifier is invalid\.$"):
        find_model(identifier)


def test_an_arn_of_a_customers_own_model_is_not_found() -> None:
    with pytest.raises(UnknownResourceError):
        find_model("arn:aws:bedrock:us-east-1:123456789012:provisioned-model/abcdefghijkl")
