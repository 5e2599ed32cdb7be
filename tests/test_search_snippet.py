"""The excerpt of a card that is shown, and the marked parts."""

import pytest

from cardlint.search.backends.snippet import snippet
from cardlint.search.fields import shipped_table
from cardlint.search.query.parser import parse
from cardlint.search.query.resolve import resolve
from cardlint.search.query.synonyms import shipped_synonyms

TABLE = shipped_table()


def marked(text: str, query: str, width: int = 180) -> str:
    """Return the snippet with brackets around the marked parts."""
    found = snippet(text, resolve(parse(query, TABLE), TABLE, shipped_synonyms()), width)
    shown, at = "", 0
    for start, end in found.marks:
        shown += f"{found.text[at:start]}[{found.text[start:end]}]"
        at = end
    return shown + found.text[at:]


@pytest.mark.parametrize(
    ("text", "query", "shown"),
    [
        ("A model of language, a language model.", '"language model"', "A model of language, a [language model]."),
        ("A model of language.", '"language model"', "A model of language."),
        ("A language-model, a Language Model", '"language model"', "A [language-model], a [Language Model]"),
        ("Text to read: speech to text.", "asr", "Text to read: [speech to text]."),
        ("Automatic speech, ASR", "asr", "Automatic speech, [ASR]"),
        ("The gpt-2 and GPT2, a 2", "gpt-2", "The [gpt-2] and [GPT2], a 2"),
        ("tokens of a tokenizer", "token*", "[tokens] of a [tokenizer]"),
        ("a language modelling and a language", '"language mod"*', "a [language modelling] and a language"),
        ("一个机器翻译模型", "机器翻译", "一个[机器翻译]模型"),
        ("été and Ete", "ete", "[été] and [Ete]"),
        ("nothing here", "other", "nothing here"),
    ],
)
def test_what_is_asked_for_is_marked_whole(text: str, query: str, shown: str) -> None:
    assert marked(f"{text}\n", query) == shown


def test_phrase_is_chosen_before_its_stray_words() -> None:
    stray = "A model, a language. " * 30
    assert "[language model]" in marked(f"{stray}Here is the language model itself. {stray}", '"language model"')
