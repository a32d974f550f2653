"""What was typed just now need not be said within the hour, also when several have typed something at the same time."""

import signal

from acme import evening  # noqa: F401 (a fixture)
from harness.varlink import Varlink

PROMISES = ["the work sample", "two references", "the work sample"]
AN_HOUR_LATER = "2026-11-25T13:00:00+00:00"


def test_all_that_was_typed_at_once(evening, home, new_daemon, ctl):
    """The daemon stands still while all of it is said, so that it hears all of it in one turn."""
    evening.set("2026-11-25 12:00")
    daemon = new_daemon(clock=evening).start()
    clients = [Varlink(home.socket) for _ in range(len(PROMISES) + 1)]
    daemon.signal(signal.SIGSTOP)
    for client, text in zip(clients, PROMISES):
        client.send("Promise", {"id": "acme-onsite", "text": text, "by": "2026-11-26"})
    clients[-1].send("Add", {"company": "Initech", "at": "2026-11-25 08:00", "for": "30min", "interviewer": ["Tom Ray"]})
    daemon.signal(signal.SIGCONT)
    answers = [client.answer() for client in clients]
    for client in clients:
        client.close()

    assert len({m["key"] for m in answers[0]["milestones"] if m["milestone"] == "promise"}) == len(PROMISES)
    for milestones in [answer["milestones"] for answer in answers] + [ctl.json("plan")["milestones"]]:
        new = [m for m in milestones if m["milestone"] == "promise" or m["key"] == "initech/thank-you"]
        assert new and {m["next_popup"] for m in new} == {AN_HOUR_LATER}, new
