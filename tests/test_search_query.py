"""The query language: how queries are parsed, their canonical text, and the positions of errors."""

import math
from string import printable

import pytest
from hypothesis import given
from hypothesis import strategies as st

from cardlint.search.fields import shipped_table
from cardlint.search.query.parser import LONGEST_QUERY, QueryError, parse
from cardlint.search.query.resolve import resolve
from cardlint.search.query.synonyms import shipped_synonyms
from cardlint.search.query.tree import (
    EVERYTHING,
    And,
    IntervalQuery,
    Lacking,
    Not,
    Or,
    Phrase,
    Prefix,
    Query,
    RangeQuery,
    Value,
    Word,
    all_of,
    any_of,
    none_of,
    query_text,
)
from cardlint.system.errors import CardlintError

TABLE = shipped_table()


@pytest.mark.parametrize(
    ("text", "query"),
    [
        ("", EVERYTHING),
        ("*", EVERYTHING),
        ("bert", Word("bert")),
        ("bert french", And((Word("bert"), Word("french")))),
        ("bert AND french", And((Word("bert"), Word("french")))),
        ("bert OR gpt2 french", Or((Word("bert"), And((Word("gpt2"), Word("french")))))),
        ("(bert OR gpt2) french", And((Or((Word("bert"), Word("gpt2"))), Word("french")))),
        ('"masked language"', Phrase("masked language")),
        ('"say \\"hi\\""', Phrase('say "hi"')),
        ("bert*", Prefix("bert")),
        ('"bert ba"*', Prefix("bert ba")),
        ("NOT bert", Not(Word("bert"))),
        ("-bert", Not(Word("bert"))),
        ("NOT NOT bert", Word("bert")),
        ("bert - french", And((Word("bert"), Word("-"), Word("french")))),
        ("fine-tuned", Word("fine-tuned")),
        ("ANDROID", Word("ANDROID")),
        ("license:mit", Value("license", "mit")),
        ("licence:mit", Value("license", "mit")),
        ('tags:"a b"', Value("tags", "a b")),
        ("tags:license:mit", Value("tags", "license:mit")),
        ("language:(fr OR de)", Or((Value("language", "fr"), Value("language", "de")))),
        ("title:bert", Word("bert", "title")),
        ('title:"bert base"', Phrase("bert base", "title")),
        ("tags:py*", Prefix("py", "tags")),
        ("missing:licence", Value("missing", "license")),
        ("license:none", Value("missing", "license")),
        ('license:"none"', Value("license", "none")),
        ("co2:none", Value("missing", "co2")),
        ("size:none", Lacking("size")),
        ("missing:severity", Lacking("severity")),
        ("gated:none", Lacking("gated")),
        ("gated:yes", Value("gated", "true")),
        ("parameters:>7B", RangeQuery("parameters", "7B", None, above=True)),
        ("parameters:<=7B", RangeQuery("parameters", None, "7B")),
        ("parameters:1B..3B", RangeQuery("parameters", "1B", "3B")),
        ("parameters:7B", RangeQuery("parameters", "7B", "7B")),
        ("updated:2025..", RangeQuery("updated", "2025", None)),
        ("rows:1K<n<10K", Value("size_categories", "1K<n<10K")),
    ],
)
def test_query_is_read(text: str, query: Query) -> None:
    assert parse(text, TABLE) == query


@pytest.mark.parametrize(
    ("text", "at", "reason"),
    [
        ("bert (french", 5, "this `(` is not closed"),
        ("bert) french", 4, "this `)` closes no `(`"),
        ("bert ()", 6, "there is nothing between the parentheses"),
        ('say "hello', 4, "this quote is not closed"),
        ("OR bert", 0, "OR needs something before it"),
        ("bert AND", 8, "AND needs something after it"),
        ("bert OR", 7, "OR needs something after it"),
        ("bert NOT", 8, "NOT needs something after it"),
        ("be*rt", 2, "a star can only end a word"),
        ("bert lisense:mit", 5, "there is no field `lisense`"),
        ("license: mit", 8, "license: needs a value right after the colon"),
        ("parameters:many", 11, "`many` is not a number, such as 300M or 7B"),
        ("updated:2025-13", 8, "`2025-13` is not a date, such as 2025 or 2025-03-31"),
        ("parameters:7*", 11, "`7*` is not a number, such as 300M or 7B"),
        ("gated:maybe", 6, "`gated` is yes or no, not `maybe`"),
        ("missing:lizense", 8, "there is no field `lizense`"),
        ("a" * (LONGEST_QUERY + 1), LONGEST_QUERY, "the query is longer than 4,000 characters"),
        ("(" * 60, 50, "more than 50 levels of parentheses"),
        ("NOT " * 60 + "a", 204, "more than 50 levels of parentheses"),
    ],
)
def test_bad_query_points_at_the_character(text: str, at: int, reason: str) -> None:
    with pytest.raises(QueryError) as caught:
        parse(text, TABLE)
    assert (caught.value.at, caught.value.reason) == (at, reason)


def test_unknown_field_names_the_nearest() -> None:
    with pytest.raises(QueryError) as caught:
        parse("lisense:mit", TABLE)
    assert caught.value.hint == "did you mean `license`?"


word = st.from_regex(r"[a-zé翻0-9][a-z0-9.\-]{0,6}", fullmatch=True).filter(lambda text: "\n" not in text)
some_text = st.text(alphabet='ab "\\:*()-é翻', min_size=1, max_size=8).filter(str.strip)
leaves = st.one_of(
    st.just(EVERYTHING),
    st.builds(Word, word),
    st.builds(Phrase, some_text, st.sampled_from([None, "title"])),
    st.builds(Prefix, word, st.sampled_from([None, "title", "tags"])),
    st.builds(Word, word, st.just("title")),
    st.builds(Value, st.sampled_from(["license", "tags"]), some_text),
    st.sampled_from(
        [
            RangeQuery("likes", "1", "2"),
            RangeQuery("likes", "7K", None, above=True),
            RangeQuery("updated", None, "2025-02", below=True),
            RangeQuery("parameters", "7B", "7B"),
            RangeQuery("updated", "2025", None),
        ]
    ),
)
trees = st.recursive(
    leaves,
    lambda inner: st.one_of(
        st.lists(inner, min_size=2, max_size=3).map(all_of),
        st.lists(inner, min_size=2, max_size=3).map(any_of),
        inner.map(none_of),
    ),
    max_leaves=8,
)


@given(trees)
def test_written_query_is_read_back(query: Query) -> None:
    assert parse(query_text(query), TABLE) == query


@given(st.text(alphabet=printable + "翻é", max_size=40))
def test_any_text_is_read_or_refused_with_its_place(text: str) -> None:
    try:
        query = parse(text, TABLE)
    except QueryError as error:
        assert 0 <= error.at <= len(text)  # noqa: PT017
    else:
        assert parse(query_text(query), TABLE) == query
        resolve(query, TABLE, shipped_synonyms())


@pytest.mark.parametrize(
    ("text", "query"),
    [
        ("BERT", Word("bert")),
        ("bert-base", Phrase("bert base")),
        ("gpt-2", Or((Phrase("gpt 2"), Word("gpt2")))),
        ("Llama-3.1", Or((Phrase("llama 3.1"), Word("llama3.1")))),
        ("été", Word("ete")),
        ("机器翻译", Phrase("机器 器翻 翻译")),
        ("译", Prefix("译")),
        ("bert-ba*", Prefix("bert ba")),
        ("id:google/*", Word("google", "id")),
        ("!!!", EVERYTHING),
        ("license:MIT", Value("license", "mit")),
        ("task:ner", Value("task", "token-classification")),
        ("language:French", Value("language", "fr")),
        ("language:cmn", Value("language", "zh")),
        ("question answering", Or((And((Word("question"), Word("answering"))), Word("qa")))),
        ("downloads:5", IntervalQuery("downloads", 5.0, math.nextafter(5.0, math.inf))),
        ("parameters:7B", IntervalQuery("parameters", 6.5e9, 7.5e9)),
        ("parameters:1.5B", IntervalQuery("parameters", 1.45e9, 1.55e9)),
        ("parameters:>=7B", IntervalQuery("parameters", 7e9, math.inf)),
        ("updated:2025", IntervalQuery("updated", 1735689600.0, 1767225600.0)),
        ("updated:>2025", IntervalQuery("updated", 1767225600.0, math.inf)),
        ("updated:..2024-12", IntervalQuery("updated", -math.inf, 1735689600.0)),
    ],
)
def test_query_is_resolved(text: str, query: Query) -> None:
    assert resolve(parse(text, TABLE), TABLE, shipped_synonyms()) == query


def test_table_refuses_an_unknown_name() -> None:
    with pytest.raises(CardlintError, match="there is no field `lizense`"):
        TABLE["lizense"]
