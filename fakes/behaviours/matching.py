"""Whether a behaviour is about a moment."""

import re
from fnmatch import fnmatchcase

from fakes.behaviour import Behaviour, Match
from fakes.behaviours.effects import ReadOnly
from fakes.behaviours.moment import Caller, Moment, Point


def is_about(behaviour: Behaviour, owner: str, moment: Moment) -> bool:
    """Whether `moment` matches everything that doesn't depend on counting.

    Args:
        behaviour: what is asked.
        owner: account for which it is set.
        moment: what happens.
    """
    if behaviour.point is not moment.point or (isinstance(behaviour.effect, ReadOnly) and not moment.writes):
        return False
    match = behaviour.match
    return (
        fnmatchcase(moment.account, match.account or owner)
        and fnmatchcase(moment.service, match.service)
        and fnmatchcase(moment.operation, match.operation)
        and _caller_matches(match, moment)
        and _resource_matches(match, moment)
        and (match.role is None or fnmatchcase(moment.role.rpartition("/")[2], match.role))
        and (match.prompt is None or re.search(match.prompt, moment.prompt()) is not None)
        and subject_of(match, moment) is not None
    )


def subject_of(match: Match, moment: Moment) -> str | None:
    """What `each` finds in a moment; empty if it isn't asked for, None if it finds nothing."""
    if match.each is None:
        return ""
    found = re.search(match.each, moment.everything())
    return found.group() if found else None


def _caller_matches(match: Match, moment: Moment) -> bool:
    return moment.point is not Point.CALL or match.caller in (Caller.ANY, moment.caller)


def _resource_matches(match: Match, moment: Moment) -> bool:
    return match.resource == "*" or any(fnmatchcase(name, match.resource) for name in moment.resources)
