/* SPDX-License-Identifier: MIT */
#include "config/book-parse.h"

#include <errno.h>
#include <stdlib.h>
#include <string.h>

#include "common/cleanup.h"
#include "common/zone.h"

/* Clock readings to instants. libc reads a zone's file each time the zone is another one, so the interviews are taken zone by zone. */

struct clock {
	const char *zone;
	size_t interview;
};

static int compare_zones(const void *a, const void *b)
{
	return strcmp(((const struct clock *)a)->zone, ((const struct clock *)b)->zone);
}

/* The clock that is set forward never shows some readings. */
static void hint_at_gap(const struct fact_reader *f, const struct interview *i, unsigned line)
{
	struct reading shown = zone_reading(i->zone, i->start, NULL);

	if (shown.hour != i->when.hour || shown.minute != i->when.minute)
		complain_hint(f->complaints, f->file, line,
			      "when: clocks are set forward then, so there is no %02d:%02d; "
			      "it is taken as %02d:%02d",
			      i->when.hour, i->when.minute, shown.hour, shown.minute);
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
		hint_at_gap(f, i, when_lines[clocks[k].interview]);
	}
	return 0;
}
