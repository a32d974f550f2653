/* SPDX-License-Identifier: MIT */

/*
 * One line of JSON for the bar of a desktop. waybar reads text, alt, class and tooltip (which is markup),
 * i3blocks full_text, short_text and color; each leaves alone what the other reads.
 */

#include <stdio.h>
#include <string.h>

#include "cli/facts.h"
#include "cli/print.h"
#include "cli/safe.h"
#include "common/cleanup.h"
#include "common/message.h"
#include "common/text.h"
#include "common/voice.h"

#define NEXT_SHOWN 3

/* What the bar is about, the most urgent first. */
struct state {
	const json_t *reply;
	size_t n_due, n_late; /* late ones are counted in both */
	const json_t *first;  /* the most urgent that is due */
	bool wrong;           /* something is, that the user should know of */
};

static bool is_offline(const struct state *s)
{
	return !s->reply;
}

static bool is_paused(const struct state *s)
{
	return fact(s->reply, "paused") != NULL;
}

static bool is_late(const struct state *s)
{
	return s->n_late > 0;
}

static bool is_due(const struct state *s)
{
	return s->n_due > 0;
}

static bool is_wrong(const struct state *s)
{
	return s->wrong;
}

static bool is_idle(const struct state *s)
{
	(void)s;
	return true;
}

static const struct class_row {
	const char *name;
	bool (*fits)(const struct state *s);
	const char *color; /* NULL: the bar's own */
} classes[] = {
	{ "offline", is_offline, "#888888" }, { "paused", is_paused, "#888888" },
	{ "late", is_late, "#ff5555" },       { "due", is_due, "#f1c40f" },
	{ "problem", is_wrong, "#ff9955" },   { "idle", is_idle, NULL },
};

static struct state state_of(const json_t *reply)
{
	struct state s = { .reply = reply };
	json_t *item;
	size_t i;

	json_array_foreach(json_object_get(reply, "due"), i, item) {
		bool late = text_equal(fact(item, "status"), "late");

		if (!late && !text_equal(fact(item, "status"), "due"))
			continue;
		if (!s.first)
			s.first = item;
		s.n_due++;
		s.n_late += late;
	}
	json_array_foreach(json_object_get(reply, "problems"), i, item)
		s.wrong |= !text_equal(fact(item, "code"), "hint");
	return s;
}

static void add_markup(struct text *t, const char *text)
{
	cleanup_free char *line = safe_line(text);

	for (const char *p = line; p && *p; p++)
		if (*p == '&')
			text_add(t, "&amp;");
		else if (*p == '<')
			text_add(t, "&lt;");
		else if (*p == '>')
			text_add(t, "&gt;");
		else
			text_add_bytes(t, p, 1);
}

static void add_line(struct text *t, const char *line)
{
	if (t->size > 0)
		text_add(t, "\n");
	add_markup(t, line ? line : "");
}

static void add_milestones(const struct output *o, struct text *t, const json_t *list, size_t max)
{
	json_t *m;
	size_t i;

	json_array_foreach(list, i, m) {
		cleanup_free char *time = milestone_time(o, m);
		cleanup_free char *line =
			text_format("%s, %s", fact_text(m, "title"), time ? time : "");

		if (i < max)
			add_line(t, line);
	}
}

static char *tooltip(const struct output *o, const struct state *s)
{
	cleanup_text struct text t = { 0 };
	json_t *problem;
	size_t i;

	if (is_offline(s))
		add_line(&t, _("followupd is not running"));
	if (is_paused(s))
		add_line(&t, _("Paused: no pop-ups. followupctl resume ends it"));
	add_milestones(o, &t, json_object_get(s->reply, "due"), SIZE_MAX);
	add_milestones(o, &t, json_object_get(s->reply, "next"), NEXT_SHOWN);
	json_array_foreach(json_object_get(s->reply, "problems"), i, problem)
		if (!text_equal(fact(problem, "code"), "hint"))
			add_line(&t, fact(problem, "text"));
	if (t.size == 0)
		add_line(&t, _("Nothing is due"));
	return text_take(&t);
}

/* "Thank Dana Li (Acme Corp) +1". In polybar "%{" begins a command, such as what a click runs; a name must not. */
static char *full_text(const struct state *s)
{
	cleanup_free char *title = s->first ? safe_line(fact_text(s->first, "title")) : NULL;
	cleanup_text struct text t = { 0 };

	for (const char *p = title ? title : ""; *p; p++)
		text_add(&t, p[0] == '%' && p[1] == '{' ? "%c " : "%c", *p);
	if (s->n_due > 1)
		text_add(&t, " +%zu", s->n_due - 1);
	return t.size > 0 ? text_take(&t) : text_copy("");
}

void print_bar(const struct output *o, const json_t *reply)
{
	struct state s = state_of(reply);
	const struct class_row *c = classes;
	cleanup_free char *count = s.n_due > 0 ? text_format("%zu", s.n_due) : text_copy("");
	cleanup_free char *tip = tooltip(o, &s), *full = full_text(&s);

	while (!c->fits(&s))
		c++;
	cleanup_json json_t *line =
		json_pack("{s:s?, s:s, s:s, s:s?, s:s?, s:s?}", "text", count, "alt", c->name,
			  "class", c->name, "tooltip", tip, "full_text", full, "short_text", count);
	if (c->color)
		json_object_set_new(line, "color", json_string(c->color));
	cleanup_free char *raw = json_dumps(line, JSON_COMPACT);
	if (raw)
		puts(raw);
}
