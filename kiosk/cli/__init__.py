"""The console script `pishkhan`: each subcommand is loaded only when it is called, so that all start quickly."""

from __future__ import annotations

from importlib import import_module

import click

_COMMANDS = {
    "audit": ("kiosk.cli.audit", "audit", "Verify the log of everything that was done on this machine."),
    "central": ("kiosk.cli.central", "central", "Run the embedded central service."),
    "courier": ("kiosk.cli.courier", "courier", "Take sticks from machines without a line, and answer them."),
    "demo": ("kiosk.cli.demo", "demo", "Walk one application from the first touch to the delivered case."),
    "gallery": ("kiosk.cli.gallery", "gallery", "Show every component of the design system in every state."),
    "export": ("kiosk.cli.sticks", "export", "Write what waits onto a stick, for a machine without a line."),
    "form": ("kiosk.cli.form", "form", "Check, run and serve forms, for form authors and for tests."),
    "i18n": ("kiosk.cli.i18n", "i18n", "Check the languages of the screens, for translators."),
    "import": ("kiosk.cli.sticks", "import_", "Take over what a courier brought back on a stick."),
    "health": ("kiosk.cli.health", "health", "Say how this machine stands."),
    "keys": ("kiosk.cli.keys", "keys", "Show where keys are kept, and keep the server's token."),
    "kiosk": ("kiosk.cli.run", "kiosk", "Open the counter."),
    "launch": ("kiosk.cli.launch", "launch", "Open the counter with the newest program that is healthy here."),
    "paper": ("kiosk.cli.paper", "paper", "Make a paper as a PDF; see what waits for the printer."),
    "places": ("kiosk.cli.places", "places", "Cut the places of an office out of the whole country's."),
    "prompts": ("kiosk.cli.prompts", "prompts", "Record what the counter says, and see what is synthetic."),
    "receipt": ("kiosk.cli.receipt", "receipt", "Verify receipts."),
    "release": ("kiosk.cli.release", "release", "Publish newer programs, for the ministry."),
    "relay": ("kiosk.cli.relay", "relay", "Deliver for the other machines of this office."),
    "store": ("kiosk.cli.store", "store", "Check, back up, restore and rekey what this machine holds."),
    "submission": (
        "kiosk.cli.submission",
        "submission",
        "Check the signature under an application; open a sealed one.",
    ),
    "staff": ("kiosk.cli.staff", "staff", "Set the PINs of the people who work here."),
    "update": ("kiosk.cli.update", "update", "Look for newer programs, take one, go back to the one before."),
}

_ONLY_IN_THE_SOURCE = frozenset({"babel"})  # what the packaged program leaves out: nobody translates on a counter


class _LazyGroup(click.Group):
    """A group that imports a subcommand's module when the subcommand is asked for."""

    def list_commands(self, ctx: click.Context) -> list[str]:  # noqa: ARG002 - click's signature
        """Return the names of all subcommands."""
        return sorted(_COMMANDS)

    def get_command(self, ctx: click.Context, cmd_name: str) -> click.Command | None:  # noqa: ARG002
        """Import and return the subcommand `cmd_name`, None when there is none of that name."""
        if cmd_name not in _COMMANDS:
            return None
        module, attribute, _ = _COMMANDS[cmd_name]
        try:
            command: click.Command = getattr(import_module(module), attribute)
        except ModuleNotFoundError as missing:
            if missing.name is None or missing.name.partition(".")[0] not in _ONLY_IN_THE_SOURCE:
                raise
            raise click.ClickException(f"“{cmd_name}” works where the source is, after `make setup`.") from missing
        return command

    def format_commands(self, ctx: click.Context, formatter: click.HelpFormatter) -> None:  # noqa: ARG002
        """List the subcommands without importing them."""
        with formatter.section("Commands"):
            formatter.write_dl([(name, summary) for name, (_, _, summary) in sorted(_COMMANDS.items())])


@click.command(cls=_LazyGroup)
@click.version_option(package_name="pishkhan")
def main() -> None:
    """Pishkhan: the counter that works without a network."""
