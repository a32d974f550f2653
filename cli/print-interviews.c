/* SPDX-License-Identifier: MIT */

/* list and show */

#include "cli/print.h"

#include "cli/facts.h"
#include "cli/table.h"
#include "common/cleanup.h"
#include "common/text.h"
#include "common/voice.h"
#include "common/zone.h"

#define NAME_COLUMN 13

/* ---- list ----------------------------------------------------------------------------------- */

static const struct column list_columns[] = {
	{ N_("ID"), 0, false },   { N_("COMPANY"), 64, true }, { N_("ROLE"), 110, true },
	{ N_("WHEN"), 0, false }, { N_("STATE"), 84, false },  { N_("NEXT"), 64, true },
};

/* How it stands: the outcome of its process, else the interview's own state. */
static const char *standing(const struct output *o, const json_t *interview)
{
	const char *outcome = fact(interview, "outcome"), *state = fact(interview, "state");
	const char *when = fact(interview, "when");
	usec_t at;

	if (outcome && !text_equal(outcome, "open"))
		return _(outcome);
	if (text_equal(state, "held") && when && rfc3339_parse(when, &at) == 0 && at > o->now)
		return _("ahead");
	return state ? _(state) : NULL;
}

static char *next_in_words(const struct output *o, const json_t *m)
{
	cleanup_free char *time = m ? milestone_time(o, m) : NULL;

	return time ? text_format("%s, %s", fact_text(m, "milestone"), time) : NULL;
}

void print_list(struct output *o, const json_t *reply)
{
	cleanup_table struct table t = { .columns = list_columns,
					 .n_columns = ELEMENTS(list_columns) };
	const json_t *interviews = json_object_get(reply, "interviews");
	json_t *it;
	size_t i;

	if (json_array_size(interviews) == 0 && fact(reply, "company")) {
		output_line(o, 0, STYLE_PLAIN,
			    "No open interview is like \"%s\". All of them: followupctl list --all",
			    fact_text(reply, "company"));
		return;
	}
	if (json_array_size(interviews) == 0) {
		output_line(o, 0, STYLE_PLAIN,
			    "No open interview. All of them: followupctl list --all. "
			    "A new one: followupctl add COMPANY --at WHEN");
		return;
	}
	json_array_foreach(interviews, i, it) {
		const json_t *next = json_object_get(it, "next");
		bool has_next = json_is_object(next);

		table_add(&t, STYLE_PLAIN, fact(it, "id"));
		table_add(&t, STYLE_PLAIN, fact(it, "company"));
		table_add(&t, STYLE_PLAIN, fact(it, "role"));
		table_add_own(&t, STYLE_PLAIN, fact_when(o, it, "when"));
		table_add(&t, STYLE_PLAIN, standing(o, it));
		table_add_own(&t, has_next ? milestone_style(next) : STYLE_PLAIN,
			      next_in_words(o, has_next ? next : NULL));
	}
	table_print(&t, o);
}

/* ---- show ----------------------------------------------------------------------------------- */

static void print_people(struct output *o, const char *name, const json_t *people)
{
	json_t *person;
	size_t i;

	json_array_foreach(people, i, person) {
		const char *address = fact(person, "address");

		output_entry(o, 2, NAME_COLUMN, i == 0 ? name : "", "%s%s%s%s",
			     fact_text(person, "name"), address ? " <" : "", address ? address : "",
			     address ? ">" : "");
	}
}

static void print_fact(struct output *o, const char *name, const char *text)
{
	if (text && *text)
		output_entry(o, 2, NAME_COLUMN, name, "%s", text);
}

static void print_head(struct output *o, const json_t *it)
{
	const char *role = fact(it, "role"), *zone = fact(it, "zone");
	cleanup_free char *when = output_when(o, fact(it, "when"), zone);
	cleanup_free char *end = output_when(o, fact(it, "end"), NULL);
	cleanup_free char *decision = fact_when(o, it, "decision_by");

	output_line(o, 0, STYLE_HEADING, "%s%s%s", fact_text(it, "company"), role ? ", " : "",
		    role ? role : "");
	print_fact(o, _("Id"), fact(it, "id"));
	print_fact(o, _("Begins"), when);
	print_fact(o, _("Ends"), end);
	print_fact(o, _("Zone"), zone);
	print_fact(o, _("Kind"), fact(it, "kind"));
	print_fact(o, _("State"), standing(o, it));
	print_fact(o, _("They decide"), decision);
	print_people(o, _("With"), json_object_get(it, "interviewers"));
	print_people(o, _("Contact"), json_object_get(it, "contacts"));
}

static void print_notes(struct output *o, const json_t *notes)
{
	json_t *note;
	size_t i;

	json_array_foreach(notes, i, note)
		print_fact(o, fact_text(note, "kind"), fact(note, "text"));
}

static void print_book_lines(struct output *o, const json_t *lines)
{
	json_t *line;
	size_t i;

	json_array_foreach(lines, i, line)
		if (json_is_string(line))
			output_line(o, 2, STYLE_DIM, "%s", json_string_value(line));
}

void print_show(struct output *o, const json_t *reply)
{
	static const struct {
		const char *field, *title;
		void (*print)(struct output *o, const json_t *list);
	} parts[] = {
		{ "notes", N_("Notes"), print_notes },
		{ "log", N_("Sent and heard"), print_contacts_of_one },
		{ "milestones", N_("Milestones"), print_milestones_of_one },
		{ "lines", N_("In the book"), print_book_lines },
	};

	print_head(o, json_object_get(reply, "interview"));
	for (size_t i = 0; i < ELEMENTS(parts); i++) {
		const json_t *list = json_object_get(reply, parts[i].field);

		if (json_array_size(list) == 0)
			continue;
		output_gap(o);
		output_line(o, 0, STYLE_HEADING, "%s", _(parts[i].title));
		parts[i].print(o, list);
	}
}
