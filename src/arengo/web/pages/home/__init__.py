"""Home and the lists around it: public timelines, catching up, the keys."""

from arengo.web.pages.home import home, keyboard, public

__all__ = ["home", "keyboard", "public"]
