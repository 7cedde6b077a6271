"""The cures that are one function each."""

import logging
import queue
import threading
from pathlib import Path
from types import ModuleType, SimpleNamespace
from typing import Any, cast
from xml.etree import ElementTree

import pytest
import yaml
from botocore import endpoint_provider
from botocore.endpoint_provider import EndpointProvider
from botocore.loaders import JSONFileLoader
from hypothesis import given
from hypothesis import strategies as st
from localstack.aws.handlers.logging import ResponseLogger
from localstack.aws.protocol import serializer
from localstack.aws.protocol.routing import StrictMethodRule
from localstack.services.cloudformation.engine import yaml_parser
from localstack.services.s3.utils import get_canned_acl
from localstack.utils import scheduler
from werkzeug.datastructures import Headers
from werkzeug.routing import Map

from harness.engine.environment import ALWAYS
from harness.engine.plugins.patches import (
    accepted_types_parsed_once,
    answers_logged_if_wanted,
    endpoint_rules_built_once,
    json_models_read_once,
    operations_have_no_urls_to_build,
    s3_objects_share_lists_of_rights,
    scheduled_tasks_have_an_order,
    templates_parsed_in_c,
    xml_is_written_lightly,
)
from harness.engine.plugins.patches.environments_listed_safely import Environments
from harness.engine.plugins.patches.lambda_metrics_as_on_aws import _sparing
from harness.engine.plugins.patches.s3_events_carry_plain_keys import corrected
from harness.engine.plugins.patches.task_clients_kept import SECONDS, Kept
from harness.engine.plugins.patches.wildcards_match_nothing_too import matches


@pytest.mark.parametrize(
    ("pattern", "value", "expected"),
    [
        ("incoming/*.pdf", "incoming/a.pdf", True),
        ("incoming/*.pdf", "incoming/.pdf", True),
        ("incoming/*.pdf", "incoming/x/y.pdf", True),
        ("incoming/*.pdf", "incoming/line\nbreak.pdf", True),
        ("incoming/*.pdf", "incoming/a.pdf.txt", False),
        ("incoming/*.pdf", "incoming/apdf", False),
        (r"a\*b", "a*b", True),
        (r"a\*b", "axb", False),
        (r"a\\*", "a\\b", True),
        ("*", "", True),
        ("a*", None, False),
    ],
)
def test_a_star_stands_for_any_characters_or_none(pattern: str, value: Any, expected: bool) -> None:
    assert matches(pattern, value) is expected


@given(st.text(alphabet=st.characters(exclude_characters="*\\")), st.text())
def test_a_text_before_a_star_matches_whatever_follows(text: str, rest: str) -> None:
    assert matches(f"{text}*", text + rest)


@given(st.text(min_size=1))
def test_the_key_of_an_event_is_the_key_of_the_object(key: str) -> None:
    from urllib.parse import quote

    detail = {"object": {"key": quote(key), "sequencer": "0062E99A88DC407460"}, "reason": "PutObject"}

    assert corrected(detail)["object"]["key"] == key


def test_a_deletion_has_neither_reason_nor_new_fields() -> None:
    assert corrected({"object": {"key": "a"}, "deletion-type": "x"}) == {"object": {"key": "a"}, "deletion-type": "x"}


def test_environments_can_be_added_while_someone_looks_through_them() -> None:
    environments = Environments(first="environment")

    for _environment in environments.values():
        environments["second"] = "environment"

    assert len(environments) == 2


def test_only_threads_that_record_metrics_are_spared() -> None:
    started: list[str] = []

    def start_thread(_method: Any, *_args: Any, name: str | None = None, **_kwargs: Any) -> str:
        started.append(str(name))
        return "a thread"

    start = _sparing(start_thread)

    assert start(lambda: "called", name="record-cloudwatch-metric-f:$LATEST") is None
    assert start(lambda: "called") == "a thread"
    assert started == ["None"]


def test_tasks_due_at_one_instant_run_in_the_order_in_which_they_were_scheduled() -> None:
    module = SimpleNamespace(ScheduledTask=type("ScheduledTask", (scheduler.ScheduledTask,), {}))
    scheduled_tasks_have_an_order.apply(module)  # type: ignore[arg-type]
    ran: queue.Queue[int] = queue.Queue()
    timetable = scheduler.Scheduler()
    for number in range(50):
        task = module.ScheduledTask(ran.put, args=(number,))
        task.deadline = 1.0
        timetable.add(task)

    threading.Thread(target=timetable.run, daemon=True).start()

    assert [ran.get(timeout=60) for _number in range(50)] == list(range(50))
    timetable.close()


def test_a_model_is_parsed_once_for_all_sessions(tmp_path: Path) -> None:
    loaders = SimpleNamespace(JSONFileLoader=type("JSONFileLoader", (JSONFileLoader,), {}))
    json_models_read_once.apply(cast(ModuleType, loaders))
    (tmp_path / "model.json").write_text('{"version": 2}')

    first = loaders.JSONFileLoader().load_file(str(tmp_path / "model"))
    second = loaders.JSONFileLoader().load_file(str(tmp_path / "model"))

    assert first == {"version": 2}
    assert second is first


def test_a_client_is_kept_for_its_service_region_and_role_until_it_is_old(monkeypatch: pytest.MonkeyPatch) -> None:
    now = 0.0
    monkeypatch.setattr("harness.engine.plugins.patches.task_clients_kept.time.monotonic", lambda: now)
    made: list[str] = []

    def make(service: str, region: str, credentials: Any) -> str:
        made.append(f"{service} in {region} as {credentials.role_arn}, {len(made)}")
        return made[-1]

    kept = Kept(make)
    ours, theirs = SimpleNamespace(role_arn="ours"), SimpleNamespace(role_arn="theirs")

    assert kept.get("sqs", "eu", ours) is kept.get("sqs", "eu", ours)
    assert len({kept.get("sqs", "eu", ours), kept.get("sqs", "us", ours), kept.get("sns", "eu", ours)}) == 3
    assert kept.get("sqs", "eu", theirs) != kept.get("sqs", "eu", ours)
    before = kept.get("sqs", "eu", ours)
    now = SECONDS
    assert kept.get("sqs", "eu", ours) != before


def test_our_templates_are_the_same_to_libyaml() -> None:
    patched = SimpleNamespace(customloader=yaml_parser.NoDatesSafeLoader)
    templates_parsed_in_c.apply(cast(ModuleType, patched))
    templates = Path(__file__).parents[5].glob("platform/*/template.yaml")

    for template in templates:
        text = template.read_text()
        assert yaml.load(text, patched.customloader) == yaml.load(text, yaml_parser.NoDatesSafeLoader)
    assert yaml.load("{a: !GetAtt B.C.D, b: 2026-01-01, c: !Sub x}", patched.customloader) == {
        "a": {"Fn::GetAtt": ["B", "C.D"]},
        "b": "2026-01-01",
        "c": {"Fn::Sub": "x"},
    }


def test_providers_of_endpoints_share_rules(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(EndpointProvider, "__init__", EndpointProvider.__init__)
    endpoint_rules_built_once.apply(endpoint_provider)
    rules: dict[str, Any] = {"version": "1.0", "parameters": {}, "rules": []}
    partitions: dict[str, Any] = {"partitions": []}

    assert EndpointProvider(rules, partitions).ruleset is EndpointProvider(rules, partitions).ruleset


def test_objects_of_one_owner_share_a_canned_list_of_rights() -> None:
    module: Any = SimpleNamespace(get_canned_acl=get_canned_acl)
    s3_objects_share_lists_of_rights.apply(module)
    me, you = {"DisplayName": "me", "ID": "1"}, {"DisplayName": "you", "ID": "2"}

    private = module.get_canned_acl("private", owner=me)

    assert private == get_canned_acl("private", me)
    assert module.get_canned_acl("private", owner=dict(me)) is private
    assert module.get_canned_acl("private", owner=you) == get_canned_acl("private", you)
    assert module.get_canned_acl("public-read", owner=me) == get_canned_acl("public-read", me)


@pytest.mark.parametrize(
    "headers",
    [
        {"Content-Type": "application/x-amz-json-1.1"},
        {"Content-Type": "application/x-amz-cbor-1.1"},
        {"Accept": "application/cbor", "Content-Type": "application/x-amz-json-1.1"},
        {"Accept": "*/*"},
        {"Accept": "text/plain"},
        {},
        None,
    ],
)
def test_the_type_that_a_client_accepts_is_chosen_as_before_each_time(headers: dict[str, str] | None) -> None:
    original = serializer.ResponseSerializer._get_mime_type
    patched = SimpleNamespace(ResponseSerializer=SimpleNamespace(_get_mime_type=original))
    accepted_types_parsed_once.apply(cast(ModuleType, patched))

    for kind in (serializer.JSONResponseSerializer, serializer.RestXMLResponseSerializer):
        for _again in range(2):
            chosen = patched.ResponseSerializer._get_mime_type(kind(), Headers(headers) if headers else headers)
            assert chosen == original(kind(), headers)


def test_an_engine_takes_no_line_about_each_call() -> None:
    quiet, _, level = ALWAYS["LOG_LEVEL_OVERRIDES"].split(",")[0].partition("=")

    assert getattr(logging, level) > logging.INFO
    for name in answers_logged_if_wanted._LOGGERS:
        assert getattr(ResponseLogger(), name).name.startswith(f"{quiet}.")


@pytest.mark.parametrize(("level", "logged"), [(logging.WARNING, 0), (logging.INFO, 1)])
def test_a_call_is_described_only_for_a_log_that_takes_it(level: int, logged: int) -> None:
    described: list[Any] = []
    patched = SimpleNamespace(
        ResponseLogger=SimpleNamespace(_log=lambda _self, context, _response: described.append(context))
    )
    answers_logged_if_wanted.apply(cast(ModuleType, patched))
    logger = logging.getLogger("test_small_cures")
    logger.setLevel(level)
    names = ("aws_logger", "http_logger", "internal_aws_logger", "internal_http_logger")

    patched.ResponseLogger._log(SimpleNamespace(**dict.fromkeys(names, logger)), "context", "response")

    assert len(described) == logged


def test_a_route_of_an_operation_is_matched_and_builds_nothing() -> None:
    routing = SimpleNamespace(StrictMethodRule=type("Route", (StrictMethodRule,), {}))
    operations_have_no_urls_to_build.apply(cast(ModuleType, routing))
    route = routing.StrictMethodRule("/functions/<name>/invocations", "POST", endpoint="Invoke")

    routes = Map([route]).bind("host")

    assert routes.match("/functions/f/invocations", "POST") == ("Invoke", {"name": "f"})
    with pytest.raises(NotImplementedError, match="/functions/<name>/invocations"):
        routes.build("Invoke", {"name": "f"}, "POST")


@given(st.text(), st.text())
def test_xml_is_what_the_standard_library_writes(text: str, attribute: str) -> None:
    root = ElementTree.Element("Answer", {"xmlns": "https://aws", "of": attribute})
    ElementTree.SubElement(root, "Empty")
    ElementTree.SubElement(root, "Full").text = text
    original = serializer.BaseXMLResponseSerializer._node_to_string
    patched = SimpleNamespace(
        BaseXMLResponseSerializer=SimpleNamespace(_node_to_string=original), APPLICATION_JSON="application/json"
    )
    xml_is_written_lightly.apply(cast(ModuleType, patched))

    written = [
        write(serializer.QueryResponseSerializer(), root, "text/xml")
        for write in (original, patched.BaseXMLResponseSerializer._node_to_string)
    ]

    assert written[0] == written[1]
