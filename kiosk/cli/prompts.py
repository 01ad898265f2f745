"""`pishkhan prompts`: what a human is to record, what a machine says meanwhile, and whether all of it can be heard."""

from __future__ import annotations

import sys
from pathlib import Path

import click

from assets.texts import LANGUAGES, T, say
from kiosk.cli.machine import LANGUAGE as SAID_IN
from kiosk.cli.telling import refusing
from kiosk.config import ConfigRefused
from kiosk.config_file import read_config
from kiosk.speech.prompts import Prompts
from kiosk.speech.recordings import faults_of, prompts_of
from kiosk.speech.silence import silence_of
from kiosk.speech.synthesis import Espeak

FOLDER = click.option(
    "--folder",
    type=click.Path(path_type=Path, file_okay=False),
    help="Where the recordings are: one folder a language, one WAV file a message.",
)
CONFIG = click.option(
    "--config", type=click.Path(path_type=Path), help="The machine's TOML file: it names the folder in speech.prompts."
)
_ALWAYS = T("Questions, options and sentences with names or numbers in them are always synthetic.")
LANGUAGE = click.option("--language", type=click.Choice(LANGUAGES), default="fa", show_default=True)


@click.group()
def prompts() -> None:
    """Record what the counter says, and see what is synthetic."""


@prompts.command()
@FOLDER
@CONFIG
@LANGUAGE
@click.option("--all", "every", is_flag=True, help="Also what has been recorded already.")
def script(folder: Path | None, config: Path | None, language: str, *, every: bool) -> None:
    """Print what is to be read out in a recording session, each sentence under the name of its file.

    Record mono WAV of 16 bits, in a quiet room, half a second of silence before and after.
    """
    wanted = [each for each in prompts_of(_prompts(folder, config, language), language) if every or not each.recorded]
    for number, prompt in enumerate(wanted, 1):
        click.echo(f"{number}. {language}/{prompt.file}\n   {prompt.words}\n")
    click.echo(say(T("Sentences to record: {count}.", count=len(wanted)), language))


@prompts.command("list")
@FOLDER
@CONFIG
@LANGUAGE
def list_all(folder: Path | None, config: Path | None, language: str) -> None:
    """List every message that can be recorded: `recorded` by a human, or `synthetic`."""
    found = prompts_of(_prompts(folder, config, language), language)
    spoken = "synthetic" if Espeak().speaks(language) else "not heard"
    for prompt in found:
        click.echo(f"{'recorded' if prompt.recorded else spoken:<10} {prompt.words}")
    recorded = sum(prompt.recorded for prompt in found)
    click.echo(say(T("Recorded: {recorded} of {count}.", recorded=recorded, count=len(found)), language))
    click.echo(say(_ALWAYS, language))


@prompts.command()
@FOLDER
@CONFIG
@SAID_IN
def check(folder: Path | None, config: Path | None, language: str) -> None:
    """Check the recordings, the synthetic voice and the sound device: exit 1 when something is not heard as it ought.

    Only this machine's own loudspeaker is asked; nothing is played.
    """
    there = _prompts(folder, config, language)
    faults = [f"{each}/{name}: {say(why, language)}" for each in LANGUAGES for name, why in faults_of(there, each)]
    silence = silence_of(LANGUAGES)
    if silence is not None:
        faults.append(say(silence, language))
    for fault in faults:
        click.echo(fault)
    summary = T("Things to mend: {count}.", count=len(faults)) if faults else T("All can be heard.")
    click.echo(say(summary, language))
    sys.exit(1 if faults else 0)


def _prompts(folder: Path | None, config: Path | None, language: str) -> Prompts:
    if folder is not None or config is None:
        return Prompts(folder)
    with refusing(language, ConfigRefused):
        named = read_config(config).speech.prompts
    return Prompts(Path(named) if named else None)
