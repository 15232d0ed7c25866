"""What the program is made of: pinned once, and under a licence that an office may use without asking."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterator
from importlib import metadata

import pytest
from packaging.utils import canonicalize_name

from tests.pins import ALL, LISTS, SHIPPED, installed, requirements

PERMISSIVE = (
    "0BSD",
    "3-Clause BSD",
    "Apache",
    "BSD",
    "CC0-1.0",
    "ISC",
    "MIT",
    "OSI Approved",
    "PSF-2.0",
    "Public Domain",
    "Zlib",
)
"""How names of permissive licences begin."""
EXCEPTIONS = {
    "pyside6-essentials": "LGPL-3.0-only",
    "shiboken6": "LGPL-3.0-only",
    "psycopg": "LGPL-3.0-only",
    "psycopg-binary": "LGPL-3.0-only",
    "certifi": "MPL-2.0",
    "pikepdf": "MPL-2.0",
    "tqdm": "MPL-2.0",
    "pypdfium2": "dependency licenses",  # of PDFium's parts: FreeType, ICU, libjpeg-turbo and the like
}
"""Used as they come and unmodified, which is all that these licences ask about; docs/security.md names them."""
UNSAID = {"sqlcipher3": "This software is provided 'as-is'"}
"""Packages whose metadata names no licence, with a sentence of the licence that they carry (zlib's)."""
WITH_PYTHON = frozenset({"pip", "setuptools"})
"""A virtual environment begins with these."""
SHIPPED_PACKAGES = installed(SHIPPED)


def licences(package: metadata.Distribution) -> str:
    """What a package says of its licence, in the order of the standards: expression, field, classifiers."""
    told = package.metadata
    classifiers = [one.rpartition("::")[2] for one in told.get_all("Classifier") or () if "License ::" in one]
    return told.get("License-Expression") or told.get("License") or " AND ".join(classifiers)


def alternatives(expression: str) -> Iterator[list[str]]:
    """Yield each choice that an expression leaves; all its parts hold together."""
    for choice in re.split(r"\s+OR\s+", expression):
        yield [part.strip(" ()") for part in re.split(r"\s+AND\s+|,", choice)]


@pytest.mark.parametrize("name", sorted(SHIPPED_PACKAGES))
def test_what_offices_install_is_under_a_permissive_licence_or_a_named_exception(name: str):
    package = SHIPPED_PACKAGES[name]
    said = licences(package)
    if name in UNSAID:
        assert not said, "it says its licence now: take it from the list"
        texts = [file.read_text("utf-8") for file in package.files or () if "LICENSE" in file.name]
        assert UNSAID[name] in texts[0]
        return
    allowed = (*PERMISSIVE, EXCEPTIONS[name]) if name in EXCEPTIONS else PERMISSIVE
    fitting = [parts for parts in alternatives(said) if all(part.startswith(allowed) for part in parts)]
    assert fitting, f"{name}: {said or 'no licence is named'}"


def test_a_copyleft_licence_is_not_taken_for_a_permissive_one():
    for said in ("GPL-3.0-or-later", "AGPL-3.0", "MIT AND GPL-2.0-only", "LGPL-3.0-only"):
        assert not [
            parts for parts in alternatives(said) if all(part.startswith(PERMISSIVE) for part in parts)
        ]


def test_exceptions_are_of_packages_that_are_there_and_need_them():
    for name, licence in EXCEPTIONS.items():
        assert any(canonicalize_name(one.name) == name for file in ALL for one in requirements(file)), name
        if name in SHIPPED_PACKAGES:
            assert licence in licences(SHIPPED_PACKAGES[name])


def test_every_package_is_pinned_and_stands_in_one_list_once():
    lines = [(file, one) for file in ALL for one in requirements(file)]
    loose = [f"{file}: {one}" for file, one in lines if not re.fullmatch(r"==[^*,]+", str(one.specifier))]
    assert loose == []
    counts = Counter(canonicalize_name(one.name) for _file, one in lines)
    assert [name for name, count in counts.items() if count > 1] == []


def test_whatever_the_lists_bring_along_is_pinned_too():
    pinned = {canonicalize_name(one.name): one for file in ALL for one in requirements(file)}
    for name, package in installed(LISTS).items():
        if name in WITH_PYTHON:
            continue
        assert name in pinned, f"{name} is installed for the lists and stands in none"
        assert pinned[name].specifier.contains(package.version), f"{name} {package.version} is not the pin"


def test_nothing_is_pinned_that_nobody_brings():
    brought = installed(LISTS).keys()
    everything = {canonicalize_name(one.metadata["Name"]) for one in metadata.distributions()}
    stray = [
        name
        for one in requirements("constraints.txt")
        if (name := canonicalize_name(one.name)) in everything and name not in brought
    ]
    assert stray == []
