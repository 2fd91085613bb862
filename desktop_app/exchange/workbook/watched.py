"""A dict that tells whether it was looked into."""

from typing import Any


class Watched(dict[Any, Any]):
    """A dict that counts how often it was looked into or changed: what a row asks for, it depends on."""

    looks = 0

    def __getitem__(self, key: Any) -> Any:
        self.looks += 1
        return super().__getitem__(key)

    def __setitem__(self, key: Any, value: Any) -> None:
        self.looks += 1
        super().__setitem__(key, value)

    def __contains__(self, key: object) -> bool:
        self.looks += 1
        return super().__contains__(key)

    def get(self, key: Any, default: Any = None) -> Any:
        """As of any dict."""
        self.looks += 1
        return super().get(key, default)
