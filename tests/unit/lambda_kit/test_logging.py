"""JSON lines."""

import json
from io import StringIO

import pytest

from lambda_kit.logging import PROCESSING_ID, errors_logged, get_logger


def test_an_error_is_logged_with_its_correlation_ids_and_goes_on(monkeypatch: pytest.MonkeyPatch) -> None:
    output = StringIO()
    logger = get_logger("service-under-test")
    monkeypatch.setattr(logger.registered_handler, "stream", output)
    logger.append_keys(**{PROCESSING_ID: "proc-1"})
    with pytest.raises(ValueError, match="broken"), errors_logged(logger, "not done"):
        raise ValueError("broken")
    line = json.loads(output.getvalue())
    assert (line["level"], line["message"], line["service"]) == ("ERROR", "not done", "service-under-test")
    assert line["processingId"] == "proc-1"
    assert "ValueError: broken" in line["exception"]


def test_nothing_is_logged_when_nothing_fails(monkeypatch: pytest.MonkeyPatch) -> None:
    output = StringIO()
    logger = get_logger("quiet-service-under-test")
    monkeypatch.setattr(logger.registered_handler, "stream", output)
    with errors_logged(logger, "not done"):
        pass
    assert output.getvalue() == ""
