"""What we say to people, in each of our languages: catalogues, plurals, numbers and dates.

English stands where it is said: in templates `_("…")`, in Python `say(language, "…")`, or `N_("…")`
for what is said later. The other languages are `locale/<language>.po`; `scripts/translate` keeps
them level with the source.
"""

from arengo.base.phrases.catalogues import LANGUAGES, N_, SOURCE, catalogue, known, say
from arengo.base.phrases.figures import date, figures

__all__ = ["LANGUAGES", "N_", "SOURCE", "catalogue", "date", "figures", "known", "say"]
