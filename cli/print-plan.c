/* SPDX-License-Identifier: MIT */

/* plan and why */

#include "cli/print.h"

#include "cli/facts.h"
#include "cli/table.h"
#include "common/cleanup.h"
#include "common/text.h"

static const struct column columns[] = {
	{ "WHEN", 0, true },  { "WHAT", 0, true },        { "DEADLINE", 76, false },
	{ "ID", 100, false }, { "WHEN DONE", 140, true },
};

static char *what_in_words(const json_t *m)
{
	const char *assumes = fact(m, "assumes");

	return text_format("%s%s%s%s", fact_text(m, "title"), assumes ? " (if " : "",
			   assumes ? assumes : "", assumes ? ")" : "");
}

void print_milestones(struct output *o, const json_t *milestones)
{
	cleanup_table struct table t = { .columns = columns, .n_columns = ELEMENTS(columns) };
	json_t *m;
	size_t i;

	json_array_foreach(milestones, i, m) {
		enum style style = milestone_style(m);

		table_add_own(&t, style, milestone_time(o, m));
		table_add_own(&t, STYLE_PLAIN, what_in_words(m));
		table_add_own(&t, STYLE_PLAIN, fact_when(o, m, "deadline"));
		table_add(&t, STYLE_PLAIN, fact(m, "interview"));
		table_add(&t, STYLE_PLAIN, fact(m, "finish"));
	}
	table_print(&t, o);
}

void print_plan(struct output *o, const json_t *reply)
{
	const json_t *milestones = json_object_get(reply, "milestones");

	if (json_array_size(milestones) > 0)
		print_milestones(o, milestones);
	else
		output_line(o, 0, STYLE_PLAIN, "Nothing is planned.");
}

/* The sentences may be one for each milestone, or one text about all. */
void print_why(struct output *o, const json_t *reply)
{
	const json_t *milestones = json_object_get(reply, "milestones");
	const json_t *sentences = json_object_get(reply, "sentences");
	bool each = json_array_size(milestones) == json_array_size(sentences);
	json_t *sentence;
	size_t i;

	json_array_foreach(sentences, i, sentence) {
		const json_t *m = each ? json_array_get(milestones, i) : NULL;
		cleanup_free char *time = m ? milestone_time(o, m) : NULL;

		if (i > 0)
			output_gap(o);
		if (m)
			output_line(o, 0, STYLE_HEADING, "%s: %s", fact_text(m, "title"), time);
		output_line(o, m ? 2 : 0, STYLE_PLAIN, "%s", json_string_value(sentence));
	}
	if (json_array_size(sentences) == 0)
		output_line(o, 0, STYLE_PLAIN,
			    "Nothing is asked for here, so there is nothing to explain.");
}
