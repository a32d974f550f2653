/* SPDX-License-Identifier: MIT */
#include "common/when-spans.h"

#include <errno.h>
#include <string.h>

#include "common/cleanup.h"
#include "common/duration.h"
#include "common/text.h"
#include "common/tongue.h"

/* Spans from now: "+3d", "in 2 weeks", "2h ago", "in 5 working days". */

static usec_t instant_after(usec_t now, usec_t span)
{
	usec_t sum;

	return __builtin_add_overflow(now, span, &sum) ? USEC_NEVER : sum;
}

/* "2 weeks", "an hour". */
static int duration_of(const char *text, struct duration *ret)
{
	static const char *const ones[] = { "a ", "an ", "one " };
	cleanup_free char *counted = NULL;

	for (size_t i = 0; i < ELEMENTS(ones); i++)
		if (text_starts_fold(text, ones[i])) {
			counted = text_format("1 %s", text + strlen(ones[i]));
			return counted ? duration_from_text(counted, ret) : -ENOMEM;
		}
	return duration_from_text(text, ret);
}

/* What stands around a duration that makes it a span from now; 0 if nothing does. Leaves the duration in `text`. */
static int take_direction(char *text)
{
	static const struct {
		const char *before, *behind;
		int direction;
	} rows[] = {
		{ "+", "", 1 },
		{ "-", "", -1 },
		{ "in ", "", 1 },
		{ "", " ago", -1 },
		{ "", TYPED_(" from now"), 1 },
	};
	size_t size = strlen(text);

	for (size_t i = 0; i < ELEMENTS(rows); i++) {
		size_t before = strlen(rows[i].before), behind = strlen(rows[i].behind);

		if (size <= before + behind || !text_starts_fold(text, rows[i].before) ||
		    !text_equal_fold(text + size - behind, rows[i].behind))
			continue;
		memmove(text, text + before, size - before - behind);
		text[size - before - behind] = '\0';
		return rows[i].direction;
	}
	return 0;
}

static struct date date_after(const struct when_text *t, enum duration_unit unit, int64_t days)
{
	if (unit == DURATION_WORKING_DAYS)
		return t->calendar->working_day(t->calendar->days, t->zone, t->today, days);
	return date_add_days(t->today, days);
}

static int refuse_span(struct when_text *t, const char *span, int direction)
{
	if (direction == 0)
		return when_refuse(t, "\"%s\" is a length of time. Write \"in %s\" or \"%s ago\"",
				   span, span, span);
	return when_refuse(
		t,
		"\"%s\" is no length of time, or over ten years. Write for example \"+3d\", \"in 2 weeks\" or \"2h ago\"",
		span);
}

int when_read_span(struct when_text *t, struct when *ret)
{
	char span[WHEN_SIZE_MAX + 1];
	struct duration d;
	int direction, r;

	when_join(t, span);
	if (text_equal_fold(span, "now") && !t->has_time)
		return when_finish_instant(t, t->now, ret);
	direction = take_direction(span);
	r = duration_of(span, &d);
	if (r < 0 && direction == 0)
		return 1;
	if (r < 0 || direction == 0)
		return refuse_span(t, span, direction);
	if (d.unit == DURATION_WORKING_DAYS && !t->calendar)
		return when_refuse(
			t,
			"Working days are not counted in a time. Write for example \"+7d\" or a date");
	if (d.unit != DURATION_EXACT) {
		struct date date = date_after(t, d.unit, direction * d.amount);

		r = when_check_date(t, date);
		return r < 0 ? r : when_finish(t, date, ret);
	}
	return t->has_time
		       ? when_refuse_all(t)
		       : when_finish_instant(t, instant_after(t->now, direction * d.amount), ret);
}
