"""Lambda functions, their aliases and what invokes them."""

from harness.engine.plugins.cloudformation.updates.change import Change
from harness.engine.plugins.cloudformation.updates.kind import Kind, each
from harness.engine.plugins.cloudformation.updates.puts import put
from harness.engine.plugins.cloudformation.updates.tags import Tags

REQUIRED = ("Handler", "Role", "Runtime")
CONFIGURATION = {
    "DeadLetterConfig": {"TargetArn": ""},
    "Description": "",
    "Environment": {"Variables": {}},
    "EphemeralStorage": {"Size": 512},
    "ImageConfig": {},
    "KmsKeyArn": "",
    "Layers": [],
    "LoggingConfig": {"LogFormat": "Text"},
    "MemorySize": 128,
    "SnapStart": {"ApplyOn": "None"},
    "Timeout": 3,
    "TracingConfig": {"Mode": "PassThrough"},
    "VpcConfig": {"SubnetIds": [], "SecurityGroupIds": []},
}
"""A function's configuration with its defaults. Lambda API Reference, "CreateFunction"; sizes in MB, timeout in s."""

MAPPING = {
    "BisectBatchOnFunctionError": False,
    "DestinationConfig": {},
    "Enabled": True,
    "FilterCriteria": {"Filters": []},
    "FunctionResponseTypes": [],
    "MaximumBatchingWindowInSeconds": 0,
    "MaximumRecordAgeInSeconds": -1,
    "MaximumRetryAttempts": -1,
    "ParallelizationFactor": 1,
    "ScalingConfig": {},
    "SourceAccessConfigurations": [],
    "TumblingWindowInSeconds": 0,
}
"""An event source mapping's settings with their defaults. Lambda API Reference, "CreateEventSourceMapping"."""

QUEUE_BATCH, STREAM_BATCH = 10, 100
"""Records in a batch by default: "BatchSize" in the same place."""

ALIAS = {"Description": "", "RoutingConfig": {}}
INVOKE_CONFIG = ("DestinationConfig", "MaximumEventAgeInSeconds", "MaximumRetryAttempts")
POLL_SECONDS = 0.05


def set_configuration(change: Change) -> None:
    """Set what changes, and wait until the function has it."""
    wanted = change.wanted(CONFIGURATION)
    if "Environment" in wanted:
        variables = wanted["Environment"].get("Variables", {})
        wanted["Environment"] = {"Variables": {name: str(value) for name, value in variables.items()}}
    change.client("lambda_").update_function_configuration(FunctionName=change.model["FunctionName"], **wanted)
    _wait(change)


def set_code(change: Change) -> None:
    """Give the function its new code, and wait until it has it."""
    from localstack.services.lambda_.resource_providers.aws_lambda_function import _get_lambda_code_param

    code = _get_lambda_code_param(change.model, _include_arch=True)
    change.client("lambda_").update_function_code(FunctionName=change.model["FunctionName"], **code)
    _wait(change)


def set_concurrency(change: Change) -> None:
    """Reserve so many concurrent invocations, or none."""
    function = {"FunctionName": change.model["FunctionName"]}
    reserved = change.model.get("ReservedConcurrentExecutions")
    if reserved is None:
        change.client("lambda_").delete_function_concurrency(**function)
    else:
        change.client("lambda_").put_function_concurrency(**function, ReservedConcurrentExecutions=int(reserved))


def set_mapping(change: Change) -> None:
    """Set what changes."""
    batch = QUEUE_BATCH if ":sqs:" in change.model.get("EventSourceArn", "") else STREAM_BATCH
    wanted = change.wanted({**MAPPING, "BatchSize": batch})
    change.client("lambda_").update_event_source_mapping(UUID=change.model["Id"], **wanted)


def set_alias(change: Change) -> None:
    """Point the alias elsewhere."""
    alias = {"FunctionName": change.model["FunctionName"], "Name": change.model["Name"]}
    change.client("lambda_").update_alias(**alias, **change.wanted(ALIAS))


def _wait(change: Change) -> None:
    waiter = change.client("lambda_").get_waiter("function_updated_v2")
    waiter.wait(FunctionName=change.model["FunctionName"], WaiterConfig={"Delay": POLL_SECONDS, "MaxAttempts": 600})


KINDS = {
    "AWS::Lambda::Function": Kind(
        {
            **each(set_configuration, (*REQUIRED, *CONFIGURATION)),
            **each(set_code, ("Code", "Architectures")),
            "ReservedConcurrentExecutions": set_concurrency,
            "Tags": Tags("lambda_", target="Resource", as_map=True),
        },
        forgotten=frozenset({"EphemeralStorage", "KmsKeyArn", "ReservedConcurrentExecutions", "SnapStart"}),
    ),
    "AWS::Lambda::Alias": Kind(each(set_alias, ("FunctionVersion", *ALIAS))),
    "AWS::Lambda::EventInvokeConfig": Kind(each(put, INVOKE_CONFIG)),
    "AWS::Lambda::EventSourceMapping": Kind(each(set_mapping, ("BatchSize", "FunctionName", *MAPPING))),
}
