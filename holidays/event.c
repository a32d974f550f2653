/* SPDX-License-Identifier: MIT */
#include "holidays/event.h"

#include <errno.h>
#include <stdlib.h>
#include <string.h>

#include "common/limits.h"
#include "common/text.h"
#include "common/time.h"

bool event_day(struct icaltimetype t, int64_t *ret)
{
	struct date d = { t.year, t.month, t.day };
	int64_t day;

	/* Repeated ones often began before 1970, where date_is_valid() ends. */
	if (d.year < 1 || d.year > YEAR_MAX || d.month < 1 || d.month > 12 || d.day < 1)
		return false;
	day = date_to_days(d);
	if (date_compare(date_from_days(day), d) != 0)
		return false;
	*ret = day;
	return true;
}

/* ---- Occurrences that stand by themselves ------------------------------------------------------- */

static int compare(const void *a, const void *b)
{
	const struct exception *x = a, *y = b;
	int order = strcmp(x->uid, y->uid);

	return order != 0 ? order : (x->day > y->day) - (x->day < y->day);
}

static int exceptions_add(struct exceptions *e, const char *uid, int64_t day)
{
	struct exception *items;

	if ((e->n & (e->n - 1)) == 0) { /* full: 0, 1, 2, 4, 8, … */
		items = reallocarray(e->items, e->n ? 2 * e->n : 1, sizeof(*items));
		if (!items)
			return -ENOMEM;
		e->items = items;
	}
	e->items[e->n++] = (struct exception){ uid, day };
	return 0;
}

int exceptions_note(struct exceptions *e, icalcomponent *event)
{
	const char *uid = icalcomponent_get_uid(event);
	int64_t day;

	if (!uid || !event_day(icalcomponent_get_recurrenceid(event), &day))
		return 0;
	return exceptions_add(e, uid, day);
}

void exceptions_sort(struct exceptions *e)
{
	if (e->n > 1)
		qsort(e->items, e->n, sizeof(e->items[0]), compare);
}

void exceptions_done(struct exceptions *e)
{
	free(e->items);
	*e = (struct exceptions){ 0 };
}

/* ---- An event ------------------------------------------------------------------------------------- */

/* What is at hand while its days are added. */
struct event {
	icalcomponent *component;
	struct icaltimetype start;
	const char *uid; /* or NULL */
	int64_t day, n;  /* the first day, and for how many it goes on */
	bool by_itself;  /* an occurrence of another event */
	const struct exceptions *exceptions;
	struct exceptions
		own; /* its EXDATEs: a component has one cursor, so they are not looked for in the midst of others */
	struct days *days;
};

static bool is_among(const struct exceptions *e, const char *uid, int64_t day)
{
	struct exception sought = { uid, day };

	return e->n > 0 && bsearch(&sought, e->items, e->n, sizeof(sought), compare);
}

static int note_own(struct event *e)
{
	int64_t day;
	int r = 0;

	for (icalproperty *p = icalcomponent_get_first_property(e->component, ICAL_EXDATE_PROPERTY);
	     p && r == 0; p = icalcomponent_get_next_property(e->component, ICAL_EXDATE_PROPERTY))
		if (event_day(icalproperty_get_exdate(p), &day))
			r = exceptions_add(&e->own, "", day);
	exceptions_sort(&e->own);
	return r;
}

static bool is_excepted(const struct event *e, int64_t day)
{
	return is_among(&e->own, "", day) ||
	       (!e->by_itself && e->uid && is_among(e->exceptions, e->uid, day));
}

static int add_occurrence(const struct event *e, int64_t day)
{
	if (day > e->days->last || day + e->n <= e->days->first || is_excepted(e, day))
		return 0;
	return days_add(e->days, day, e->n);
}

/* What repeats within a day is no rule for days. */
static bool is_rule_of_days(const struct icalrecurrencetype *rule)
{
	return rule->freq == ICAL_DAILY_RECURRENCE || rule->freq == ICAL_WEEKLY_RECURRENCE ||
	       rule->freq == ICAL_MONTHLY_RECURRENCE || rule->freq == ICAL_YEARLY_RECURRENCE;
}

static int add_rule(const struct event *e, struct icalrecurrencetype rule, int *steps)
{
	icalrecur_iterator *it;
	struct icaltimetype t;
	int64_t day;
	int r = 0;

	if (!is_rule_of_days(&rule))
		return 0;
	it = icalrecur_iterator_new(rule, e->start);
	if (!it)
		return 0;
	while (r == 0 && !icaltime_is_null_time(t = icalrecur_iterator_next(it)) &&
	       event_day(t, &day) && day <= e->days->last)
		r = ++*steps > CALENDAR_STEPS_MAX ? -ELOOP : add_occurrence(e, day);
	icalrecur_iterator_free(it);
	return r;
}

static int add_all(const struct event *e, int *steps)
{
	icalcomponent *c = e->component;
	int r = add_occurrence(e, e->day); /* the first one, whether the rule meets it or not */

	for (icalproperty *p = icalcomponent_get_first_property(c, ICAL_RRULE_PROPERTY);
	     p && r == 0; p = icalcomponent_get_next_property(c, ICAL_RRULE_PROPERTY))
		r = add_rule(e, icalproperty_get_rrule(p), steps);
	for (icalproperty *p = icalcomponent_get_first_property(c, ICAL_RDATE_PROPERTY);
	     p && r == 0; p = icalcomponent_get_next_property(c, ICAL_RDATE_PROPERTY)) {
		int64_t day;

		if (event_day(icalproperty_get_rdate(p).time, &day))
			r = ++*steps > CALENDAR_STEPS_MAX ? -ELOOP : add_occurrence(e, day);
	}
	return r;
}

/* DTEND is the day after the last one. */
static int64_t length_of(icalcomponent *c, int64_t first)
{
	icalproperty *end = icalcomponent_get_first_property(c, ICAL_DTEND_PROPERTY);
	icalproperty *span = icalcomponent_get_first_property(c, ICAL_DURATION_PROPERTY);
	int64_t behind, n = 1;

	if (end && event_day(icalproperty_get_dtend(end), &behind))
		n = behind - first;
	else if (span)
		n = icalproperty_get_duration(span).days +
		    7 * (int64_t)icalproperty_get_duration(span).weeks;
	return n < 1 ? 1 : n;
}

/* Google's calendars of holidays have days on which everybody works, and say so in the description. */
static bool is_observance(icalcomponent *c)
{
	const char *words = icalcomponent_get_description(c);

	return words && text_starts_fold(words, "observance");
}

int event_add(icalcomponent *component, const struct exceptions *exceptions, struct days *days,
	      int *steps)
{
	icalproperty *start = icalcomponent_get_first_property(component, ICAL_DTSTART_PROPERTY);
	struct event e = { .component = component, .exceptions = exceptions, .days = days };
	int r;

	if (!start || icalcomponent_get_status(component) == ICAL_STATUS_CANCELLED ||
	    is_observance(component))
		return 0;
	e.start = icalproperty_get_dtstart(start);
	if (!e.start.is_date || !event_day(e.start, &e.day))
		return 0;
	e.n = length_of(component, e.day);
	if (e.n > CALENDAR_EVENT_DAYS)
		return 0;
	e.uid = icalcomponent_get_uid(component);
	e.by_itself =
		icalcomponent_get_first_property(component, ICAL_RECURRENCEID_PROPERTY) != NULL;
	r = note_own(&e);
	if (r == 0)
		r = add_all(&e, steps);
	exceptions_done(&e.own);
	return r < 0 ? r : 1;
}
