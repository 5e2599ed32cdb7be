"""Print the JSON Schema of a card."""

import json

import click

from cardlint.card.schema import SCHEMAS, bundle, load
from cardlint.system.standard_streams import print_utf_8
from cardlint.vocabulary import nearest


@click.command()
@click.argument("name", required=False)
def schema(name: str | None) -> None:
    """Print the JSON Schema NAME as a single document. Without NAME, list the schemas."""
    if name is None:
        width = max(map(len, SCHEMAS))
        for each in SCHEMAS:
            click.echo(f"{each:{width}}  {load(each)['title']}")
        return
    if name not in SCHEMAS:
        raise click.BadParameter(_unknown(name), param_hint="'NAME'")
    print_utf_8()
    click.echo(json.dumps(bundle(name), indent=2, ensure_ascii=False))


def _unknown(name: str) -> str:
    near = nearest(name, SCHEMAS, 1)
    near_text = f"did you mean `{near[0]}`?" if near else f"choose from {', '.join(SCHEMAS)}"
    return f"there is no schema `{name}`; {near_text}"
