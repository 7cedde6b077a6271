"""Serves the API beside AWS's: `/_fakes/youtube/v3/…`, or `/_fakes/<account>/youtube/v3/…` for one account.

A client that takes the address of the API as a setting is given `http://HOST:PORT/_fakes` in the place of
`https://www.googleapis.com`.
"""

import json
from functools import cached_property

from localstack.http import Request, Response, route

from fakes import clock
from fakes.settings import FakeSettings
from fakes.youtube.api import Answer, YouTube
from fakes.youtube.errors import ApiError
from fakes.youtube.files import CatalogueError, read_catalogue
from fakes.youtube.made_up import make_up
from fakes.youtube.quota import Quota

DEFAULT_ACCOUNT = "000000000000"
"""Whose behaviours take effect where the address names no account."""

_VERBS = ["GET", "POST", "PUT", "DELETE"]


class YouTubeRoutes:
    """The API's HTTP routes. The catalogue is made when it is first asked for."""

    def __init__(self, settings: FakeSettings) -> None:
        self._settings = settings

    @route("/_fakes/youtube/v3/<path:path>", methods=_VERBS)
    def shared(self, request: Request, path: str, **_parameters: str) -> Response:
        """The API for those who need no account of their own."""
        return self._respond(request, DEFAULT_ACCOUNT, path)

    @route("/_fakes/<account>/youtube/v3/<path:path>", methods=_VERBS)
    def of_account(self, request: Request, account: str, path: str, **_parameters: str) -> Response:
        """The API for an account, whose behaviours and quota are its own."""
        return self._respond(request, account, path)

    def _respond(self, request: Request, account: str, path: str) -> Response:
        key = request.args.get("key") or request.headers.get("X-Goog-Api-Key")
        try:
            answer = self._youtube.answer(account, path, request.method, dict(request.args), key)
        except CatalogueError as error:
            answer = Answer(500, ApiError(500, "internalError", str(error), "global", "INTERNAL").body())
        body = json.dumps(answer.body, indent=2, ensure_ascii=False)
        return Response(body, status=answer.status, content_type="application/json; charset=UTF-8")

    @cached_property
    def _youtube(self) -> YouTube:
        file = self._settings.youtube_catalogue
        catalogue = read_catalogue(file) if file else make_up(self._settings.youtube_seed)
        return YouTube(catalogue, Quota(self._settings.youtube_daily_units, clock.now))
