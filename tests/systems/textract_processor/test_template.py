"""What the template promises: least privilege, bounded retries, dead letters with alarms, documented numbers."""

import inspect
from dataclasses import fields
from importlib import import_module
from typing import Any

import pytest

from tests.systems.textract_processor.template import (
    as_list,
    attribute_of,
    resource,
    resources,
    role_statements,
    template,
)
from textract_processor.adapters.tracking_table import DUE_INDEX, JOB_INDEX
from textract_processor.domain.validation import FORMAT_OF_SUFFIX
from textract_processor.handlers.dispatcher import ONE_DOCUMENT_MS
from textract_processor.settings import (
    OrchestratorSettings,
    ProcessorSettings,
    RelaySettings,
    StartSettings,
    SweeperSettings,
)

UNSCOPED = {
    "textract:StartDocumentAnalysis",
    "textract:GetDocumentAnalysis",
    "xray:PutTraceSegments",
    "xray:PutTelemetryRecords",
}
"""Actions for which AWS has no resource-level permission (Service Authorization Reference)."""
DOCUMENTED = {
    "OrchestratorTimeoutSeconds": 120,
    "OrchestratorMemoryMb": 256,
    "ProcessorTimeoutSeconds": 900,
    "ProcessorMemoryMb": 1024,
    "UploadRetryAttempts": 3,
    "UploadMaxEventAgeSeconds": 3600,
    "MaxDocumentBytes": 512 * 1024**2,
    "RecordTtlDays": 30,
    "IncomingExpirationDays": 7,
    "FailedExpirationDays": 30,
    "ProcessedInfrequentAccessDays": 30,
    "ProcessedGlacierDays": 90,
    "BedrockModelId": "amazon.nova-lite-v1:0",
    "UploadsPerMinuteAlarm": 1000,
    "ErrorPercentAlarm": 1,
    "ErrorCountAlarm": 10,
    "DurationMillisecondsAlarm": 800_000,
    "ThrottlesAlarmCount": 0,
    "TextractFailurePercentAlarm": 5,
    "DailyDollarsAlarm": 200,
}
FUNCTIONS = resources("AWS::Lambda::Function")
DEAD_LETTERS = {name for name in resources("AWS::SQS::Queue") if name.endswith("DeadLetters")}


def default(parameter: str) -> Any:
    return template()["Parameters"][parameter]["Default"]


@pytest.mark.parametrize(("parameter", "value"), DOCUMENTED.items())
def test_a_documented_number_is_a_parameters_default(parameter: str, value: Any) -> None:
    assert default(parameter) == value


def test_every_parameter_but_where_the_code_lies_has_a_default() -> None:
    without = {name for name, parameter in template()["Parameters"].items() if "Default" not in parameter}
    assert without == {"CodeBucket", "CodeKey"}


@pytest.mark.parametrize("section", ["Parameters", "Outputs"])
def test_whoever_deploys_is_told_what_each_name_means(section: str) -> None:
    assert [name for name, entry in template()[section].items() if not entry.get("Description", "").endswith(".")] == []


def test_no_role_may_use_a_wildcard_action() -> None:
    actions = [action for _, statement in role_statements() for action in as_list(statement["Action"])]
    assert actions
    assert not [action for action in actions if "*" in action]


def test_a_role_may_touch_everything_only_where_aws_knows_no_resource() -> None:
    for role, statement in role_statements():
        if "*" in as_list(statement["Resource"]):
            assert set(as_list(statement["Action"])) <= UNSCOPED, role


def test_no_role_may_write_where_clients_upload() -> None:
    for role, statement in role_statements():
        if "s3:PutObject" in as_list(statement["Action"]):
            assert "incoming" not in str(statement["Resource"]), role


@pytest.mark.parametrize("name", FUNCTIONS)
def test_a_function_has_a_role_a_log_with_an_end_and_traces(name: str) -> None:
    function = FUNCTIONS[name]
    role = attribute_of(function["Role"])
    assert role == name.replace("Function", "Role")
    assert function["TracingConfig"] == {"Mode": "Active"}
    log = resource(name.replace("Function", "Logs"))["Properties"]
    assert log["LogGroupName"] == f"/aws/lambda/{function['FunctionName']}"
    assert log["RetentionInDays"] == {"Ref": "LogRetentionDays"}


@pytest.mark.parametrize("name", FUNCTIONS)
def test_a_functions_handler_exists(name: str) -> None:
    module, function = FUNCTIONS[name]["Handler"].rsplit(".", 1)
    assert list(inspect.signature(getattr(import_module(module), function)).parameters) == ["event", "context"]


@pytest.mark.parametrize(
    ("name", "settings"),
    [
        ("OrchestratorFunction", OrchestratorSettings),
        ("DispatcherFunction", StartSettings),
        ("SweeperFunction", SweeperSettings),
        ("RelayFunction", RelaySettings),
        ("ProcessorFunction", ProcessorSettings),
    ],
)
def test_a_function_is_told_exactly_what_it_reads(name: str, settings: type) -> None:
    variables = FUNCTIONS[name]["Environment"]["Variables"]
    assert set(variables) == {field.name.upper() for field in fields(settings)}


@pytest.mark.parametrize("name", sorted(set(FUNCTIONS) - {"ProcessorFunction"}))
def test_a_function_that_is_invoked_asynchronously_has_bounded_retries_and_a_dead_letter_queue(name: str) -> None:
    configs = {attribute_of(c["FunctionName"]): c for c in resources("AWS::Lambda::EventInvokeConfig").values()}
    config = configs[name]
    assert config["MaximumRetryAttempts"] == {"Ref": "AsyncRetryAttempts"}
    assert config["MaximumEventAgeInSeconds"] == {"Ref": "UploadMaxEventAgeSeconds"}
    assert attribute_of(config["DestinationConfig"]["OnFailure"]["Destination"]) in DEAD_LETTERS


@pytest.mark.parametrize("name", resources("AWS::Events::Rule"))
def test_a_rules_target_has_the_documented_retries_and_a_dead_letter_queue(name: str) -> None:
    (target,) = resource(name)["Properties"]["Targets"]
    assert target["RetryPolicy"] == {
        "MaximumRetryAttempts": {"Ref": "UploadRetryAttempts"},
        "MaximumEventAgeInSeconds": {"Ref": "UploadMaxEventAgeSeconds"},
    }
    assert attribute_of(target["DeadLetterConfig"]["Arn"]) in DEAD_LETTERS


@pytest.mark.parametrize("name", resources("AWS::SNS::Subscription"))
def test_a_subscription_has_a_dead_letter_queue(name: str) -> None:
    redrive = resource(name)["Properties"]["RedrivePolicy"]
    assert attribute_of(redrive["deadLetterTargetArn"]) in DEAD_LETTERS


@pytest.mark.parametrize("name", sorted(set(resources("AWS::SQS::Queue")) - DEAD_LETTERS))
def test_a_queue_redrives_to_a_dead_letter_queue_of_its_kind(name: str) -> None:
    queue = resource(name)["Properties"]
    dead_letters = resource(attribute_of(queue["RedrivePolicy"]["deadLetterTargetArn"]))["Properties"]
    assert queue["RedrivePolicy"]["maxReceiveCount"] == {"Ref": name.replace("Queue", "MaxReceiveCount")}
    assert queue.get("FifoQueue") == dead_letters.get("FifoQueue")


def test_a_message_stays_hidden_for_six_times_the_processors_timeout() -> None:
    assert default("CompletionVisibilitySeconds") == 6 * default("ProcessorTimeoutSeconds")


def test_a_dispatcher_ends_before_what_it_has_in_hand_is_given_to_another() -> None:
    assert default("DispatcherTimeoutSeconds") > default("BacklogVisibilitySeconds") > ONE_DOCUMENT_MS / 1000


def test_a_call_of_the_dispatcher_stays_hidden_for_six_times_its_timeout() -> None:
    assert default("WakeUpVisibilitySeconds") == 6 * default("DispatcherTimeoutSeconds")


def test_a_document_that_waits_outlives_its_upload_so_that_its_failure_is_noticed() -> None:
    assert default("QueueRetentionSeconds") > default("IncomingExpirationDays") * 24 * 3600


def test_the_backlog_is_served_at_each_end_of_a_job_and_every_minute() -> None:
    subscription = resource("DispatcherSubscription")["Properties"]
    assert (subscription["TopicArn"], subscription["Protocol"]) == ({"Ref": "CompletionTopic"}, "lambda")
    assert resource("BacklogPollRule")["Properties"]["ScheduleExpression"] == {"Ref": "BacklogPollSchedule"}
    assert default("BacklogPollSchedule") == "rate(1 minute)"


def test_the_mapping_reports_failures_of_single_messages() -> None:
    mapping = resource("CompletionMapping")["Properties"]
    assert mapping["FunctionResponseTypes"] == ["ReportBatchItemFailures"]


def test_one_rule_knows_documents_in_any_case_and_the_other_passes_over_them_and_our_own_files() -> None:
    def patterns(name: str) -> Any:
        return resource(name)["Properties"]["EventPattern"]["detail"]["object"]["key"]

    documents = [f"*{suffix}" for suffix in (".tif", ".tiff", ".pdf")]
    ours = [f"{folder}/*" for folder in ("archive", "cache", "failed", "processed")]
    assert patterns("IgnoredRule") == [{"anything-but": {"wildcard": documents + ours}}]
    assert patterns("UploadRule") == [
        {"suffix": {"equals-ignore-case": suffix}} for suffix in (".tif", ".tiff", ".pdf")
    ]
    assert {".tif", ".tiff", ".pdf"} == set(FORMAT_OF_SUFFIX)


def test_the_bucket_is_versioned_private_encrypted_and_logged() -> None:
    bucket = resource("CentralBucket")["Properties"]
    assert bucket["VersioningConfiguration"] == {"Status": "Enabled"}
    assert set(bucket["PublicAccessBlockConfiguration"].values()) == {True}
    assert bucket["LoggingConfiguration"]["LogFilePrefix"] == "s3-access/"
    assert bucket["NotificationConfiguration"]["EventBridgeConfiguration"]["EventBridgeEnabled"] is True
    (encryption,) = bucket["BucketEncryption"]["ServerSideEncryptionConfiguration"]
    assert encryption["ServerSideEncryptionByDefault"] == {"SSEAlgorithm": "AES256"}


@pytest.mark.parametrize("name", resources("AWS::S3::BucketPolicy"))
def test_a_bucket_is_reached_over_tls_only(name: str) -> None:
    statements = resource(name)["Properties"]["PolicyDocument"]["Statement"]
    denial = next(statement for statement in statements if statement["Effect"] == "Deny")
    assert denial["Condition"] == {"Bool": {"aws:SecureTransport": "false"}}


def test_each_prefix_has_its_documented_lifecycle() -> None:
    rules = {r.get("Prefix"): r for r in resource("CentralBucket")["Properties"]["LifecycleConfiguration"]["Rules"]}
    assert rules["incoming/"]["ExpirationInDays"] == {"Ref": "IncomingExpirationDays"}
    assert rules["failed/"]["ExpirationInDays"] == {"Ref": "FailedExpirationDays"}
    assert [(t["StorageClass"], t["TransitionInDays"]["Ref"]) for t in rules["processed/"]["Transitions"]] == [
        ("STANDARD_IA", "ProcessedInfrequentAccessDays"),
        ("GLACIER", "ProcessedGlacierDays"),
    ]


@pytest.mark.parametrize("name", resources("AWS::DynamoDB::Table"))
def test_a_tables_items_expire(name: str) -> None:
    assert resource(name)["Properties"]["TimeToLiveSpecification"] == {"AttributeName": "ttl", "Enabled": True}


def test_the_indexes_that_the_code_queries_exist() -> None:
    indexes = resource("TrackingTable")["Properties"]["GlobalSecondaryIndexes"]
    assert {JOB_INDEX, DUE_INDEX} <= {index["IndexName"] for index in indexes}


@pytest.mark.parametrize("status", ["Queued", "Analysis", "Processing"])
def test_an_overdue_run_is_looked_at_before_it_fails(status: str) -> None:
    assert default(f"{status}GraceSeconds") < default(f"{status}LongestSeconds")


def test_the_sweeper_does_not_meddle_with_a_message_that_the_queue_still_tries() -> None:
    tries = default("CompletionVisibilitySeconds") * default("CompletionMaxReceiveCount")
    assert default("ProcessingGraceSeconds") > tries


def test_the_sweeper_fails_a_waiting_document_before_its_upload_expires() -> None:
    assert default("QueuedLongestSeconds") < default("IncomingExpirationDays") * 24 * 3600


def test_the_sweeper_puts_back_later_than_the_queue_drops_repetitions() -> None:
    assert default("QueuedGraceSeconds") > 300
