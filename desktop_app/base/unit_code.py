"""统一社会信用代码 (GB 32100—2015): eighteen signs, the last of which checks the others."""

from desktop_app.base.errors import UserError
from desktop_app.base.typed_text import tidy

# No I, O, S, V, Z: they would be taken for digits.
_SIGNS = "0123456789ABCDEFGHJKLMNPQRTUWXY"
_LENGTH = 18


def check_sign(first: str) -> str:
    """The eighteenth sign for the ``first`` seventeen: weights are powers of 3 modulo 31."""
    total = sum(_SIGNS.index(sign) * pow(3, place, 31) for place, sign in enumerate(first))
    return _SIGNS[-total % 31]


def read_unit_code(text: str) -> str:
    """The code meant by ``text``, in capitals. UserError where it cannot be one."""
    code = tidy(text).replace(" ", "").replace("-", "").upper()
    strange = sorted(set(code) - set(_SIGNS))
    if strange:
        raise UserError(
            f"统一社会信用代码里不会有“{'”“'.join(strange)}”",
            todo="请对照登记证书，字母 I、O、S、V、Z 都不用",
        )
    if len(code) != _LENGTH:
        raise UserError(f"统一社会信用代码是 {_LENGTH} 位，现在是 {len(code)} 位", todo="请对照登记证书改正")
    if code[-1] != check_sign(code[:-1]):
        raise UserError("统一社会信用代码的最后一位（校验码）对不上", todo="请对照登记证书改正")
    return code
