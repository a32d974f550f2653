/* SPDX-License-Identifier: MIT */
#include "daemon/hold.h"

#include "common/text.h"
#include "common/zone.h"
#include "etiquette/moment.h"

static unsigned shown_today(const struct turn *t)
{
	const struct memory *m = &t->shelf->memory;

	return date_compare(m->day, zone_date(t->zone, t->now)) == 0 ? m->shown_today : 0;
}

/* The first good moment of the next day. */
static usec_t next_day(const struct turn *t)
{
	struct date tomorrow = date_add_days(zone_date(t->zone, t->now), 1);
	usec_t from = zone_instant_at(t->zone, tomorrow, 0, 0), good;
	struct moment_input in = { .settings = &t->shelf->settings,
				   .zone = t->zone,
				   .recipient_zone = t->zone };

	good = moment_first_good(&in, from, from + USEC_PER_DAY);
	return good == USEC_NEVER ? from : good;
}

struct hold hold_find(const struct turn *t)
{
	usec_t paused = t->shelf->memory.paused_until;
	struct hold h = {
		.until = USEC_NEVER,
		.room = (int)t->shelf->settings.popup.per_day - (int)shown_today(t),
	};

	if (paused > t->now) {
		h.why = "paused";
		h.until = paused;
	} else if (!t->shelf->settings.popup.show_while_locked && !presence_is_here(t->presence)) {
		h.why = "away";
	} else if (popups_are_hushed(t->popups)) {
		h.why = "quiet";
	}
	return h;
}

bool hold_lets_pass(const struct hold *h, const struct turn *t, const struct group *g)
{
	if (!h->why)
		return true;
	return text_equal(h->why, "quiet") && t->shelf->settings.popup.critical &&
	       group_is_pressing(g, t->now);
}

bool hold_take_room(struct hold *h, const struct turn *t)
{
	if (h->room <= 0 && !h->why) {
		h->why = "enough";
		h->until = next_day(t);
	}
	return h->room-- > 0;
}
