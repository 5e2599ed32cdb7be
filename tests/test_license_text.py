"""Licenses are recognized by their text, whatever surrounds it and however it is wrapped."""

from pathlib import Path

import pytest

from cardlint.card.repository.license_text import READ_LIMIT, recognize_text
from cardlint.system.resources import load_json
from cardlint.vocabulary import vocabulary

DEBIAN = Path("/usr/share/common-licenses")
MARKS = load_json("schemas/facts/license_texts.json")["entries"]

MIT = """MIT License

Copyright (c) 2026 Somebody

Permission is hereby granted, free of charge, to any person obtaining a copy of this software and associated
documentation files (the "Software"), to deal in the Software without restriction, subject to the following conditions:

The above copyright notice and this permission notice shall be included in all copies or substantial portions of the
Software.
"""
BSD_2 = """Redistribution and use in source and binary forms, with or without modification, are permitted:
1. Redistributions of source code must retain the above copyright notice.
2. Redistributions in binary form must reproduce the above copyright notice, this list of conditions and the following
   disclaimer in the documentation.
"""
BSD_3 = f"""{BSD_2}
3. Neither the name of the copyright holder nor the names of its contributors may be used to endorse or promote products
   derived from this software without specific prior written permission.
"""
UNLICENSE = "This is free and unencumbered software released into the public domain.\n"


@pytest.mark.parametrize(
    ("text", "identifiers"),
    [
        (MIT, {"mit"}),
        (MIT.replace("\n", "\r\n  * "), {"mit"}),
        (MIT.upper(), {"mit"}),
        (MIT + "The Software shall be used for Good, not Evil.", set()),
        (BSD_2, {"bsd-2-clause"}),
        (BSD_3, {"bsd-3-clause"}),
        (UNLICENSE, {"unlicense"}),
        (MIT + UNLICENSE, {"mit", "unlicense"}),
        ("Business Source License 1.1\n\nAdditional Use Grant: none", {"busl-1.1"}),
        ("LLAMA 2 COMMUNITY LICENSE AGREEMENT\n... the Llama Materials ...", {"llama2"}),
        ("LLAMA 3.1 COMMUNITY LICENSE AGREEMENT\n... the Llama Materials ...", {"llama3.1"}),
        ("META LLAMA 3 COMMUNITY LICENSE AGREEMENT\n... the Llama Materials ...", {"llama3"}),
        ("CreativeML Open RAIL++-M License\n... Use-based restrictions", {"openrail++"}),
        ("CreativeML Open RAIL-M\n... Use-based restrictions", {"creativeml-openrail-m"}),
        ("European Union Public Licence v. 1.2", {"eupl-1.2"}),
        ("This model is released under the MIT License and the Apache License, Version 2.0.", set()),
        ("Attribution-NonCommercial 4.0 International\nBy exercising the Licensed Rights", {"cc-by-nc-4.0"}),
        (
            "Attribution-NonCommercial-ShareAlike 4.0 International\nBy exercising the Licensed Rights",
            {"cc-by-nc-sa-4.0"},
        ),
        ("Attribution 4.0 International\nBy exercising the Licensed Rights", {"cc-by-4.0"}),
        ("", set()),
    ],
)
def test_recognises_the_text_and_not_the_mention(text: str, identifiers: set[str]) -> None:
    assert recognize_text(text) == identifiers


@pytest.mark.parametrize(
    ("file", "identifier"),
    [
        ("Apache-2.0", "apache-2.0"),
        ("BSD", "bsd-3-clause"),
        ("CC0-1.0", "cc0-1.0"),
        ("GFDL-1.3", "gfdl"),
        ("GPL-2", "gpl-2.0"),
        ("GPL-3", "gpl-3.0"),
        ("LGPL-2.1", "lgpl-2.1"),
        ("LGPL-3", "lgpl-3.0"),
        ("MPL-2.0", "mpl-2.0"),
    ],
)
def test_recognises_the_texts_of_debian(file: str, identifier: str) -> None:
    if not (DEBIAN / file).is_file():
        pytest.skip(f"{DEBIAN / file} is not there")
    assert recognize_text((DEBIAN / file).read_text(encoding="utf-8")) == {identifier}


def test_a_huge_file_is_read_in_part() -> None:
    assert recognize_text(" " * READ_LIMIT + MIT) == frozenset()


def test_the_marks_are_of_known_licences_and_in_plain_words() -> None:
    assert set(MARKS) - set(vocabulary("licenses").ids) == {"busl-1.1"}
    for marks in MARKS.values():
        for sentence in [*marks["every"], *marks.get("never", ())]:
            assert set(sentence) <= set("abcdefghijklmnopqrstuvwxyz0123456789+ "), sentence
            assert "licence" not in sentence
