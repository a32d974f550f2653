/* SPDX-License-Identifier: MIT */
#include "common/duration.h"

#include <errno.h>
#include <stdbool.h>
#include <stdio.h>
#include <string.h>

#include "common/cleanup.h"
#include "common/limits.h"
#include "common/text.h"
#include "common/tongue.h"

#define EXACT_MAX (DURATION_DAYS_MAX * USEC_PER_DAY)

/* Every spelling that is read; no unit is the beginning of another with digits behind, so order does not matter. */
static const struct unit {
	const char *name;
	enum duration_unit unit;
	int64_t size; /* of one: microseconds or days */
} units[] = {
	{ "s", DURATION_EXACT, USEC_PER_SEC },
	{ "sec", DURATION_EXACT, USEC_PER_SEC },
	{ "second", DURATION_EXACT, USEC_PER_SEC },
	{ "seconds", DURATION_EXACT, USEC_PER_SEC },
	{ "min", DURATION_EXACT, USEC_PER_MIN },
	{ "mins", DURATION_EXACT, USEC_PER_MIN },
	{ "minute", DURATION_EXACT, USEC_PER_MIN },
	{ "minutes", DURATION_EXACT, USEC_PER_MIN },
	{ "h", DURATION_EXACT, USEC_PER_HOUR },
	{ "hour", DURATION_EXACT, USEC_PER_HOUR },
	{ "hours", DURATION_EXACT, USEC_PER_HOUR },
	{ "d", DURATION_DAYS, 1 },
	{ "day", DURATION_DAYS, 1 },
	{ "days", DURATION_DAYS, 1 },
	{ "w", DURATION_DAYS, 7 },
	{ "week", DURATION_DAYS, 7 },
	{ "weeks", DURATION_DAYS, 7 },
	{ "bd", DURATION_WORKING_DAYS, 1 },
	{ TYPED_("working day"), DURATION_WORKING_DAYS, 1 },
	{ TYPED_("working days"), DURATION_WORKING_DAYS, 1 },
	{ TYPED_("business day"), DURATION_WORKING_DAYS, 1 },
	{ TYPED_("business days"), DURATION_WORKING_DAYS, 1 },
};

static const char *skip_blanks(const char *text)
{
	return text + strspn(text, " \t");
}

/* Reads digits at *text and moves it behind them; more than any duration may have is one more than that. */
static bool take_number(const char **text, int64_t *ret)
{
	const char *begin = *text;
	int64_t value = 0;

	for (; **text >= '0' && **text <= '9'; (*text)++)
		if (value <= EXACT_MAX)
			value = value * 10 + (**text - '0');
	*ret = value;
	return *text > begin;
}

/* The unit at *text, up to the next digit or the end; moves *text behind it and its blanks. */
static const struct unit *take_unit(const char **text)
{
	const char *begin = *text, *end = begin + strcspn(begin, "0123456789");
	size_t size = (size_t)(end - begin);

	*text = end;
	while (size > 0 && (begin[size - 1] == ' ' || begin[size - 1] == '\t'))
		size--;
	for (size_t i = 0; i < ELEMENTS(units); i++)
		if (strlen(units[i].name) == size && text_starts_fold(begin, units[i].name))
			return &units[i];
	return NULL;
}

int duration_from_text(const char *text, struct duration *ret)
{
	struct duration sum = { .amount = 0 };
	size_t n_parts = 0;

	for (text = skip_blanks(text); *text; n_parts++) {
		const struct unit *unit;
		int64_t number, max;

		if (!take_number(&text, &number))
			return -EINVAL;
		text = skip_blanks(text);
		unit = take_unit(&text);
		if (!unit ||
		    (n_parts > 0 && (unit->unit != DURATION_EXACT || sum.unit != DURATION_EXACT)))
			return -EINVAL;
		max = unit->unit == DURATION_EXACT ? EXACT_MAX : DURATION_DAYS_MAX;
		if (number > (max - sum.amount) / unit->size)
			return -EINVAL;
		sum.unit = unit->unit;
		sum.amount += number * unit->size;
	}
	if (n_parts == 0)
		return -EINVAL;
	*ret = sum;
	return 0;
}

const char *duration_to_text(struct duration d, char buffer[static DURATION_TEXT_SIZE])
{
	int64_t seconds = d.amount / USEC_PER_SEC;
	int64_t hours = seconds / 3600, minutes = seconds / 60 % 60;
	size_t n = 0;

	if (d.unit != DURATION_EXACT) {
		snprintf(buffer, DURATION_TEXT_SIZE, "%lld%s", (long long)d.amount,
			 d.unit == DURATION_DAYS ? "d" : "bd");
		return buffer;
	}
	/* "90s" rather than "1min30s", but "1min". */
	if (seconds < 120 && seconds != 60)
		hours = minutes = 0;
	else
		seconds %= 60;
	buffer[0] = '\0';
	if (hours > 0)
		n += (size_t)snprintf(buffer, DURATION_TEXT_SIZE, "%lldh", (long long)hours);
	if (minutes > 0)
		n += (size_t)snprintf(buffer + n, DURATION_TEXT_SIZE - n, "%dmin", (int)minutes);
	if (seconds > 0 || n == 0)
		snprintf(buffer + n, DURATION_TEXT_SIZE - n, "%ds", (int)seconds);
	return buffer;
}
