"""What documents have cost."""

from collections import Counter, defaultdict
from collections.abc import Iterator, Sequence
from decimal import Decimal

from harness.costs.prices import Prices
from harness.scenario.probes.calls import calls_made
from harness.scenario.systems.textract_processor.answers import PaidAnswer, paid_answers
from harness.scenario.systems.textract_processor.records import Charge, all_charges, records_of, result_items
from harness.scenario.world import World
from harness.submit.record import Status

EXTRACTIONS = 2
"""V1 and V2: each takes one answer that can be used."""


def cost_of(world: World, key: str) -> float:
    """What all runs of an S3 key have cost, in dollars, as the results table says.

    Args:
        world: the scenario's.
        key: of the uploaded object.
    """
    items = [item for record in records_of(world, key) for item in result_items(world, record.processing_id)]
    return sum(float(item[part]["N"]) for item in items for part in ("textractCost", "bedrockCost"))


def charges(world: World, folder: str = "") -> dict[str, list[float]]:
    """What a document has cost at Textract, in dollars, by the status of its run, e.g. `{COMPLETED: [0.045]}`.

    Where documents were charged differently, all charges are told in order: one that was charged twice stands out.

    Args:
        world: the scenario's.
        folder: only of keys that begin so.
    """
    found: defaultdict[str, set[float]] = defaultdict(set)
    for charge in all_charges(world):
        if charge.s3_key.startswith(folder):
            found[charge.status].add(charge.textract_cost)
    return {str(status): sorted(dollars) for status, dollars in sorted(found.items())}


def answers_overcharged(world: World) -> int:
    """How many more of the model's answers runs were charged for than it gave.

    Negative if answers were lost before anybody could note them.

    Args:
        world: the scenario's.

    Raises:
        UsageError: AWS doesn't tell; only a local engine does.
        ControlError: the engine doesn't answer.
    """
    charged = sum(charge.answers_paid for charge in all_charges(world))
    return charged - calls_made(world, "bedrock-runtime", "*", error="")


def wrong_model_charges(world: World) -> list[str]:
    """Runs that were charged for other answers of the model than they have paid for, or paid for one too many.

    A run pays for one usable answer of each extraction, or finds that of another run. Answers that can't be used are
    charged, too, and so is the one that is asked for in their place. Who has paid stands with each kept answer.

    Args:
        world: the scenario's.

    Raises:
        CostsError: the platform's prices can't be read.
    """
    prices = Prices.read(world.settings.project)
    paid: defaultdict[str, list[PaidAnswer]] = defaultdict(list)
    for answer in paid_answers(world):
        paid[answer.payer].append(answer)
    return [
        f"{charge.s3_key}: {fault} ({charge.processing_id})"
        for charge in all_charges(world)
        for fault in _faults(charge, paid[charge.processing_id], prices)
    ]


def _faults(charge: Charge, paid: Sequence[PaidAnswer], prices: Prices) -> Iterator[str]:
    if charge.answers_paid > len(paid):
        yield f"charged for {charge.answers_paid} answers of the model, and has paid for {len(paid)}"
    elif charge.answers_paid == len(paid) and charge.bedrock_cost != _cost(charge, paid, prices):
        yield f"charged ${charge.bedrock_cost} for answers of ${_cost(charge, paid, prices)}"
    for extraction, count in Counter(answer.extraction for answer in paid if answer.extraction).items():
        if count > 1:
            yield f"has paid for {count} usable answers of {extraction}"
    if charge.status is Status.COMPLETED and charge.model_calls < EXTRACTIONS:
        yield f"completed with {charge.model_calls} answers"


def _cost(charge: Charge, paid: Sequence[PaidAnswer], prices: Prices) -> Decimal:
    tokens_in, tokens_out = sum(one.input_tokens for one in paid), sum(one.output_tokens for one in paid)
    return prices.bedrock(charge.model_id, tokens_in, tokens_out) if paid else Decimal(0)
