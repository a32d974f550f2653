/* SPDX-License-Identifier: MIT */
#include "daemon/tester.h"

#include <errno.h>

#include "common/cleanup.h"
#include "common/log.h"
#include "common/voice.h"
#include "daemon/answers.h"
#include "daemon/daemon.h"

#define TAG_TEST "test"
/* A server that has just come may not have been noticed yet. */
#define SETTLE_USEC ((uint64_t)1000 * 1000)
/* In all less than callers wait. A server that hangs is known to hang by then. */
#define LIMIT_USEC ((uint64_t)7 * 1000 * 1000)

/* What is taken off at once is so by then. */
#define STAYS_USEC ((uint64_t)300 * 1000)

/* Answers who waits, and lets a pop-up that was not shown go. */
static void end(struct daemon *d, bool shown, const char *text, const char *remedy)
{
	struct asker asker = d->tester.asker;
	cleanup_voice const struct tongue *before = voice_speak(asker.tongue);
	struct question q = question_now(d);
	struct popup *u = popups_find(&d->popups, TAG_TEST);

	d->tester.asker = (struct asker){ 0 };
	sd_event_source_set_enabled(d->tester.limit, SD_EVENT_OFF);
	if (u && !shown)
		u->notice = false;
	control_reply(&asker,
		      question_fields(&q, json_pack("{s:b, s:s, s:s?, s:s?}", "shown", shown,
						    "text", _(text), "remedy", _(remedy), "server",
						    d->popups.server.name)));
	if (u && !shown)
		daemon_road(d);
}

/* Why nothing comes, by the state of the notification server. */
static const struct {
	const char *state, *text, *remedy;
} reasons[] = {
	{ "absent", N_("No notification server runs, and the bus knows none to start."),
	  N_("Start one, such as dunst or mako; desktops bring their own") },
	{ "failed", N_("The notification server could not be started."),
	  N_("Start it by hand; see: journalctl --user") },
	{ "hung", N_("The notification server does not answer."), N_("Restart it") },
	{ "quiet", N_("The desktop is set to do not disturb, so pop-ups wait."),
	  N_("Switch that off, and they come") },
	{ "no-bus", N_("There is no session bus."),
	  N_("Log in to the desktop, or install dbus-user-session") },
	{ "helper-ended", N_("The pop-up helper ended."),
	  N_("See: journalctl --user -u followupd.service") },
};

static void arm(struct tester *t, uint64_t usec)
{
	sd_event_source_set_time_relative(t->limit, usec);
	sd_event_source_set_enabled(t->limit, SD_EVENT_ONESHOT);
}

void tester_look(struct daemon *d, bool news)
{
	const struct popup *u = popups_find(&d->popups, TAG_TEST);
	const struct server_state *s = &d->popups.server;

	if (d->tester.asker.client == 0)
		return;
	if (!u && s->closes_at_once) {
		end(d, false, N_("The notification server took it off the screen at once."),
		    N_("See whether the desktop is set to show nothing of followupd"));
		return;
	}
	if (u && u->state == POPUP_IS_SHOWN && !d->tester.there) {
		d->tester.there = true;
		arm(&d->tester, STAYS_USEC);
	}
	if (!u)
		end(d, true, N_("The pop-up is on the screen."), NULL);
	if (!u || d->tester.there)
		return;
	if (u->failures > 0) {
		cleanup_voice const struct tongue *before = voice_speak(d->tester.asker.tongue);
		cleanup_free char *text = text_format(
			_("The notification server refused it: %s"),
			s->refusal && *s->refusal ? s->refusal : _("it does not say why"));
		end(d, false, text ? text : "", N_("Restart the notification server"));
		return;
	}
	for (size_t i = 0; i < ELEMENTS(reasons) && (news || d->tester.settled); i++)
		if (text_equal(s->state, reasons[i].state)) {
			end(d, false, reasons[i].text, reasons[i].remedy);
			return;
		}
}

static int on_limit(sd_event_source *s, uint64_t usec, void *user)
{
	struct daemon *d = user;

	(void)s, (void)usec;
	if (d->tester.there) {
		end(d, true, N_("The pop-up is on the screen."), NULL);
		return 0;
	}
	if (d->tester.settled) {
		end(d, false, N_("The pop-up did not come up in time."),
		    N_("See: followupctl doctor"));
		return 0;
	}
	d->tester.settled = true;
	arm(&d->tester, LIMIT_USEC);
	tester_look(d, false);
	return 0;
}

static int show(struct daemon *d)
{
	struct popup_words words = {
		.summary = text_copy(_("followupd works")),
		.body = text_copy(_("This pop-up is a test. Nothing is due because of it.")),
		.command = text_copy(""),
	};
	int r = words.summary && words.body && words.command
			? popups_notice(&d->popups, TAG_TEST, &words)
			: -ENOMEM;

	popup_words_done(&words);
	return r;
}

void answer_test_popup(struct question *q)
{
	struct daemon *d = q->daemon;
	struct tester *t = &d->tester;

	if (t->asker.client)
		end(d, false, N_("Another test has begun."), NULL);
	popups_hurry(&d->popups);
	t->asker = *q->asker;
	t->settled = t->there = false;
	arm(t, SETTLE_USEC);
	if (show(d) < 0) {
		log_oom();
		end(d, false, N_("There is not enough memory."), NULL);
		return;
	}
	daemon_road(d);
}

int tester_init(struct tester *t, struct daemon *d)
{
	int r = sd_event_add_time(d->event, &t->limit, CLOCK_MONOTONIC, 0, 0, on_limit, d);

	return r < 0 ? r : sd_event_source_set_enabled(t->limit, SD_EVENT_OFF);
}

void tester_done(struct tester *t)
{
	sd_event_source_disable_unref(t->limit);
	*t = (struct tester){ 0 };
}
