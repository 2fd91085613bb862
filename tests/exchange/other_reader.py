"""A reader of packages, receipts and cards written from FORMAT.md alone: nothing of the program is in it."""

import hashlib
import hmac
import json
from itertools import accumulate
from pathlib import Path
from typing import Any

import pyrage
import zstandard
from nacl.bindings import crypto_scalarmult
from nacl.signing import SigningKey, VerifyKey

WORDS = Path(__file__).parents[2] / "resources" / "words" / "card_words.tsv"


def canonical(value: object) -> bytes:
    """Canonical JSON."""
    return json.dumps(value, ensure_ascii=False, sort_keys=True, separators=(",", ":")).encode()


def checked(context: str, key: bytes, signature: bytes, signed: bytes) -> bytes:
    """What was signed, if the signature holds."""
    VerifyKey(key).verify(context.encode() + b"\0" + signed, signature)
    return signed


def opened(data: bytes, identity: str) -> bytes:
    """What lies inside an age file."""
    return bytes(pyrage.decrypt(data, [pyrage.x25519.Identity.from_str(identity)]))


def package(data: bytes, identity: str, sender_key: bytes) -> tuple[dict[str, Any], dict[str, list[dict]]]:
    """The manifest and, by table, the rows of a package."""
    inside = opened(data, identity)
    magic, key, length = inside[:4], inside[4:36], int.from_bytes(inside[36:40], "big")
    page, signature, rest = (
        inside[40 : 40 + length],
        inside[40 + length : 104 + length],
        inside[104 + length :],
    )
    assert (magic, key) == (b"ZBB1", sender_key)
    manifest = json.loads(checked("zhibu package 1", key, signature, page))
    tables: dict[str, list[dict]] = {}
    for table, rows, raw, size, sha256, *_ in manifest["blocks"]:
        packed, rest = rest[:size], rest[size:]
        assert hashlib.sha256(packed).hexdigest() == sha256
        block = json.loads(zstandard.decompress(packed, max_output_size=raw))
        assert block["n"] == rows
        columns = {name: written_out(column) for name, column in block["c"].items()}
        tables.setdefault(table, []).extend(
            dict(zip(columns, row, strict=True)) for row in zip(*columns.values(), strict=True)
        )
    assert rest == b""
    assert {table: len(rows) for table, rows in tables.items()} == manifest["counts"]
    return manifest, tables


def written_out(column: Any) -> list[Any]:
    """The values of a column in any of the three spellings."""
    if isinstance(column, list):
        return column
    if "d" in column:
        return [column["d"][place] for place in column["i"]]
    return list(accumulate([column["f"], *column["s"]]))


def receipt(data: bytes, identity: str, sender_key: bytes) -> tuple[dict[str, Any], bytes]:
    """The fields of a receipt of either format, and its payload."""
    inside = data if data.startswith(b"ZBR1") else opened(data, identity)
    context = {b"ZBR1": "zhibu receipt 1", b"ZBR2": "zhibu receipt 2"}[inside[:4]]
    key, signature, payload = inside[4:36], inside[36:100], inside[100:]
    assert key == sender_key
    fields = json.loads(checked(context, key, signature, payload))
    assert canonical(fields) == payload
    return fields, payload


def receipt_digits(payload: bytes, own_seed: bytes, other_key: bytes) -> str:
    """The eight digits told by telephone."""
    mine = bytes(SigningKey(own_seed).to_curve25519_private_key())
    theirs = bytes(VerifyKey(other_key).to_curve25519_public_key())
    secret = hashlib.sha256(b"zhibu pair 1\0" + crypto_scalarmult(mine, theirs)).digest()
    return eight(hmac.digest(secret, b"zhibu receipt code 1\0" + payload, "sha256"))


def package_digits(data: bytes) -> str:
    """The eight digits on the slip."""
    return eight(hashlib.sha256(data).digest())


def eight(digest: bytes) -> str:
    """The last eight decimal digits."""
    return str(int.from_bytes(digest, "big"))[-8:]


def card(data: bytes) -> dict[str, Any]:
    """The fields of a card of either format, its signatures checked."""
    fields: dict[str, Any] = json.loads(data)
    assert canonical(fields) == data
    form = fields["format"]
    key, signature = bytes.fromhex(fields["sign_key"]), bytes.fromhex(fields["signature"])
    checked(f"zhibu card {form}", key, signature, canonical(signed_of(fields)))
    for old, new, number, word in fields.get("successions", []):
        said = canonical([fields["code"], old, new, number])
        checked("zhibu succession 1", bytes.fromhex(old), bytes.fromhex(word), said)
    return fields


def signed_of(fields: dict[str, Any]) -> dict[str, Any]:
    """What a card's office signs."""
    return {name: fields[name] for name in ("format", "kind", "code", "name", "sign_key", "seal_key")}


def fingerprint(fields: dict[str, Any]) -> str:
    """The six words of a card, or its six groups of digits."""
    salt = f"zhibu card fingerprint {fields['format']}".encode()
    digest = hashlib.scrypt(
        canonical(signed_of(fields)), salt=salt, n=32_768, r=8, p=1, maxmem=2**26, dklen=32
    )
    number = int.from_bytes(digest, "big")
    if fields["format"] == 1:
        digits = str(number)[-30:]
        return " ".join(digits[at : at + 5] for at in range(0, 30, 5))
    words = [line.split("\t")[0] for line in WORDS.read_text("utf8").splitlines()]
    return " ".join(words[number >> 11 * place & 2047] for place in range(6))


def directory(data: bytes) -> dict[str, Any]:
    """The fields of a directory, its signature checked."""
    fields: dict[str, Any] = json.loads(data)
    assert canonical(fields) == data
    rest = {name: value for name, value in fields.items() if name != "signature"}
    key = bytes.fromhex(fields["issuer"]["sign_key"])
    checked("zhibu directory 1", key, bytes.fromhex(fields["signature"]), canonical(rest))
    return fields


def deed(text: str, context: str, key: bytes) -> dict[str, Any]:
    """The words of a signed offer or answer."""
    signature, words = bytes.fromhex(text[:128]), text[128:].encode()
    fields = json.loads(checked(context, key, signature, words))
    assert canonical(fields) == words
    return fields


def deed_digest(text: str, context: str) -> str:
    """How an answer names an offer."""
    return hashlib.sha256(context.encode() + b"\0" + text[128:].encode()).hexdigest()


def dossier_digest(dossier: str, files: list[str]) -> str:
    """How an offer names what goes along."""
    return hashlib.sha256(canonical([dossier, sorted(files)])).hexdigest()
