"""A page as tests read it: the tree that a browser would make of it, and few words for it.

The parser is Lexbor: it follows the HTML standard and takes a twentieth of what others take.
"""

from typing import overload

from selectolax.lexbor import LexborHTMLParser, LexborNode
from typing_extensions import override


class Tag:
    """An element and what is in it."""

    def __init__(self, node: LexborNode) -> None:
        """Read this node."""
        self._node = node

    @property
    def name(self) -> str:
        """Return the name of its kind, in small letters."""
        return self._node.tag or ""

    @property
    def attrs(self) -> dict[str, str]:
        """Return its attributes; one without a value has an empty one."""
        return {name: value or "" for name, value in self._node.attributes.items()}

    def __getitem__(self, name: str) -> str:
        """Return the value of an attribute; raises KeyError."""
        return self.attrs[name]

    @overload
    def get(self, name: str) -> str | None: ...
    @overload
    def get(self, name: str, default: str) -> str: ...
    def get(self, name: str, default: str | None = None) -> str | None:
        """Return the value of an attribute, or what is to be said without it."""
        return self.attrs.get(name, default)

    def has_attr(self, name: str) -> bool:
        """Tell whether it has an attribute."""
        return name in self._node.attributes

    @property
    def classes(self) -> list[str]:
        """Return its classes in their order."""
        return self.get("class", "").split()

    def select(self, selector: str) -> list["Tag"]:
        """Return what in it matches a CSS selector, in the order of the page.

        The outermost element counts as in itself.
        """
        itself = None if self.name == "html" else self._node.mem_id
        return [Tag(node) for node in self._node.css(selector) if node.mem_id != itself]

    def select_one(self, selector: str) -> "Tag | None":
        """Return the first that matches."""
        found = self.select(selector)
        return found[0] if found else None

    def __getattr__(self, name: str) -> "Tag | None":
        """Return the first of a kind: `page.h1`."""
        return self.select_one(name)

    @property
    def parent(self) -> "Tag":
        """Return what it stands in."""
        assert self._node.parent is not None
        return Tag(self._node.parent)

    def within(self, name: str) -> "Tag | None":
        """Return the nearest of a kind that it stands in."""
        node = self._node.parent
        while node is not None and node.tag != name:
            node = node.parent
        return Tag(node) if node is not None else None

    def get_text(self, separator: str = "", *, strip: bool = False) -> str:
        """Return its words and those of all in it, as they are written or without space around."""
        return self._node.text(separator=separator, strip=strip)

    @override
    def __str__(self) -> str:
        """Return it as HTML."""
        return self._node.html or ""

    __repr__ = __str__


def tree(html: str) -> Tag:
    """Return the document."""
    root = LexborHTMLParser(html).root
    assert root is not None
    return Tag(root)
