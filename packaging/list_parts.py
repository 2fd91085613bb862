"""Writes the list of parts into resources/LICENSES.md: every locked package and what is bundled in each.

python packaging/list_parts.py        run where packaging/requirements.txt is installed
"""

import re
from importlib.metadata import PackageNotFoundError, distribution
from pathlib import Path

ROOT = Path(__file__).resolve().parents[1]
LOCK = ROOT / "packaging" / "requirements.txt"
LICENSES = ROOT / "resources" / "LICENSES.md"
HEADING = "## 程序用到的部件"

# Libraries in other forms than Python that come inside of a package: by the stem of the file, their name,
# licence and the package. What one file is built of statically is named with it.
BUNDLED = {
    r"libQt6|Qt[A-Z]|libpyside|libPySide|libshiboken|Shiboken": (
        "Qt 6（含 HarfBuzz、FreeType、PCRE2、zlib、libpng、libjpeg）",
        "LGPL-3.0；其中各库为 MIT、FTL、BSD、Zlib 等",
        "pyside6-essentials",
    ),
    r"libicu": ("ICU", "Unicode-3.0", "pyside6-essentials"),
    r"libpdfium": ("PDFium（含 FreeType、AGG、lcms2、OpenJPEG）", "BSD-3-Clause、Apache-2.0", "pypdfium2"),
    r"_sqlite3": (
        "SQLCipher 4、SQLite 3、OpenSSL 3（静态编入）",
        "BSD-3-Clause、公有领域、Apache-2.0",
        "sqlcipher3",
    ),
    r"_sodium": ("libsodium（静态编入）", "ISC", "pynacl"),
    r"_rust": ("OpenSSL 4.0（静态编入）", "Apache-2.0", "cryptography"),
    r"pyrage": ("age（rage，Rust，静态编入）", "MIT OR Apache-2.0", "pyrage"),
    r"backend_c|_cffi": ("zstd、libffi（静态编入）", "BSD-3-Clause、MIT", "zstandard、cffi"),
    r"_rl_accel": ("ReportLab 的加速部分（C，静态编入）", "BSD-3-Clause", "rl-accel"),
    r"zxingcpp": ("zxing-cpp（C++，静态编入）", "Apache-2.0", "zxing-cpp"),
    r"_python_calamine": ("calamine（Rust，静态编入）", "MIT", "python-calamine"),
    r"_imaging|_webp|_avif|libXau|libavif|libbrotli|libfreetype|libharfbuzz|libjpeg|liblcms2|liblzma"
    r"|libopenjp2|libpng|libsharpyuv|libtiff|libwebp|libxcb|libz|libzstd|libimagequant|libraqm": (
        "libjpeg-turbo、libpng、libtiff、libwebp、OpenJPEG、lcms2、FreeType、HarfBuzz、Brotli、xz、zlib、libavif、XCB",
        "BSD、IJG、libpng、MIT、FTL、0BSD、Zlib",
        "pillow",
    ),
}
# What some packages do not say in their metadata in a word.
_SAID = {
    "peewee": "MIT",
    "sqlcipher3": "Zlib",
    "pyrage": "MIT",
    "reportlab": "BSD-3-Clause",
    "rl-accel": "BSD-3-Clause",
    "xlrd": "BSD-3-Clause",
    "pypdfium2": "BSD-3-Clause OR Apache-2.0",
}
_LGPL = """Qt 和 PySide6 按 LGPL 第 3 版使用，没有改动；全文在
`licences/LGPL-3.0.txt` 和 `licences/GPL-3.0.txt`。
它们是单独的动态库，放在程序文件夹的 PySide6 里：换上接口相同的另一版 Qt 或 PySide6，程序照样运行；
为调试这种替换而对本程序做反向工程是允许的。源代码在 https://download.qt.io/official_releases/ 和
https://code.qt.io/pyside/ 。
"""


def locked() -> dict[str, str]:
    """Every package of the lock with its version, as installed here where the lock has several."""
    found: dict[str, str] = {}
    for line in LOCK.read_text("utf8").splitlines():
        named = re.match(r"([A-Za-z0-9_.-]+)==([^\s;\\]+)", line)
        if named is not None:
            found[named[1]] = named[2]
    return found


def licence(name: str) -> str:
    """What the package says of its licence."""
    if name in _SAID:
        return _SAID[name]
    told = distribution(name).metadata
    return str(told.get("License-Expression") or told.get("License") or "见它自带的文件").split("\n")[0]


def native(name: str) -> list[str]:
    """The stems of the shared libraries in a package; none where it is not installed on this system."""
    try:
        files = distribution(name).files or []
    except PackageNotFoundError:
        return []
    # What Qt loads as it needs it is its own, whatever it is called.
    its_own = re.compile(r"PySide6/(Qt/)?(plugins|qml)/")
    ours = [file for file in files if re.search(r"\.(so|dll|pyd)", file.name)]
    return sorted({f.name.split(".")[0].split("-")[0] for f in ours if not its_own.match(str(f))})


def bundled(stem: str) -> tuple[str, str, str] | None:
    """Name, licence and package of the library a file holds; None for one nobody entered."""
    return next((told for pattern, told in BUNDLED.items() if re.match(pattern, stem)), None)


def parts() -> str:
    """The section: packages, what is inside of them, and what Qt's licence asks."""
    lines = [
        HEADING,
        "",
        "由 `packaging/list_parts.py` 从锁定的版本写出。",
        "",
        "| 部件 | 版本 | 许可 |",
        "|---|---|---|",
    ]
    lines += ["| Python | 3.11 以上 | PSF-2.0 |"]
    lines += [f"| {name} | {version} | {licence(name)} |" for name, version in sorted(locked().items())]
    lines += ["", "| 部件里带的库 | 许可 | 在哪个部件里 |", "|---|---|---|"]
    lines += [f"| {' | '.join(told)} |" for told in BUNDLED.values()]
    return "\n".join([*lines, "", _LGPL])


def main() -> None:
    """Write the section at the end of the file."""
    before = LICENSES.read_text("utf8").partition(HEADING)[0].rstrip()
    LICENSES.write_text(f"{before}\n\n{parts()}", "utf8")


if __name__ == "__main__":
    main()
