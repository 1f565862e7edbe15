"""Home and the lists around it: public timelines, catching up, the keys."""

from arengo.web.pages.home import catchup, home, keyboard, public

__all__ = ["catchup", "home", "keyboard", "public"]
