/* SPDX-License-Identifier: MIT */
#include "cli/facts.h"

#include "common/cleanup.h"
#include "common/text.h"
#include "common/voice.h"

const char *fact(const json_t *object, const char *name)
{
	return json_string_value(json_object_get(object, name));
}

const char *fact_text(const json_t *object, const char *name)
{
	const char *text = fact(object, name);

	return text ? text : "";
}

bool fact_is_true(const json_t *object, const char *name)
{
	return json_is_true(json_object_get(object, name));
}

char *fact_when(const struct output *o, const json_t *object, const char *name)
{
	return output_when(o, fact(object, name), NULL);
}

/* How each status is said. */
static const struct status_row {
	const char *status;
	enum style style;
	bool at_hand;
	const char *words;     /* with the time */
	const char *fields[2]; /* the first of these that is there is the time */
	const char *without;   /* what is said when there is none */
} rows[] = {
	{ "upcoming", STYLE_PLAIN, false, "%s", { "moment", "opens" }, N_("some day") },
	{ "due", STYLE_DUE, true, N_("by %s"), { "deadline" }, N_("now") },
	{ "late", STYLE_LATE, true, N_("late since %s"), { "deadline" }, N_("late") },
	{ "snoozed", STYLE_DUE, true, N_("snoozed until %s"), { "next_popup" }, N_("snoozed") },
	{ "done", STYLE_DONE, false, N_("done %s"), { "done" }, N_("done") },
	{ "skipped", STYLE_DIM, false, N_("skipped %s"), { "done" }, N_("skipped") },
	{ "passed", STYLE_DIM, false, N_("passed %s"), { "deadline" }, N_("passed") },
	{ "moot", STYLE_DIM, false, "", { NULL }, N_("no longer needed") },
};

static const struct status_row *find_row(const json_t *milestone)
{
	const char *status = fact(milestone, "status");

	for (size_t i = 0; i < ELEMENTS(rows); i++)
		if (text_equal(rows[i].status, status))
			return &rows[i];
	return &rows[0];
}

bool milestone_is_at_hand(const json_t *milestone)
{
	return find_row(milestone)->at_hand;
}

enum style milestone_style(const json_t *milestone)
{
	return find_row(milestone)->style;
}

char *milestone_time(const struct output *o, const json_t *milestone)
{
	const struct status_row *row = find_row(milestone);

	for (size_t i = 0; i < ELEMENTS(row->fields) && row->fields[i]; i++) {
		cleanup_free char *when = fact_when(o, milestone, row->fields[i]);
		if (when)
			return text_fill(_(row->words), when);
	}
	return text_copy(_(row->without));
}
