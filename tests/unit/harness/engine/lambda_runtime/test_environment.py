import shutil
from pathlib import Path

from harness.engine.plugins.lambda_runtime.environment import Places, Settings, variables

PLACES = Places(Path("/task"), (Path("/layers/1"), Path("/layers/2")), Path("/library"), Path("/scratch"))
PLAIN = Settings("python3.12", {}, {})


def test_what_localstack_adds_for_itself_is_left_out() -> None:
    given = {
        "AWS_REGION": "us-east-1",
        "LOCALSTACK_HOSTNAME": "here",
        "EDGE_PORT": "1",
        "AWS_LAMBDA_FUNCTION_TIMEOUT": 3,
    }

    made = variables(given, PLAIN, PLACES)

    assert made["AWS_REGION"] == "us-east-1"
    assert given.keys() & made.keys() == {"AWS_REGION"}


def test_the_users_variables_win_over_everything_even_with_the_engines_names() -> None:
    own = {"LANG": "C", "LOCALSTACK_MINE": "yes"}

    made = variables({**own, "LANG": "de"}, Settings("python3.12", own, {}), PLACES)

    assert (made["LANG"], made["LOCALSTACK_MINE"]) == ("C", "yes")


def test_every_value_is_text() -> None:
    assert (
        variables({"AWS_LAMBDA_FUNCTION_MEMORY_SIZE": 128}, PLAIN, PLACES)["AWS_LAMBDA_FUNCTION_MEMORY_SIZE"] == "128"
    )


def test_python_works_with_the_functions_path() -> None:
    assert shutil.which("python3", path=variables({}, PLAIN, PLACES)["PATH"])


def test_temporary_files_and_home_are_the_environments_scratch_folder() -> None:
    made = variables({}, PLAIN, PLACES)

    assert made["TMPDIR"] == made["HOME"] == "/scratch"


def test_log_settings_reach_the_runtime() -> None:
    logging = {"LogFormat": "JSON", "ApplicationLogLevel": "WARN", "SystemLogLevel": "INFO"}

    made = variables({}, Settings("python3.12", {}, logging), PLACES)

    assert (made["AWS_LAMBDA_LOG_FORMAT"], made["AWS_LAMBDA_LOG_LEVEL"]) == ("JSON", "WARN")
