/* SPDX-License-Identifier: MIT */
#include "daemon/wording.h"

#include <errno.h>
#include <string.h>

#include "common/cleanup.h"
#include "common/text.h"
#include "common/voice.h"
#include "common/zone.h"
#include "daemon/buttons.h"
#include "etiquette/moment.h"

struct words_input wording_input(const struct turn *t)
{
	return (struct words_input){
		.now = t->now,
		.zone = t->zone,
		.privacy = t->shelf->settings.popup.privacy,
		.tongue = voice(),
		.settings = &t->shelf->settings,
	};
}

static usec_t next_midnight(const struct turn *t)
{
	return zone_instant_at(t->zone, date_add_days(zone_date(t->zone, t->now), 1), 0, 0);
}

usec_t wording_next(const struct turn *t, const struct popup *u)
{
	struct moment_input in = { .settings = &t->shelf->settings,
				   .zone = t->zone,
				   .recipient_zone = t->zone };
	usec_t midnight = next_midnight(t);

	if (u->words_until == USEC_NEVER || u->acted || !u->kept)
		return USEC_NEVER;
	return moment_quiet_end(&in, u->words_until == midnight ? midnight : t->now);
}

/* The same facts, on another day or in another zone. */
static bool facts_are_the_same(const char *old, const char *new)
{
	return old && text_equal(strchr(old, ';'), strchr(new, ';'));
}

static bool says_the_same(const struct popup *u, const struct popup_words *words)
{
	return text_equal(u->summary, words->summary) && text_equal(u->body, words->body) &&
	       text_equal(u->command, words->command);
}

static int give(const struct turn *t, struct popup *u, const struct group *g,
		struct popup_words *words)
{
	bool for_each = !t->shelf->settings.popup.privacy &&
			group_n_tags(g) <= (size_t)t->shelf->settings.popup.digest_above;
	int r = buttons_put(u, g, for_each);

	if (r >= 0)
		popup_say(u, words,
			  group_is_pressing(g, t->now) && t->shelf->settings.popup.critical);
	return r;
}

int wording_put(const struct turn *t, struct popup *u, const struct group *g, bool again)
{
	struct words_input in = wording_input(t);
	struct popup_words words = { 0 };
	cleanup_free char *facts = group_facts(g, u, t->now, t->zone);
	bool same, one_tag = group_n_tags(g) == 1;
	int r;

	if (!facts)
		return -ENOMEM;
	if (!again && text_equal(u->facts, facts)) {
		if (wording_next(t, u) > t->now)
			return 0;
		if (group_is_to_be_late(g, u, t->now)) {
			u->words_until = next_midnight(t); /* what comes soon says it */
			return 0;
		}
	}
	same = facts_are_the_same(u->facts, facts);
	if (!same)
		u->acted = false; /* its button did what it says; what is left has its own */
	r = one_tag ? words_popup(&in, g->items, g->n, &words)
		    : words_digest(&in, g->items, g->n, &words);
	/* The buttons are others only where of several tags some have gone. */
	if (r >= 0 && (again || !(same || one_tag) || !says_the_same(u, &words)))
		r = give(t, u, g, &words);
	popup_words_done(&words);
	if (r < 0)
		return r;
	free(u->facts);
	u->facts = TAKE_PTR(facts);
	u->words_until = group_names_a_day(g, t->now, t->zone) ? next_midnight(t) : USEC_NEVER;
	return 0;
}
