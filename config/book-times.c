/* SPDX-License-Identifier: MIT */
#include "config/book-parse.h"

#include <errno.h>
#include <stdlib.h>
#include <string.h>

#include "common/cleanup.h"
#include "common/zone.h"

/* Clock readings to instants. libc reads a zone's file each time the zone is another one, so the interviews are taken zone by zone. */

#define CHANGE_MAX (3 * USEC_PER_HOUR) /* clocks are set back by an hour mostly, at Troll by two */

struct clock {
	const char *zone;
	size_t interview;
};

static int compare_zones(const void *a, const void *b)
{
	const struct clock *left = a, *right = b;

	return left->zone == right->zone ? 0 : strcmp(left->zone, right->zone);
}

static bool shows_the_same(const struct reading *a, const struct reading *b)
{
	return a->hour == b->hour && a->minute == b->minute;
}

/* Apia had no 30 December 2011; a gap over midnight is one of minutes. */
static void hint_at_day(const struct fact_reader *f, const struct interview *i,
			const struct reading *shown, unsigned line)
{
	char there[DATE_TEXT_SIZE], taken[DATE_TEXT_SIZE];

	complain_hint(f->complaints, f->file, line,
		      "when: there is no %s %02d:%02d there; it is taken as %s %02d:%02d",
		      date_to_text(i->when.date, there), i->when.hour, i->when.minute,
		      date_to_text(shown->date, taken), shown->hour, shown->minute);
}

/* A clock that is set forward never shows some readings, one that is set back shows some twice. */
static void hint_at_change(const struct fact_reader *f, const struct interview *i, unsigned line)
{
	int before, after;
	struct reading shown = zone_reading(i->zone, i->start, &before), again;

	if (date_compare(shown.date, i->when.date) != 0) {
		hint_at_day(f, i, &shown, line);
		return;
	}
	if (!shows_the_same(&shown, &i->when)) {
		complain_hint(f->complaints, f->file, line,
			      "when: clocks are set forward then, so there is no %02d:%02d; "
			      "it is taken as %02d:%02d",
			      i->when.hour, i->when.minute, shown.hour, shown.minute);
		return;
	}
	zone_reading(i->zone, i->start + CHANGE_MAX, &after);
	if (after >= before)
		return;
	again = zone_reading(i->zone, i->start + (before - after) * USEC_PER_SEC, NULL);
	if (shows_the_same(&again, &i->when))
		complain_hint(f->complaints, f->file, line,
			      "when: clocks are set back then, so %02d:%02d comes twice; "
			      "the first is taken",
			      i->when.hour, i->when.minute);
}

int book_make_times(const struct fact_reader *f, struct book *b, const unsigned when_lines[])
{
	cleanup_free struct clock *clocks = calloc(b->n_interviews + 1, sizeof(clocks[0]));

	if (!clocks)
		return -ENOMEM;
	for (size_t k = 0; k < b->n_interviews; k++)
		clocks[k] = (struct clock){ b->interviews[k].zone, k };
	qsort(clocks, b->n_interviews, sizeof(clocks[0]), compare_zones);
	for (size_t k = 0; k < b->n_interviews; k++) {
		struct interview *i = &b->interviews[clocks[k].interview];

		i->start = zone_instant(i->zone, &i->when);
		i->end = i->start + i->duration.amount;
		hint_at_change(f, i, when_lines[clocks[k].interview]);
	}
	return 0;
}
