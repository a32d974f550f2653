/* SPDX-License-Identifier: MIT */

/*
 * What followupctl prints of an answer, be it one that its schema allows or not. On the first line stand the verb, the width of the
 * terminal (0: there is none), and what else there is: `color`, `ascii`, `old` for a locale without UTF-8. Then the answer, see answer.h; for `watch` the one before it,
 * a line "==" and this one. Beside the verbs there are `waybar`, `json`, and `error`, an answer that is one, to what is in `typed`.
 *
 * Nothing steers the terminal, nothing is wider than it, but for words and commands that are, and JSON is the answer itself.
 */

#include "tests/fuzz/fuzz.h"

#include <locale.h>
#include <stdlib.h>
#include <string.h>

#include "cli/failure.h"
#include "cli/print.h"
#include "cli/safe.h"
#include "common/cleanup.h"
#include "common/message.h"
#include "common/text.h"
#include "tests/fuzz/answer.h"
#include "tests/fuzz/screen.h"

#define WIDTH_MIN 20 /* a terminal is never taken for narrower */
#define WIDTH_MAX 400
#define CARD_MAX  76 /* columns of a pop-up that is drawn, with its frame */
#define TYPED_MAX 16

struct scene {
	const char *what;
	bool old;
	struct output o;
	json_t *before, *reply;
	struct screen screen;
};

/* ---- Printing ----------------------------------------------------------------------------------- */

static void say_json(struct scene *s)
{
	assert_int_equal(output_json(s->reply), 0);
}

static void say_watch(struct scene *s)
{
	print_news(&s->o, s->before, s->reply);
}

static void say_waybar(struct scene *s)
{
	print_bar(&s->o, json_object_size(s->reply) > 0 ? s->reply : NULL);
}

/* To a command that is none it is not asked. */
static void say_error(struct scene *s)
{
	char program[] = "followupctl", *argv[TYPED_MAX + 2] = { program };
	cleanup_request struct request q = { 0 };
	cleanup_free char *complaint = NULL;
	struct reply reply = { .error = "io.followupd.Control.BadInput", .parameters = s->reply };
	json_t *word;
	int argc = 1;
	size_t i;

	json_array_foreach(json_object_get(s->reply, "typed"), i, word)
		if (json_is_string(word) && argc <= TYPED_MAX)
			argv[argc++] = (char *)json_string_value(word);
	if (json_is_string(json_object_get(s->reply, "error")))
		reply.error = json_string_value(json_object_get(s->reply, "error"));
	if (arguments_parse(argc, argv, &q, &complaint) < 0)
		failure_of_program(&q, CODE_USAGE, "Usage", complaint);
	else if (q.verb)
		failure_of_reply(&q, &reply);
}

static const struct {
	const char *name;
	void (*say)(struct scene *s);
} own[] = {
	{ "json", say_json },
	{ "watch", say_watch },
	{ "waybar", say_waybar },
	{ "error", say_error },
};

/* False: nothing is printed of an answer by that name. */
static bool say(struct scene *s)
{
	const struct verb *v = verb_find(s->what);

	for (size_t i = 0; i < ELEMENTS(own); i++)
		if (text_equal(own[i].name, s->what)) {
			own[i].say(s);
			return true;
		}
	if (!v || !v->print)
		return false;
	v->print(&s->o, s->reply);
	if (v->failed)
		v->failed(s->reply);
	return true;
}

/* ---- What must hold ----------------------------------------------------------------------------- */

struct command {
	const char *line;
	bool found;
};

static void compare_command(void *user, const char *name, const char *text)
{
	cleanup_free char *safe = safe_line(text);
	struct command *c = user;

	c->found |= text_equal(name, "finish") && text_equal(safe, c->line);
}

/* Commands are never broken, so that they can be copied. */
static bool is_command(const struct scene *s, const char *line, size_t size)
{
	cleanup_text struct text bare = { 0 };
	struct command c = { .line = "" };

	for (const char *at = line; at < line + size;)
		if (*at == '\033')
			at += strcspn(at, "m") + 1;
		else
			text_add_bytes(&bare, at++, 1);
	if (bare.data)
		c.line = bare.data + strspn(bare.data, " ");
	answer_strings(s->reply, NULL, compare_command, &c);
	return c.found;
}

/* Tables, and pictures of time. */
static bool is_drawn(const struct scene *s)
{
	static const struct {
		const char *verb, *lists[2];
	} rows[] = {
		{ "list", { "interviews" } },
		{ "plan", { "milestones" } },
		{ "log", { "log", "changes" } },
		{ "timeline", { "processes" } },
	};

	for (size_t i = 0; i < ELEMENTS(rows); i++)
		for (size_t k = 0; k < ELEMENTS(rows[i].lists); k++)
			if (text_equal(rows[i].verb, s->what) && rows[i].lists[k] &&
			    json_array_size(json_object_get(s->reply, rows[i].lists[k])) > 0)
				return true;
	return false;
}

/* Of a pop-up, as watch draws it. */
static bool is_of_card(const struct scene *s, const char *line)
{
	static const char *const begins[] = { "┌", "│", "└", "+", "|" };

	if (!text_equal(s->what, "watch"))
		return false;
	line += *line == '\033' ? strcspn(line, "m") + 1 : 0;
	for (size_t i = 0; i < ELEMENTS(begins); i++)
		if (text_starts(line, begins[i]))
			return true;
	return false;
}

static void check_line(const struct scene *s, const char *line, size_t size)
{
	size_t card = s->o.width < CARD_MAX ? s->o.width : CARD_MAX;

	if (is_of_card(s, line))
		assert_int_equal(screen_columns(line, size), card);
	else if (is_drawn(s))
		assert_true(screen_columns(line, size) <= s->o.width);
	else if (!is_command(s, line, size))
		screen_assert_prose(line, size, s->o.width);
}

static void check_bar(const struct scene *s)
{
	static const char *const entities[] = { "&amp;", "&lt;", "&gt;" };
	cleanup_json json_t *line = json_loads(s->screen.out, JSON_REJECT_DUPLICATES, NULL);
	const char *tip = json_string_value(json_object_get(line, "tooltip"));
	const char *full = json_string_value(json_object_get(line, "full_text"));

	assert_true(tip && full && json_object_get(line, "class"));
	assert_null(strpbrk(tip, "<>"));
	for (const char *at = tip; (at = strchr(at, '&')); at++) {
		bool known = false;

		for (size_t i = 0; i < ELEMENTS(entities); i++)
			known |= text_starts(at, entities[i]);
		assert_true(known);
	}
	assert_null(strstr(full, "%{"));
	screen_assert_harmless(tip, strlen(tip), false);
	screen_assert_harmless(full, strlen(full), false);
}

/* JSON is not broken, and neither are lines of the book that are to be put back. */
static bool is_broken_to_width(const struct scene *s)
{
	static const char *const whole[] = { "remove", "json", "waybar", "error" };

	for (size_t i = 0; i < ELEMENTS(whole); i++)
		if (text_equal(whole[i], s->what))
			return false;
	return s->o.width > 0 && !s->old;
}

static void check_width(const struct scene *s)
{
	size_t size;

	for (const char *rest = s->screen.out; *rest; rest += size + 1) {
		size = strcspn(rest, "\n");
		assert_int_equal(rest[size], '\n');
		check_line(s, rest, size);
	}
}

static void check_json(const struct scene *s)
{
	cleanup_json json_t *again = json_loads(s->screen.out, 0, NULL);

	assert_true(json_equal(again, s->reply));
}

static void allow_tabs(char *text)
{
	while ((text = strchr(text, '\t')))
		*text = ' ';
}

static void check(const struct scene *s)
{
	const struct screen *screen = &s->screen;
	bool is_data = text_equal(s->what, "remove"); /* lines of the book */

	if (is_data)
		allow_tabs(screen->out);
	allow_tabs(screen->err); /* what was typed may be said again with them */
	if (!is_data || s->o.terminal)
		screen_assert_harmless(screen->out, screen->out_size, s->o.color);
	screen_assert_harmless(screen->err, screen->err_size, false);
	if (!answer_mentions(s->reply, "(null)") && !answer_mentions(s->before, "(null)"))
		assert_null(strstr(screen->out, "(null)"));
	if (text_equal(s->what, "waybar"))
		check_bar(s);
	if (text_equal(s->what, "json"))
		check_json(s);
	if (is_broken_to_width(s))
		check_width(s);
}

/* ---- The scene ---------------------------------------------------------------------------------- */

static void set_screen(struct scene *s, char *words)
{
	struct output *o = &s->o;
	int64_t width = 0;
	char *word = text_word(&words);

	if (word && text_to_int(word, 0, WIDTH_MAX, &width) == 0 && width > 0)
		o->width = (size_t)(width < WIDTH_MIN ? WIDTH_MIN : width);
	o->terminal = o->width > 0;
	while ((word = text_word(&words))) {
		o->color |= text_equal(word, "color");
		o->ascii |= text_equal(word, "ascii");
		s->old |= text_equal(word, "old");
	}
	o->now = input_instant("2026-11-25T08:00:00Z");
}

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size)
{
	struct input in = { data, size };
	cleanup_free char *line = input_line(&in);
	char *words = line, *what = text_word(&words);
	struct scene s = { .what = what ? what : "" };
	bool printed;

	set_screen(&s, words);
	s.before = text_equal(what, "watch") ? answer_read(&in, "==") : NULL;
	s.reply = answer_read(&in, NULL);
	output_set_clock(&s.o, s.reply);
	setlocale(LC_CTYPE, s.old ? "C" : "C.UTF-8");
	screen_begin(&s.screen);
	printed = say(&s);
	screen_end(&s.screen);
	if (printed)
		check(&s);
	screen_done(&s.screen);
	json_decref(s.before);
	json_decref(s.reply);
	return 0;
}
