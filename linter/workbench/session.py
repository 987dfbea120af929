"""The page's side of the desk: keeps the papers, has a clerk judge and show them, and another where one was lost."""

import secrets
from collections.abc import Callable
from typing import Any

import anyio
import anyio.to_thread

from linter.output.catalogue import Catalogue, catalogue
from linter.workbench.clerk import Brief, Clerk, Fault, Gone
from linter.workbench.papers import Papers


class Refusal(Exception):
    """A request that is not met: status and sentence."""

    def __init__(self, status: int, sentence: str) -> None:
        super().__init__(sentence)
        self.status = status
        self.sentence = sentence


class Session:
    """One user, one desk. Requests are met one after the other; `clear` waits for none of them."""

    def __init__(self, brief: Brief, papers: Papers | None = None) -> None:
        self.token = secrets.token_urlsafe(24)  # the page sends it with everything that changes something
        self.papers = papers or Papers()
        self._brief = brief
        self._clerk = Clerk(brief)
        self._lock = anyio.Lock()
        self._ended = False

    @property
    def words(self) -> Catalogue:
        """The sentences of the server in the user's language."""
        return catalogue(self.papers.lang, "serve")

    async def change(self, papers: Papers) -> str:
        """Lays other papers and gives the board with what was found in them."""
        # at once, before anybody else can: what is laid last is what counts
        self._set(papers._replace(trouble="", advice=""))
        return str(await self._asked("board"))

    async def board(self) -> str:
        """The board as it is."""
        return str(await self._asked("board"))

    async def page(self) -> str:
        """The whole page."""
        return str(await self._asked("page", self.token))

    async def look(self, papers: Papers) -> str:
        """The page of other papers, once; what lies on the desk stays as it is, and is laid again when it is next asked for."""

        def page(clerk: Clerk) -> str:
            clerk.lay(papers)
            return str(clerk.ask("page", self.token))

        return await self._once(page)

    async def copied(self, *said: str) -> str:
        """The page of copied text (linter.workbench.stacks.copied): reading files is the clerk's."""
        return await self._once(lambda clerk: str(clerk.ask("copied", *said)))

    async def _once(self, work: Callable[[Clerk], str]) -> str:
        async with self._lock:
            clerk = self._clerk
            try:
                return await anyio.to_thread.run_sync(work, clerk)
            except Gone as gone:
                if clerk is self._clerk and not self._ended:
                    self._clerk = Clerk(self._brief)
                raise Refusal(503, self._sentence(gone)) from None
            except Fault as fault:
                raise Refusal(500, self.words("refused.fault", name=str(fault))) from None

    async def export(self, kind: str) -> tuple[str, str, bytes] | None:
        """(name, media type, bytes) of a file made of the report; None where there is none of this kind."""
        made: tuple[str, str, bytes] | None = await self._asked("export", kind)
        return made

    async def waive(self, fingerprint: str, reason: str) -> str:
        """Waives a finding. Refusal where the reason will not do."""
        fault = str(await self._asked("fault", fingerprint, reason))
        if fault:
            raise Refusal(422, fault)
        return await self.change(self.papers._replace(waivers={**self.papers.waivers, fingerprint: reason}))

    async def clear(self) -> str:
        """Forgets everything, whatever is being done: the process that knew it is ended, a new one knows nothing."""
        self._set(Papers(lang=self.papers.lang, home=self.papers.home, revision=self.papers.revision))
        former, self._clerk = self._clerk, Clerk(self._brief)
        former.end()
        return await self.board()

    def end(self) -> None:
        """Forgets everything, for good."""
        self._ended = True
        self.papers = Papers()
        self._clerk.end()

    def _set(self, papers: Papers) -> None:
        self.papers = papers._replace(revision=self.papers.revision + 1)

    async def _asked(self, verb: str, *words: str) -> Any:
        async with self._lock:
            for _ in range(3):
                laying, papers, clerk = True, self.papers, self._clerk
                try:
                    await anyio.to_thread.run_sync(clerk.lay, papers)
                    laying = False
                    return await anyio.to_thread.run_sync(clerk.ask, verb, *words)
                except Gone as gone:
                    if self._ended:
                        break
                    if clerk is not self._clerk:  # cleared meanwhile: the empty desk is to be shown
                        continue
                    self._clerk = Clerk(self._brief)
                    if papers is not self.papers:  # something else was laid: that is to be shown
                        continue
                    sentence = self._sentence(gone)
                    if not laying or not papers.report:
                        raise Refusal(503, sentence) from None
                    self._set(papers._replace(trouble=sentence, advice=self.words("advice.lost")))
                except Fault as fault:
                    raise Refusal(500, self.words("refused.fault", name=str(fault))) from None
            raise Refusal(503, self.words("refused.lost"))

    def _sentence(self, gone: Gone) -> str:
        if gone.overdue:
            return self.words("trouble.overdue", seconds=f"{self._brief.seconds:g}")
        return self.words("trouble.killed")
