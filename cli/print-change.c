/* SPDX-License-Identifier: MIT */

/* What was changed, and what comes next. */

#include "cli/print.h"

#include "cli/facts.h"
#include "common/cleanup.h"
#include "common/text.h"
#include "common/voice.h"

void print_text(struct output *o, const json_t *reply)
{
	const char *text = fact(reply, "text");

	output_line(o, 0, STYLE_PLAIN, "%s", text ? text : _("Done."));
}

static bool is_upcoming(const json_t *milestone)
{
	return text_equal(fact(milestone, "status"), "upcoming");
}

/* What is at hand comes before what is to come. */
static const json_t *first_open(const json_t *milestones)
{
	static bool (*const tests[])(const json_t *) = { milestone_is_at_hand, is_upcoming };
	json_t *m;
	size_t i;

	for (size_t t = 0; t < ELEMENTS(tests); t++)
		json_array_foreach(milestones, i, m)
			if (tests[t](m))
				return m;
	return NULL;
}

void print_change(struct output *o, const json_t *reply)
{
	const json_t *next = first_open(json_object_get(reply, "milestones"));
	cleanup_free char *time = next ? milestone_time(o, next) : NULL;

	print_text(o, reply);
	if (!next) {
		output_line(o, 0, STYLE_DIM, "Nothing more is planned here.");
		return;
	}
	output_line(o, 0, STYLE_PLAIN, "Next, %s: %s", time, fact_text(next, "title"));
	if (milestone_is_at_hand(next))
		output_command(o, 2, fact(next, "finish"));
}

void print_add(struct output *o, const json_t *reply)
{
	const json_t *milestones = json_object_get(reply, "milestones");

	print_text(o, reply);
	if (json_array_size(milestones) == 0)
		return;
	output_gap(o);
	print_milestones_of_one(o, milestones);
}

static void print_lines(struct output *o, const json_t *lines, enum style style, const char *mark)
{
	json_t *line;
	size_t i;

	json_array_foreach(lines, i, line)
		if (json_string_length(line) > 0)
			output_line(o, 2, style, "%s %s", mark, json_string_value(line));
}

void print_undo(struct output *o, const json_t *reply)
{
	print_change(o, reply);
	print_lines(o, json_object_get(reply, "removed"), STYLE_LATE, "-");
	print_lines(o, json_object_get(reply, "written"), STYLE_DONE, "+");
}

/* The lines are data, to be put back: words go elsewhere, and where no terminal reads them they stay as they were. */
void print_remove(struct output *o, const json_t *reply)
{
	const char *text = fact(reply, "text"), *removed = fact(reply, "removed");

	output_note(text ? text : N_("Removed."));
	if (removed)
		output_verbatim(o, removed);
}

void print_test_popup(struct output *o, const json_t *reply)
{
	const char *server = fact(reply, "server"), *remedy = fact(reply, "remedy");

	output_line(o, 0, fact_is_true(reply, "shown") ? STYLE_DONE : STYLE_LATE, "%s%s%s%s",
		    fact_text(reply, "text"), server && *server ? " (" : "",
		    server && *server ? server : "", server && *server ? ")" : "");
	if (remedy)
		output_line(o, 0, STYLE_PLAIN, "%s", remedy);
}

bool print_test_popup_failed(const json_t *reply)
{
	return !fact_is_true(reply, "shown");
}

bool print_reload_failed(const json_t *reply)
{
	static const char *const of_files[] = { "book", "settings", "memory" };
	const json_t *problems = json_object_get(reply, "problems");
	json_t *p;
	size_t i;

	json_array_foreach(problems, i, p)
		for (size_t k = 0; k < ELEMENTS(of_files); k++)
			if (text_equal(fact(p, "code"), of_files[k]))
				return true;
	return false;
}

void print_reload(struct output *o, const json_t *reply)
{
	const json_t *problems = json_object_get(reply, "problems");

	print_text(o, reply);
	if (json_array_size(problems) > 0)
		output_gap(o);
	print_problems(o, problems);
}
