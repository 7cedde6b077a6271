"""Locust's command line options that are ours."""

import argparse

from locust.argument_parser import LocustArgumentParser

from harness.load.profiles import HINT


def add_options(parser: LocustArgumentParser) -> None:
    """Add them to Locust's parser; in its web page they are fields of the form."""
    parser.add_argument("--load-profile", default="smoke", metavar="NAME", help=f"Which load. {HINT}")
    parser.add_argument("--load-scale", type=float, default=1.0, metavar="FACTOR", help="Times so many arrivals.")
    parser.add_argument("--load-seconds", type=float, metavar="NUMBER", help="For how long, with the same rates.")
    parser.add_argument("--load-seed", type=_seed, default=1, metavar="NUMBER", help="Same seed, same load.")
    # Of `rehearse load run`: its folder, with the plan.
    parser.add_argument("--load-folder", default="", help=argparse.SUPPRESS, include_in_web_ui=False)


def _seed(said: str) -> int:
    if not said.isdecimal():
        raise argparse.ArgumentTypeError(f"{said!r} is no whole number from 0 on.")
    return int(said)
