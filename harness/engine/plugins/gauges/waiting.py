"""Asynchronous events that wait inside Lambda, where AWS shows nobody how many they are."""

from collections import Counter


def waiting_events(account: str) -> Counter[str]:
    """How many events wait for each function of an account: for a place, or for another attempt.

    LocalStack keeps them in queues of its own, one for each version.
    """
    from localstack.services.plugins import SERVICE_PLUGINS, ServiceState

    if SERVICE_PLUGINS.get_states().get("lambda") != ServiceState.RUNNING:
        return Counter()
    service = SERVICE_PLUGINS.get_service("lambda")._provider.lambda_service
    waiting: Counter[str] = Counter()
    for manager in list(service.event_managers.values()):
        version = manager.version_manager.function_version.id
        if version.account == account and manager.event_queue_url:
            waiting[version.function_name] += _messages(manager.event_queue_url)
    return waiting


def _messages(name: str) -> int:
    """What is visible or delayed; what was received is at work already."""
    from localstack.services.lambda_.invocation.internal_sqs_queue import get_fake_sqs_client

    queue = get_fake_sqs_client().queue_manager.queues.get(name)
    return queue.approx_number_of_messages + queue.approx_number_of_messages_delayed if queue else 0
