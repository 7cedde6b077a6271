"""What we add to LocalStack's chain of handlers, through which every AWS call goes, be it from outside or inside."""

from localstack.aws import handlers
from localstack.services.edge import ROUTER

from harness.engine.plugins.behaviours.handlers import CallBehaviours
from harness.engine.plugins.cloudwatch import throttles
from harness.engine.plugins.cloudwatch.log_intake import LOG_INTAKE
from harness.engine.plugins.gauges.routes import GaugeRoutes
from harness.engine.plugins.recorder.recorder import Recorder
from harness.engine.plugins.recorder.ring import Ring
from harness.engine.plugins.recorder.routes import CallRoutes
from harness.engine.plugins.recorder.tallies import Tallies
from harness.settings import RecorderSettings


def add_handlers() -> None:
    """Record calls, and change those that a behaviour is about.

    In the chain's order: a request is timed before anything else; a behaviour takes effect when its parameters are
    known and before its service sees it; an answer is damaged when the service's own handlers are done with it; a call
    is recorded at the very end, which no failure prevents.
    """
    behaviours = CallBehaviours()
    handlers.serve_custom_service_request_handlers.append(behaviours.before)
    handlers.run_custom_response_handlers.append(behaviours.after)
    handlers.run_custom_finalizers.append(throttles.count)
    settings = RecorderSettings.from_environment()
    tallies = Tallies()
    recorder = Recorder(Ring(settings.calls_kept), tallies)
    ROUTER.add(CallRoutes(recorder))
    ROUTER.add(GaugeRoutes(tallies))
    if settings.calls_kept:
        handlers.preprocess_request.append(recorder.arrive)
        handlers.run_custom_finalizers.append(recorder.leave)
        LOG_INTAKE.recorder = recorder
