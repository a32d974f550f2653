/* SPDX-License-Identifier: MIT */

/* log: what was sent and heard, and what was changed, as one story */

#include "cli/print.h"

#include <stdlib.h>

#include "cli/facts.h"
#include "cli/table.h"
#include "common/cleanup.h"
#include "common/shortage.h"
#include "common/text.h"
#include "common/voice.h"
#include "common/zone.h"

static const struct column columns[] = {
	{ N_("N"), 0, false },   { N_("WHEN"), 0, false },  { N_("ID"), 72, false },
	{ N_("WHAT"), 0, true }, { N_("TEXT"), 100, true },
};

/* Those of one interview, whose id has just been said. */
static const struct column columns_of_one[] = {
	{ N_("WHEN"), 0, false },
	{ N_("WHAT"), 0, true },
	{ N_("TEXT"), 56, true },
};

/* "thank-you to Dana Li, by email" or "heard from Dana Li, by phone; they decide by Fri 11 Dec". */
static char *contact_in_words(const struct output *o, const json_t *contact)
{
	bool heard = text_equal(fact(contact, "direction"), "heard");
	const char *milestone = fact(contact, "milestone"), *person = fact(contact, "person");
	const char *channel = fact(contact, "channel");
	cleanup_free char *decision = fact_when(o, contact, "decision_by");
	cleanup_text struct text t = { 0 };

	text_add(&t, "%s", heard ? _("heard") : _("sent"));
	if (!heard && milestone)
		text_add(&t, " %s", milestone);
	if (person)
		text_add(&t, heard ? _(" from %s") : _(" to %s"), person);
	if (channel && *channel)
		text_add(&t, ", %s", channel);
	if (decision)
		text_add(&t, _("; they decide by %s"), decision);
	if (fact_is_true(contact, "forced"))
		text_add(&t, "%s", _(" (forced)"));
	return text_take(&t);
}

void print_contacts_of_one(struct output *o, const json_t *log)
{
	cleanup_table struct table t = { .columns = columns_of_one,
					 .n_columns = ELEMENTS(columns_of_one) };
	json_t *contact;
	size_t i;

	json_array_foreach(log, i, contact) {
		table_add_own(&t, STYLE_PLAIN, fact_when(o, contact, "at"));
		table_add_own(&t, STYLE_PLAIN, contact_in_words(o, contact));
		table_add(&t, STYLE_PLAIN, fact(contact, "text"));
	}
	table_print(&t, o);
}

/* ---- The story ------------------------------------------------------------------------------ */

/* A contact, or a change that wrote none: either is told at its own time. */
struct entry {
	usec_t at;
	int64_t number; /* of the change; 0: nobody knows */
	const json_t *contact, *change;
};

static int64_t number_of(const json_t *object, const char *name)
{
	return json_integer_value(json_object_get(object, name));
}

/* Contacts tell the change that wrote them. */
static bool is_told_by_contact(const json_t *change, const json_t *log)
{
	json_t *contact;
	size_t i;

	json_array_foreach(log, i, contact)
		if (number_of(contact, "change") == number_of(change, "change"))
			return true;
	return false;
}

static int by_time(const void *a, const void *b)
{
	const struct entry *left = a, *right = b;

	if (left->at != right->at)
		return left->at < right->at ? -1 : 1;
	/* Within one minute the number tells: the book, unlike the changes, has no seconds. */
	return left->number < right->number ? -1 : left->number > right->number;
}

static size_t gather(struct entry *entries, const json_t *log, const json_t *changes)
{
	json_t *item;
	size_t i, n = 0;

	json_array_foreach(log, i, item)
		entries[n++] = (struct entry){ .contact = item };
	json_array_foreach(changes, i, item)
		if (!is_told_by_contact(item, log))
			entries[n++] = (struct entry){ .change = item };
	for (i = 0; i < n; i++) {
		const json_t *told = entries[i].contact ? entries[i].contact : entries[i].change;
		const char *at = fact(told, "at");

		entries[i].number = number_of(told, "change");
		if (!at || rfc3339_parse(at, &entries[i].at) < 0)
			entries[i].at = 0;
		entries[i].at -= entries[i].at % USEC_PER_MIN;
	}
	qsort(entries, n, sizeof(*entries), by_time);
	return n;
}

static char *change_in_words(const json_t *change)
{
	int64_t undone = number_of(change, "undone");

	return undone > 0 ? text_format(_("%s (taken back by %lld)"), fact_text(change, "text"),
					(long long)undone)
			  : text_copy(fact_text(change, "text"));
}

static void add_entry(struct output *o, struct table *t, const struct entry *e)
{
	const json_t *told = e->contact ? e->contact : e->change;
	enum style style = e->contact ? STYLE_PLAIN : STYLE_DIM;

	table_add_own(t, STYLE_PLAIN,
		      e->number > 0 ? text_format("%lld", (long long)e->number) : NULL);
	table_add_own(t, style, fact_when(o, told, "at"));
	table_add(t, style, fact(told, "id"));
	table_add_own(t, style, e->contact ? contact_in_words(o, told) : change_in_words(told));
	table_add(t, style,
		  e->contact
			  ? fact(told, "text")
			  : json_string_value(json_array_get(json_object_get(told, "written"), 0)));
}

void print_log(struct output *o, const json_t *reply)
{
	const json_t *log = json_object_get(reply, "log");
	const json_t *changes = json_object_get(reply, "changes");
	cleanup_table struct table t = { .columns = columns, .n_columns = ELEMENTS(columns) };
	cleanup_free struct entry *entries =
		calloc(json_array_size(log) + json_array_size(changes) + 1, sizeof(*entries));
	size_t n = entries ? gather(entries, log, changes) : 0;

	if (!entries)
		return shortage_note();
	for (size_t i = 0; i < n; i++)
		add_entry(o, &t, &entries[i]);
	if (n > 0)
		table_print(&t, o);
	else
		output_line(o, 0, STYLE_PLAIN,
			    "Nothing was sent or heard yet. When you write: followupctl sent ID");
}
