from dataclasses import dataclass

from fakes.common import roles
from fakes.common.remembered import REMEMBERED_SECONDS
from fakes.common.roles import Roles
from tests.unit.fakes.common.roles import Role, allow, trust

ARN = "arn:aws:iam::111111111111:role/service/textract"


@dataclass
class Watch:
    """A clock that is set by hand."""

    seconds: float = 1000.0

    def __call__(self) -> float:
        return self.seconds


def test_a_role_has_its_own_policies_and_those_attached_to_it() -> None:
    iam = Role(inline=allow("sns:Publish"), attached=allow("s3:GetObject"))

    assert Roles().find(ARN, iam) == roles.Role(trust(), (allow("sns:Publish"), allow("s3:GetObject")))


def test_a_change_is_seen_after_a_second() -> None:
    watch = Watch()
    known = Roles(watch)
    known.find(ARN, Role(inline=allow()))

    watch.seconds += REMEMBERED_SECONDS / 2
    assert known.find(ARN, Role(inline=allow(effect="Deny"))) == roles.Role(trust(), (allow(),))

    watch.seconds += REMEMBERED_SECONDS
    assert known.find(ARN, Role(inline=allow(effect="Deny"))) == roles.Role(trust(), (allow(effect="Deny"),))


def test_a_role_that_is_not_there_is_found_as_soon_as_it_is() -> None:
    known = Roles(Watch())

    assert known.find(ARN, Role(exists=False)) is None
    assert known.find(ARN, Role()) is not None


def test_a_role_of_the_same_name_elsewhere_is_another() -> None:
    known = Roles(Watch())
    known.find(ARN, Role(inline=allow()))

    other = known.find(ARN.replace("111111111111", "222222222222"), Role(inline=allow(effect="Deny")))

    assert other == roles.Role(trust(), (allow(effect="Deny"),))
