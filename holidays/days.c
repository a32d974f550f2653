/* SPDX-License-Identifier: MIT */
#include "holidays/days.h"

#include <errno.h>
#include <stdlib.h>

#include "common/limits.h"
#include "common/time.h"

void days_init(struct days *d, int first_year, int last_year)
{
	*d = (struct days){
		.first = date_to_days((struct date){ first_year, 1, 1 }),
		.last = date_to_days((struct date){ last_year, 12, 31 }),
	};
}

void days_done(struct days *d)
{
	free(d->items);
	*d = (struct days){ 0 };
}

static int compare(const void *a, const void *b)
{
	int64_t x = *(const int64_t *)a, y = *(const int64_t *)b;

	return (x > y) - (x < y);
}

void days_sort(struct days *d)
{
	size_t kept = 0;

	if (d->n > 1)
		qsort(d->items, d->n, sizeof(d->items[0]), compare);
	for (size_t i = 0; i < d->n; i++)
		if (kept == 0 || d->items[i] != d->items[kept - 1])
			d->items[kept++] = d->items[i];
	d->n = kept;
}

/* Days that several events share count once, which is known when they are sorted. */
static int make_room(struct days *d)
{
	int64_t *items;
	size_t room;

	if (d->n < d->room)
		return 0;
	if (d->n > CALENDAR_DAYS_MAX)
		days_sort(d);
	if (d->n > CALENDAR_DAYS_MAX)
		return -E2BIG;
	if (d->n < d->room / 2)
		return 0;
	room = d->room ? 2 * d->room : 64;
	items = reallocarray(d->items, room, sizeof(*items));
	if (!items)
		return -ENOMEM;
	d->items = items;
	d->room = room;
	return 0;
}

int days_add(struct days *d, int64_t day, int64_t n)
{
	int r = 0;

	for (int64_t i = day; i < day + n && r == 0; i++) {
		if (i < d->first || i > d->last)
			continue;
		r = make_room(d);
		if (r == 0)
			d->items[d->n++] = i;
	}
	return r;
}
