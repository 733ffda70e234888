"""The pool file `luminary-pool/1`: the free mentors and mentees of a county as a neighbour may know them.

Nobody is named: people and agencies are random tokens, and whatever points at somebody points at a token of
the same file. It is JSON as `strict_json` writes it, with the SHA-256 of itself without that key.
"""

from __future__ import annotations

import hashlib
import unicodedata
from collections.abc import Iterable
from typing import Annotated, Any, Final, Literal

from pydantic import AfterValidator, BaseModel, ConfigDict, Field, StringConstraints, ValidationError
from pydantic import model_validator as whole_model

from desktop.core.errors import DataError
from desktop.exports import strict_json

FORMAT: Final = "luminary-pool/1"
TOKEN_BYTES: Final = 8
"""Random bytes of a token, in hex."""

LONGEST: Final = 40
"""Characters of a word of expertise or of a language."""

MOST: Final = 2000
"""People of a file."""

_DIGEST = "sha256"
_HIDDEN = {"Cc", "Cf", "Cs", "Zl", "Zp"}
"""Categories of characters that no word needs and that could hide or turn what is shown."""


def clean(words: Iterable[str]) -> list[str]:
    """Words as a file holds them: nothing hidden in them, none too long, each once, in their order."""
    return list(dict.fromkeys(found for one in words if (found := _shown(one)[:LONGEST].strip())))


def _shown(word: str) -> str:
    return "".join(letter for letter in word if unicodedata.category(letter) not in _HIDDEN).strip()


def _plain(word: str) -> str:
    found = _shown(word)
    if not 0 < len(found) <= LONGEST:
        raise ValueError("a word of no length or too long")
    return found


Token = Annotated[str, StringConstraints(pattern=rf"^[0-9a-f]{{{2 * TOKEN_BYTES}}}$")]
Tokens = Annotated[list[Token], Field(max_length=MOST)]
Word = Annotated[str, StringConstraints(max_length=4 * LONGEST), AfterValidator(_plain)]
Words = Annotated[list[Word], Field(max_length=100)]


class _Model(BaseModel):
    model_config = ConfigDict(strict=True, extra="forbid", frozen=True)


class MemberJson(_Model):
    """One free mentor or mentee; a mentee's terms are needs, the most wished first, and the capacity is 0."""

    role: Literal["mentor", "mentee"]
    id: Token
    agency: Token
    grade: Annotated[int, Field(ge=0, le=20)] | None
    terms: Words
    capacity: Annotated[int, Field(ge=0, le=9)]
    languages: Words
    wishes: Tokens
    avoid: Tokens
    supervisor: Token | Literal[""]


class PoolJson(_Model):
    """The whole file but its own digest."""

    format: Literal["luminary-pool/1"]
    county: Annotated[str, StringConstraints(pattern=r"^[0-9]{5}$")]
    year: Annotated[int, Field(ge=100, le=999)]
    settings: Annotated[int, Field(ge=1, le=9999)]
    """Version of the numbers that pairs are scored with."""
    members: Annotated[list[MemberJson], Field(max_length=MOST)]

    @whole_model(mode="after")
    def _closed(self) -> PoolJson:
        ids = {one.id for one in self.members}
        if len(ids) != len(self.members):
            raise ValueError("a token stands twice")
        for one in self.members:
            if not {*one.wishes, *one.avoid, *filter(None, [one.supervisor])} <= ids:
                raise ValueError("a token of nobody")
        return self


def encode(pool: PoolJson) -> bytes:
    """The bytes of the file."""
    told = pool.model_dump(mode="json")
    return strict_json.write({**told, _DIGEST: _digest(told)})


def decode(content: bytes, name: str) -> PoolJson:
    """Read a file called `name` strictly; raises `DataError` for one that is none or that was changed.

    Words lose control characters and marks that turn or hide text.
    """
    try:
        told: Any = strict_json.read(content)
    except strict_json.StrictJsonError as problem:
        code = "pool.altered" if FORMAT.encode() in content else "pool.foreign"
        raise DataError(code, file=name) from problem
    if not isinstance(told, dict) or told.get("format") != FORMAT:
        raise DataError("pool.foreign", file=name)
    digest = told.pop(_DIGEST, None)
    if digest != _digest(told):
        raise DataError("pool.altered", file=name)
    try:
        return PoolJson.model_validate(told)
    except ValidationError as problem:
        raise DataError("pool.foreign", file=name) from problem


def _digest(told: Any) -> str:
    return hashlib.sha256(strict_json.write(told)).hexdigest()
