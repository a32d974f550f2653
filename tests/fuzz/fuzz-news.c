/* SPDX-License-Identifier: MIT */

/*
 * What the pop-up helper says to the daemon, should it be in somebody else's hands: frames, each ended by a NUL. The list of pop-ups stays whole, a
 * button counts once a showing, and nothing is forgotten but what is said to be closed.
 */

#include "tests/fuzz/fuzz.h"

#include <string.h>

#include "common/cleanup.h"
#include "common/text.h"
#include "daemon/popups-parts.h"

struct desk {
	struct popups popups;
	struct shelf shelf;
	unsigned pressed;
};

static const char *zone(void *user)
{
	(void)user;
	return "Europe/Berlin";
}

static void nothing(void *user)
{
	(void)user;
}

static int press(void *user, const struct popup *p, const struct popup_button *b, const char *token)
{
	struct desk *d = user;

	assert_true(b >= p->buttons && b < p->buttons + p->n_buttons && token);
	d->pressed++;
	return 1;
}

/* One pop-up in each state that it can be in. */
static void add_popup(struct desk *d, const char *tag, enum popup_state state)
{
	struct popup_words words = { text_copy("summary"), text_copy("body"),
				     text_copy("command") };
	struct milestone m = { .key = (char *)tag, .tag = (char *)tag };
	struct popup *p;

	assert_int_equal(popups_add(&d->popups, tag, &p), 0);
	assert_int_equal(popup_add_milestone(p, &m, true), 0);
	assert_int_equal(popup_add_button(p, BUTTON_SENT, NULL, "Sent"), 0);
	assert_int_equal(popup_add_button(p, BUTTON_LATER, tag, "Later"), 0);
	popup_say(p, &words, false);
	p->state = state;
	p->asked = state == POPUP_IS_CLOSING;
}

/* The helper cannot be started: it is in its back-off, for ever. */
static void desk_init(struct desk *d, sd_event *event)
{
	d->shelf.memory_path = "/dev/null/popups.ini"; /* cannot be written */
	assert_return_code(popups_init(&d->popups, event, "/dev/null", &d->shelf), 0);
	sd_event_source_set_time(d->popups.helper.retry, UINT64_MAX / 2);
	sd_event_source_set_enabled(d->popups.helper.retry, SD_EVENT_ONESHOT);
	d->popups.zone = zone;
	d->popups.changed = d->popups.server_changed = nothing;
	d->popups.pressed = press;
	d->popups.user = d;
	add_popup(d, "told", POPUP_IS_TOLD);
	add_popup(d, "shown", POPUP_IS_SHOWN);
	add_popup(d, "closing", POPUP_IS_CLOSING);
	add_popup(d, "waiting", POPUP_IS_WAITING);
}

static void assert_sane(const struct popups *p)
{
	size_t n = 0;

	for (const struct popup *u = p->first; u; u = u->next, n++) {
		assert_non_null(u->tag);
		assert_true(u->n_milestones == 1);
		for (const struct popup *other = u->next; other; other = other->next)
			assert_string_not_equal(u->tag, other->tag);
	}
	assert_true(n <= 4);
}

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size)
{
	cleanup_free char *text = input_rest(&(struct input){ data, size });
	struct desk d = { 0 };
	sd_event *event = NULL;
	unsigned shown = 1;

	assert_return_code(sd_event_default(&event), 0);
	desk_init(&d, event);
	for (size_t at = 0, n; at < size; at += n + 1) {
		cleanup_call struct call call = { 0 };

		n = strlen(text + at);
		if (call_parse(text + at, n, &call) < 0)
			continue;
		popups_helper_said(&d.popups, &call);
		shown += text_equal(call.method, "io.followupd.Popup.Shown");
		assert_sane(&d.popups);
		assert_true(d.pressed <= shown);
	}
	popups_helper_ended(&d.popups, true);
	assert_sane(&d.popups);
	popups_done(&d.popups);
	memory_done(&d.shelf.memory);
	sd_event_unref(event);
	return 0;
}
