"""The shipped vocabularies, and how words are looked up in them."""

from pathlib import Path

import pytest

from cardlint.rules.language._codes import identify
from cardlint.system.errors import CardlintError
from cardlint.system.resources import load_json, path_of
from cardlint.vocabulary import languages, nearest, vocabulary, vocabulary_names
from tools.vocabulary_builder import BUILDERS
from tools.vocabulary_builder.rebuild import content_sha256

PARTS = [f"{file}/{part}" for file in ("datasets", "spaces") for part in vocabulary(file).ids]


@pytest.mark.parametrize(
    ("name", "count"),
    [
        ("licenses", 83),
        ("tasks", 57),
        ("subtasks", 74),
        ("libraries", 257),
        ("languages", 183 + 2 + 115),
        ("languages_iso639_3", 7916),
        ("evaluation_frameworks", 30),
        ("local_apps", 24),
        ("metrics", 64),
        ("datasets/size_categories", 12),
        ("datasets/annotations_creators", 6),
        ("datasets/language_creators", 5),
        ("datasets/multilinguality", 4),
        ("datasets/modalities", 9),
        ("datasets/libraries", 16),
        ("spaces/sdk", 4),
        ("spaces/colors", 8),
        ("spaces/hardware", 25),
        ("spaces/custom_headers", 3),
    ],
)
def test_vocabulary_has_as_many_identifiers_as_its_source(name: str, count: int) -> None:
    assert len(vocabulary(name).ids) == count


def test_identifiers_are_in_the_order_of_the_hub() -> None:
    assert vocabulary("tasks").ids[:3] == ("text-classification", "token-classification", "table-question-answering")
    assert vocabulary("licenses").ids[:3] == ("apache-2.0", "mit", "openrail")
    assert vocabulary("spaces/colors").ids == ("red", "yellow", "green", "blue", "indigo", "purple", "pink", "gray")


@pytest.mark.parametrize(
    ("name", "word", "identifier"),
    [
        ("licenses", "Apache-2.0", "apache-2.0"),
        ("licenses", "Apache License 2.0", "apache-2.0"),
        ("licenses", "apache-2", "apache-2.0"),
        ("licenses", "MIT", "mit"),
        ("licenses", "cc_by_4.0", "cc-by-4.0"),
        ("licenses", "GPL-3.0-or-later", "gpl-3.0"),
        ("licenses", "BigScience OpenRAIL-M", "bigscience-openrail-m"),
        ("licenses", "mit", None),
        ("licenses", "my own licence", None),
        ("tasks", "sentiment-analysis", "text-classification"),
        ("tasks", "Text Generation", "text-generation"),
        ("tasks", "text_generation", "text-generation"),
        ("tasks", "text2text-generation", "text-generation"),
        ("tasks", "named-entity-recognition", "token-classification"),
        ("tasks", "lm-head", None),
        ("libraries", "scikit-learn", "sklearn"),
        ("libraries", "Transformers", "transformers"),
        ("libraries", "open-clip", "open_clip"),
        ("libraries", "paddleocr", "PaddleOCR"),
        ("libraries", "Adapters", "adapter-transformers"),
        ("libraries", "pytorch", None),
        ("languages", "english", "en"),
        ("languages", "Deutsch", "de"),
        ("languages", "Español", "es"),
        ("languages", "Klingon", "tlh"),
        ("languages", "en-US", "en"),
        ("languages", "eng-US", "en"),
        ("languages", "pt_BR", "pt"),
        ("languages", "EN", "en"),
        ("languages", "pt-br", "pt"),
        ("languages", "en-de", None),
        ("languages", "iw", "he"),
        ("languages", "jp", "ja"),
        ("languages", "ger", "de"),
        ("languages", "qq", None),
        ("languages", "", None),
        ("datasets/size_categories", "10k<n<100k", "10K<n<100K"),
        ("datasets/annotations_creators", "crowd-sourced", "crowdsourced"),
        ("spaces/colors", "Grey", "gray"),
        ("metrics", "exact-match", "exact_match"),
    ],
)
def test_alias_is_the_identifier_that_a_word_stands_for(name: str, word: str, identifier: str | None) -> None:
    assert vocabulary(name).alias(word) == identifier


@pytest.mark.parametrize(
    ("name", "word", "identifiers"),
    [
        pytest.param("licenses", "apache-2", ("apache-2.0",), id="alias"),
        pytest.param("licenses", "cc-by-sa", ("cc-by-sa-4.0", "cc-by-sa-3.0", "cc-by-4.0"), id="several as near"),
        pytest.param("licenses", "mit", (), id="right already"),
        pytest.param("licenses", "foo", (), id="nothing near"),
        pytest.param("licenses", "m" * 1_000_000, (), id="too long to be a slip"),
        pytest.param("tasks", "image-clasification", ("image-classification",), id="one letter missing"),
        pytest.param("tasks", "Code Generation", (), id="spelt alike, and something else"),
        pytest.param("tasks", "conditional-text-generation", ("text-generation",), id="a part of what is written"),
        pytest.param("tasks", "audio", (), id="a part of an alias"),
        pytest.param("tasks", "ts", (), id="too short to be a slip"),
        pytest.param("subtasks", "pose", (), id="an alias too short to be meant"),
        pytest.param("tasks", "text2image", ("text-to-image",), id="several words as one"),
        pytest.param("languages", "Englsh", ("en",), id="name with a slip"),
        pytest.param("languages", "kx", (), id="code too short to be nearly right"),
        pytest.param("languages", "en-de", ("en", "de"), id="pair of languages"),
        pytest.param("languages", "protein", (), id="no language"),
        pytest.param("libraries", "pytorch", (), id="a format is no slip of a library"),
        pytest.param("spaces/sdk", "gradioo", ("gradio",), id="part of a vocabulary"),
        pytest.param("tasks", "text-classification foo", (), id="one of several words"),
        pytest.param("spaces/oauth_scopes", "email reed-repos", (), id="one of several words, with a slip"),
        pytest.param("tasks", "fill mask", ("fill-mask",), id="an identifier in two words"),
        pytest.param("tasks", "classification", (), id="short for one of many"),
        pytest.param("tasks", "segmentation", ("image-segmentation",), id="short for one"),
        pytest.param("tasks", "reasoning", (), id="spelled somewhat like others"),
        pytest.param("tasks", "speech-segmentation", (), id="not much like an alias"),
    ],
)
def test_suggestions_are_what_to_write_instead(name: str, word: str, identifiers: tuple[str, ...]) -> None:
    assert vocabulary(name).suggest(word) == identifiers


def test_nearest_words_come_nearest_first() -> None:
    assert nearest("colr", ["colorTo", "color", "title"]) == ("color",)
    assert nearest("licence", ["title", "license", "licenses", "license_name"], 2) == ("license", "licenses")


def test_details_tell_what_the_hub_knows() -> None:
    assert vocabulary("licenses")["mit"] == {"name": "MIT", "is_family": False, "spdx": ["MIT"]}
    assert vocabulary("datasets/size_categories")["1K<n<10K"] == {"at_least": 1000, "below": 10000}
    assert vocabulary("datasets/size_categories")["n>1T"] == {"at_least": 10**12}
    assert vocabulary("subtasks")["closed-domain-qa"]["tasks"] == ["question-answering", "text-generation"]
    assert vocabulary("spaces/sdk")["streamlit"]["deprecated"] == {"since": "2025-04-30", "replacement": "docker"}
    assert vocabulary("libraries")["sklearn"]["tasks"][0] == "tabular-classification"
    assert vocabulary("libraries").data["formats"]["gguf"] == {"name": "GGUF"}


@pytest.mark.parametrize("word", ["en", "eng", "zu", "code", "multilingual", "ber", "und", "no"])
def test_language_codes_are_known(word: str) -> None:
    assert word in vocabulary("languages")


@pytest.mark.parametrize(
    "word", ["kh", "jp", "iw", "fre", "zzz", "EN", "english", "en-US", "", None, 5, True, ["en"], {}]
)
def test_other_words_are_not_language_codes(word: object) -> None:
    assert word not in vocabulary("languages")


def test_language_codes_tell_what_became_of_them() -> None:
    known = languages()
    assert (known.withdrawn("iw"), known.withdrawn("en")) == ("he", None)
    assert (known.mistaken("jp"), known.mistaken("ja")) == ("ja", None)
    assert (known.bibliographic("ger"), known.bibliographic("deu")) == ("de", None)
    assert (known.two_letter_form("eng"), known.two_letter_form("tlh")) == ("en", None)
    assert (known.doubtful("ch"), known.doubtful("en")) == (("zh", "de"), ())
    assert (known.name_of("de"), known.name_of("tlh"), known.name_of("qq")) == ("German", "Klingon", None)


def test_retired_task_names_its_replacement() -> None:
    retired = vocabulary("tasks").retired("conversational")
    assert retired is not None
    assert (retired["since"], retired["replacement"]) == ("2024-02-20", "text-generation")
    assert vocabulary("tasks").retired("text-generation") is None


def test_unknown_vocabulary_is_an_error_that_lists_those_there_are() -> None:
    with pytest.raises(CardlintError, match=r"^`licences` is not a vocabulary$") as caught:
        vocabulary("licences")
    assert "licenses" in str(caught.value.hint)
    with pytest.raises(CardlintError, match=r"^`spaces` has no vocabulary `colours`$"):
        vocabulary("spaces/colours")


def test_every_vocabulary_has_a_builder_and_every_builder_a_vocabulary() -> None:
    assert vocabulary_names() == tuple(sorted(BUILDERS))


@pytest.mark.parametrize("file", sorted(Path(path_of("schemas/facts")).iterdir()), ids=lambda file: file.stem)
def test_facts_say_where_they_come_from_and_when(file: Path) -> None:
    facts = load_json(f"schemas/facts/{file.name}")
    assert facts["title"]
    assert [
        set(origin) - {"name", "commit", "date", "ecosystem", "version", "sha256"} for origin in facts["source"]
    ] == [set() for _ in facts["source"]]
    assert all(origin["name"] and (origin.get("date") or origin.get("version")) for origin in facts["source"])


@pytest.mark.parametrize("name", vocabulary_names())
def test_file_says_where_its_content_comes_from(name: str) -> None:
    document = load_json(f"schemas/vocab/{name}.json")
    assert list(document)[:4] == ["title", "source", "as_of", "sha256"]
    assert document["source"]
    assert document["sha256"] == content_sha256(document)


@pytest.mark.parametrize("name", [*vocabulary_names(), *PARTS])
def test_aliases_and_replacements_lead_to_identifiers(name: str) -> None:
    known = vocabulary(name)
    replacements = [
        details["replacement"] for details in known.data.get("retired", {}).values() if "replacement" in details
    ]
    assert [word for word in [*known.aliases.values(), *replacements] if word not in known] == []
    assert [word for word in known.aliases if word in known.data["entries"]] == []


@pytest.mark.parametrize("name", [*vocabulary_names(), *PARTS])
def test_no_word_makes_a_vocabulary_stumble(name: str) -> None:
    known = vocabulary(name)
    for word in ("", " ", "-", "_", "x" * 100_000, "\x00", "İ", "a\nb", known.ids[0].upper()):
        known.alias(word)
        known.suggest(word)
    assert known.ids[0] in known


@pytest.mark.parametrize(
    ("text", "codes"), [("eng fra", ("en", "fr")), ("English French", ("en", "fr")), ("eng French", None)]
)
def test_codes_and_names_are_not_read_together(text: str, codes: tuple[str, ...] | None) -> None:
    found = identify(text)
    assert (found and found.codes) == codes


def test_retired_identifiers_are_known_in_any_spelling() -> None:
    tasks = vocabulary("tasks")
    assert tasks.retired("Image Generation") == tasks.retired("image-generation")
    assert tasks.instead_of("image generation") == ("text-to-image", "unconditional-image-generation")
    assert tasks.instead_of("conversational") == ("text-generation",)
    assert tasks.instead_of("fill-mask") == ()


@pytest.mark.parametrize(
    ("word", "hidden", "identifiers"),
    [
        ("retrieval", "hidden_in_models", ()),
        ("retrieval", "hidden_in_datasets", ("text-retrieval",)),
        ("docvqa", "hidden_in_models", ("document-question-answering",)),
        ("docvqa", "hidden_in_datasets", ()),
        ("Multiple Choice", "hidden_in_models", ("multiple-choice",)),
        ("text-retrival", "hidden_in_models", ("text-retrieval",)),
    ],
)
def test_what_the_hub_hides_is_suggested_only_for_a_slip(word: str, hidden: str, identifiers: tuple[str, ...]) -> None:
    assert vocabulary("tasks").suggest_listed(word, hidden) == identifiers


@pytest.mark.parametrize(
    ("code", "replacements"),
    [
        ("iw", ("he",)),
        ("sh", ("hbs",)),
        ("bh", ("bih",)),
        ("mol", ("ro",)),
        ("eml", ("egl", "rgn")),
        ("amd", ()),
        ("en", None),
        ("eng", None),
        ("xyz", None),
        ("xy", None),
    ],
)
def test_withdrawn_codes_have_those_that_replace_them(code: str, replacements: tuple[str, ...] | None) -> None:
    assert languages().withdrawn_into(code) == replacements


def test_codes_that_replace_withdrawn_ones_are_in_use() -> None:
    known = languages()
    withdrawn = (*known.data["withdrawn"], *load_json("schemas/vocab/languages_iso639_3.json")["withdrawn"])
    for code in withdrawn:
        for each in known.withdrawn_into(code) or ():
            assert each in known, code
            assert known.withdrawn_into(each) is None, code


@pytest.mark.parametrize(
    ("name", "code"),
    [("Slavic", "sla"), ("berber languages", "ber"), ("Sign Language", "sgn"), ("Polish", None), ("Slav", None)],
)
def test_groups_of_languages_are_known_by_name(name: str, code: str | None) -> None:
    assert languages().group(name) == code
    assert code is None or languages().is_group(code)


def test_members_of_a_macrolanguage_have_two_letters() -> None:
    assert languages().members("hbs") == ("bs", "hr", "sr")
    assert languages().members("pl") == ()
