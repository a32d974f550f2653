/* SPDX-License-Identifier: MIT */

/* plan and why */

#include "cli/print.h"

#include <string.h>

#include "cli/facts.h"
#include "cli/table.h"
#include "common/cleanup.h"
#include "common/text.h"
#include "common/voice.h"

static const struct column columns[] = {
	{ N_("WHEN"), 0, true },  { N_("WHAT"), 0, true },        { N_("DEADLINE"), 76, false },
	{ N_("ID"), 100, false }, { N_("WHEN DONE"), 140, true },
};
/* Those of one interview, whose id has just been said. */
static const struct column columns_of_one[] = {
	{ N_("WHEN"), 0, true },
	{ N_("WHAT"), 0, true },
	{ N_("DEADLINE"), 76, false },
	{ N_("WHEN DONE"), 120, true },
};

static char *what_in_words(const json_t *m)
{
	const char *assumes = fact(m, "assumes");

	return assumes ? text_format(_("%s (if %s)"), fact_text(m, "title"), assumes)
		       : text_copy(fact_text(m, "title"));
}

static void print_table(struct output *o, const json_t *milestones, struct table *t)
{
	bool of_one = t->columns == columns_of_one;
	json_t *m;
	size_t i;

	json_array_foreach(milestones, i, m) {
		table_add_own(t, milestone_style(m), milestone_time(o, m));
		table_add_own(t, STYLE_PLAIN, what_in_words(m));
		table_add_own(t, STYLE_PLAIN, fact_when(o, m, "deadline"));
		if (!of_one)
			table_add(t, STYLE_PLAIN, fact(m, "interview"));
		table_add(t, STYLE_PLAIN, fact(m, "finish"));
	}
	table_print(t, o);
}

void print_milestones_of_one(struct output *o, const json_t *milestones)
{
	cleanup_table struct table t = { .columns = columns_of_one,
					 .n_columns = ELEMENTS(columns_of_one) };

	print_table(o, milestones, &t);
}

static void print_milestones(struct output *o, const json_t *milestones)
{
	cleanup_table struct table t = { .columns = columns, .n_columns = ELEMENTS(columns) };

	print_table(o, milestones, &t);
}

void print_plan(struct output *o, const json_t *reply)
{
	const json_t *milestones = json_object_get(reply, "milestones");

	if (json_array_size(milestones) > 0)
		print_milestones(o, milestones);
	else
		output_line(o, 0, STYLE_PLAIN, "Nothing is planned.");
}

/* Each line of the daemon's is a paragraph here. */
static void print_paragraphs(struct output *o, size_t indent, const char *text)
{
	cleanup_free char *copy = text_copy(text);
	char *rest = copy, *line;

	while ((line = strsep(&rest, "\n")))
		output_line(o, indent, STYLE_PLAIN, "%s", line);
}

/* The sentences may be those of one milestone each, or one text about all. */
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
		print_paragraphs(o, m ? 2 : 0, json_string_value(sentence));
	}
	if (json_array_size(sentences) == 0)
		output_line(o, 0, STYLE_PLAIN,
			    "Nothing is asked for here, so there is nothing to explain.");
}
