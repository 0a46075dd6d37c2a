"""A counter officer who speaks plain HTTP: signs in, files dossiers, presses the button again when no answer came."""

from __future__ import annotations

import http.client
import threading
import time
import urllib.error
import urllib.request
from collections.abc import Mapping
from dataclasses import dataclass, field
from http.cookiejar import CookieJar
from typing import Any
from urllib.parse import urlencode
from uuid import UUID, uuid4

from tests.worlds.small import SEVEN_DAYS

NO_ANSWER = (OSError, http.client.HTTPException)  # refused, reset, cut off in the middle, or 5xx
WAIT = 10


class StaysHere(urllib.request.HTTPRedirectHandler):
    """Redirects are answers here: they carry the number."""

    def redirect_request(self, *_args: Any, **_more: Any) -> None:
        """Follow nothing."""


@dataclass
class Desk:
    """One signed-in browser at the counter of the small office."""

    where: str
    agency_id: int
    cookies: CookieJar = field(default_factory=CookieJar)

    def sign_in(self, password: str) -> None:
        """Through the sign-in page."""
        self.get("/dang-nhap")
        status, place, page = self.post("/dang-nhap", {"username": "quay", "password": password})
        assert (status, place) == (302, "/desk/"), page[:3000]

    def get(self, path: str) -> tuple[int, str, str]:
        """Status, address it points to, page."""
        return self._send(urllib.request.Request(self.where + path))

    def post(self, path: str, data: Mapping[str, str]) -> tuple[int, str, str]:
        """The same, sending a form with its token."""
        token = next((cookie.value for cookie in self.cookies if cookie.name == "csrftoken"), "") or ""
        sent = urlencode({**data, "csrfmiddlewaretoken": token}).encode()
        return self._send(urllib.request.Request(self.where + path, data=sent))

    def sheet(self, **more: str) -> dict[str, str]:
        """A complete intake as the page posts it."""
        return {
            "procedure": SEVEN_DAYS,
            "agency": str(self.agency_id),
            "channel": "COUNTER",
            "sets": "1",
            "result_way": "COUNTER",
            "applicant_kind": "CITIZEN",
            "applicant_name": "Nguyễn Văn Dân",
            "applicant_personal_id": "038099012345",
            "applicant_phone": "0912345678",
            "p1_originals": "1",
            "p2_copies": "1",
            "fee_how": "NONE",
            "do": "accept",
        } | more

    def file(self, token: UUID) -> str:
        """File one dossier; the number the page acknowledged. Raises one of NO_ANSWER without an acknowledgement."""
        status, place, page = self.post(f"/desk/tiep-nhan/{token}", self.sheet())
        if status >= 500:
            raise OSError(status)
        assert status == 302, page[:3000]
        return place.rsplit("/", 1)[1]

    def _send(self, request: urllib.request.Request) -> tuple[int, str, str]:
        opener = urllib.request.build_opener(urllib.request.HTTPCookieProcessor(self.cookies), StaysHere)
        try:
            with opener.open(request, timeout=WAIT) as answer:
                return answer.status, "", answer.read().decode()
        except urllib.error.HTTPError as answer:
            return answer.code, answer.headers.get("Location", ""), answer.read().decode()


@dataclass
class Morning:
    """Several officers filing at once. `acknowledged` is what the citizens took home."""

    desk: Desk
    patient: bool = False
    acknowledged: dict[UUID, str] = field(default_factory=dict)
    tried: list[UUID] = field(default_factory=list)
    over: threading.Event = field(default_factory=threading.Event)
    faults: list[BaseException] = field(default_factory=list)
    officers: list[threading.Thread] = field(default_factory=list)

    def begin(self, officers: int) -> None:
        """Open the counters."""
        self.officers = [threading.Thread(target=self._work, daemon=True) for _ in range(officers)]
        for officer in self.officers:
            officer.start()

    def wait_for(self, acknowledged: int, seconds: float) -> None:
        """Until so many were acknowledged."""
        deadline = time.monotonic() + seconds
        while len(self.acknowledged) < acknowledged:
            assert not self.faults, self.faults
            assert time.monotonic() < deadline, f"{len(self.acknowledged)} of {acknowledged} in {seconds} s"
            time.sleep(0.02)

    def end(self) -> None:
        """Close the counters."""
        self.over.set()
        for officer in self.officers:
            officer.join(2 * WAIT)
            assert not officer.is_alive()
        assert not self.faults, self.faults

    def _work(self) -> None:
        while not self.over.is_set():
            token = uuid4()
            self.tried.append(token)
            try:
                if not self._file(token):
                    return
            except AssertionError as fault:
                self.faults.append(fault)
                return

    def _file(self, token: UUID) -> bool:
        """File one; False when the counter closed first. A patient officer presses the button again and again."""
        while True:
            try:
                self.acknowledged[token] = self.desk.file(token)
            except NO_ANSWER:
                if not self.patient or self.over.is_set():
                    return False
                time.sleep(0.1)
            else:
                return True
