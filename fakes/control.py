"""The engine's HTTP control routes for behaviours, under `/_rehearse/behaviours/<account>`."""

import json
from collections.abc import Sequence

from localstack.http import Request, Response, route
from pydantic import BaseModel, ValidationError

from fakes.behaviour import Behaviour
from fakes.behaviours.board import BOARD

PREFIX = "/_rehearse/behaviours/<account>"


@route(PREFIX, methods=["GET"])
def list_behaviours(_request: Request, account: str, **_parameters: str) -> Response:
    """An account's behaviours in their order, with what each has done."""
    return _answer(BOARD.reports(account))


@route(f"{PREFIX}/decisions", methods=["GET"])
def list_decisions(_request: Request, account: str, **_parameters: str) -> Response:
    """What was decided, oldest first."""
    return _answer(BOARD.decisions(account))


@route(PREFIX, methods=["PUT"])
def set_behaviour(request: Request, account: str, **_parameters: str) -> Response:
    """Put the behaviour in the body into force, in the place of one of the same id. 400 says what is wrong with it."""
    try:
        behaviour = Behaviour.model_validate_json(request.data)
    except ValidationError as error:
        return Response(error.json(include_url=False), status=400, mimetype="application/json")
    return _answer([BOARD.set(account, behaviour)])


@route(PREFIX, methods=["DELETE"])
def clear_behaviours(_request: Request, account: str, **_parameters: str) -> Response:
    """Take all of an account's behaviours out of force; the answer tells what they have done."""
    return _answer(BOARD.clear(account))


@route(f"{PREFIX}/<behaviour>", methods=["DELETE"])
def clear_behaviour(_request: Request, account: str, behaviour: str, **_parameters: str) -> Response:
    """Take one behaviour out of force; the answer is empty if there is none of that id."""
    return _answer(BOARD.clear(account, behaviour))


ROUTES = (list_behaviours, list_decisions, set_behaviour, clear_behaviours, clear_behaviour)


def _answer(models: Sequence[BaseModel]) -> Response:
    body = json.dumps([model.model_dump(mode="json") for model in models])
    return Response(body, mimetype="application/json")
