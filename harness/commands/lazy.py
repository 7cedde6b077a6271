"""Commands whose modules are loaded when they are chosen: nobody waits for what another command needs."""

import ast
from collections.abc import Iterable, Mapping
from importlib import import_module
from pathlib import Path
from typing import Any

import typer
from typer.core import TyperCommand, TyperGroup
from typer.main import get_group

Panels = Mapping[str, Mapping[str, Iterable[str]]]
"""The commands of each module of this package, by module, by the panel of `--help` that lists them."""


class Announced(TyperCommand):
    """A command of which name, panel and module are known. It becomes a command when it is chosen.

    Args:
        name: the command's, and that of the function in its module whose docstring is its help.
        module: the module's name in this package; the command is in its `app`, or is it.
        panel: what `--help` lists it under.
    """

    def __init__(self, name: str, module: str, panel: str) -> None:
        super().__init__(name, rich_help_panel=panel)
        self._function = name
        self._module = module

    def read_help(self) -> None:
        """Take the help from the module's source: parsing a file takes a hundredth of loading what it imports.

        Raises:
            LookupError: the module has no function of the command's name.
        """
        source = Path(__file__).with_name(f"{self._module}.py").read_text(encoding="utf-8")
        functions = [node for node in ast.parse(source).body if isinstance(node, ast.FunctionDef)]
        documented = {function.name: ast.get_docstring(function) for function in functions}
        self.help = documented[self._function]

    def load(self) -> Any:
        """Import the module, and return the command that its `app` makes of the function."""
        app = typer.Typer()
        app.add_typer(import_module(f"{__package__}.{self._module}").app)
        return get_group(app).commands[self._function]


class LazyGroup(TyperGroup):
    """A group that announces commands, and loads the one that is chosen."""

    def announce(self, panels: Panels) -> None:
        """Have commands in the order in which `--help` is to list them."""
        for panel, modules in panels.items():
            for module, names in modules.items():
                for name in names:
                    self.add_command(Announced(name, module, panel))

    def get_command(self, ctx: Any, cmd_name: str) -> Any:
        """What `--help` and completion say of a command; None when there is none of that name."""
        command = super().get_command(ctx, cmd_name)
        if isinstance(command, Announced):
            command.read_help()
        return command

    def resolve_command(self, ctx: Any, args: list[str]) -> Any:
        """The name, the command and the arguments of what was chosen."""
        name, command, rest = super().resolve_command(ctx, args)
        return name, command.load() if isinstance(command, Announced) else command, rest
