/* SPDX-License-Identifier: MIT */

/* What must hold for every row of the table of verbs, so that parser and help can rely on it. */

#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <cmocka.h>

#include "cli/arguments.h"
#include "cli/help.h"
#include "cli/hint.h"
#include "common/cleanup.h"
#include "common/text.h"
#include "common/time.h"

#define WORDS_MAX 16

static void rows_are_whole(void **state)
{
	const struct verb *v;

	(void)state;
	for (size_t i = 0; (v = verb_at(i)); i++) {
		assert_ptr_equal(verb_find(v->name), v); /* no name twice */
		assert_non_null(v->summary);
		assert_non_null(v->examples);
		assert_true((v->print != NULL) != (v->run != NULL));
		assert_true(!v->print || v->method);
	}
	assert_null(verb_find("no such verb"));
}

/* A usage line or `help VERB` never names a word that nobody explains. */
static void words_are_explained(void **state)
{
	char buffer[HELP_MEANING_SIZE];
	const struct verb *v;

	(void)state;
	for (size_t i = 0; (v = verb_at(i)); i++) {
		for (size_t k = 0; k < ELEMENTS(v->arguments) && v->arguments[k].name; k++)
			assert_non_null(help_meaning(v->arguments[k].name, buffer));
		for (const struct option_rule *r = v->options; r->name; r++) {
			assert_true(!r->value || help_meaning(r->value, buffer));
			assert_true((r->value == NULL) ==
				    (r->kind == OPTION_FLAG || r->kind == OPTION_WORD));
			assert_non_null(r->help);
		}
	}
}

/* An argument that takes all words must be the last, one that may be missing not be before one that may not. */
static void arguments_can_be_told_apart(void **state)
{
	const struct verb *v;

	(void)state;
	for (size_t i = 0; (v = verb_at(i)); i++)
		for (size_t k = 0; k + 1 < ELEMENTS(v->arguments) && v->arguments[k + 1].name;
		     k++) {
			const struct argument_rule *a = &v->arguments[k];

			assert_int_equal(a->kind, ARGUMENT_WORD);
			assert_true(!a->optional || a->fits || v->arguments[k + 1].optional);
		}
}

/* Options before the verb are read without knowing it, so one name takes a value everywhere or nowhere. */
static void options_mean_the_same_before_the_verb(void **state)
{
	const struct verb *v, *w;

	(void)state;
	for (size_t i = 0; (v = verb_at(i)); i++)
		for (const struct option_rule *r = v->options; r->name; r++)
			for (size_t k = 0; k < i && (w = verb_at(k)); k++)
				for (const struct option_rule *s = w->options; s->name; s++)
					if (text_equal(r->name, s->name) && r->kind != OPTION_WORD)
						assert_int_equal(!r->value, !s->value);
}

static size_t split_words(char *line, char *words[WORDS_MAX])
{
	size_t n = 0;

	words[n++] = "followupctl";
	for (char *p = line; *p && n < WORDS_MAX - 1; n++) {
		bool quoted = false;
		char *to = p;

		words[n] = p;
		for (; *p && (quoted || *p != ' '); p++)
			if (*p == '\'')
				quoted = !quoted;
			else
				*to++ = *p;
		p += *p == ' ';
		*to = 0;
	}
	words[n] = NULL;
	return n;
}

/* What `help VERB` shows as an example can be typed. */
static void examples_are_right(void **state)
{
	const struct verb *v;

	(void)state;
	for (size_t i = 0; (v = verb_at(i)); i++) {
		cleanup_free char *examples = text_copy(v->examples);
		char *rest = examples, *line, *words[WORDS_MAX];

		while ((line = strsep(&rest, "\n"))) {
			cleanup_request struct request q = { 0 };
			cleanup_free char *complaint = NULL;
			char *redirection = strstr(line, " >");

			if (redirection)
				*redirection = 0;
			size_t n = split_words(line, words);
			if (arguments_parse((int)n, words, &q, &complaint) < 0)
				fail_msg("%s: %s", line, complaint);
			assert_ptr_equal(q.verb, v);
		}
	}
}

static void commands_are_typed_again(void **state)
{
	static const struct {
		const char *line, *again;
	} rows[] = {
		{ "sent acme", "followupctl sent acme --to 'Dana Li'" },
		{ "sent acme --via phone", "followupctl sent acme --via phone --to 'Dana Li'" },
		{ "sent -- acme", "followupctl sent --to 'Dana Li' -- acme" },
		{ "sent 'a b'", "followupctl sent 'a b' --to 'Dana Li'" },
	};

	(void)state;
	for (size_t i = 0; i < ELEMENTS(rows); i++) {
		cleanup_request struct request q = { 0 };
		cleanup_free char *line = text_copy(rows[i].line), *complaint = NULL;
		char *words[WORDS_MAX];
		size_t n = split_words(line, words);

		assert_int_equal(arguments_parse((int)n, words, &q, &complaint), 0);
		cleanup_free char *again = arguments_again(&q, "--to", "Dana Li");
		assert_string_equal(again, rows[i].again);
	}
}

static void times_are_told_from_words(void **state)
{
	static const char *const times[] = {
		"14:00", "tomorrow 14:00", "last tue 14:00", "fri", "+3d",      "in 2 weeks",
		"2h",    "1h 30min",       "2026-11-24",     "5bd", "yesterday"
	};
	static const char *const which[] = { "last", "this", "next", "on" };
	static const char *const others[] = {
		"",          "check-in", "Acme",        "tomorrow Acme",
		"thank-you", "Dana",     "check-in 2h", "my-own fri"
	};

	(void)state;
	for (size_t i = 0; i < ELEMENTS(times); i++)
		assert_true(arguments_is_time(times[i]));
	for (size_t i = 0; i < ELEMENTS(others); i++)
		assert_false(arguments_is_time(others[i]));
	for (enum weekday w = MONDAY; w <= SUNDAY; w++)
		for (size_t i = 0; i < ELEMENTS(which); i++) {
			cleanup_free char *text =
				text_format("%s %s 14:00", which[i], weekday_to_text(w));
			assert_true(arguments_is_time(text));
		}
}

/* Every hint is a command that the parser would take, once its capitals are filled in. */
static void hints_name_real_verbs(void **state)
{
	static const char *const words[] = {
		"done",  "thanks",   "wrote", "got",     "ghosted", "rejected", "offer",
		"hired", "declined", "rm",    "ls",      "cat",     "new",      "change",
		"later", "mute",     "todo",  "history", "import",  "export"
	};

	(void)state;
	for (size_t i = 0; i < ELEMENTS(words); i++) {
		cleanup_free char *hint = hint_for_verb(words[i], NULL, true);
		const char *command = strstr(hint, "\n  followupctl ");

		assert_non_null(command);
		for (; command; command = strstr(command, "\n  followupctl ")) {
			command += strlen("\n  followupctl ");
			cleanup_free char *name = strndup(command, strcspn(command, " \n"));
			assert_non_null(verb_find(name));
		}
	}
}

static void hints_for_values(void **state)
{
	static const struct {
		const char *verb, *word, *hint;
	} rows[] = {
		{ "outcome", "ghosted", "Did you mean:\n  followupctl outcome acme no-response" },
		{ "state", "noshow", "Did you mean:\n  followupctl state acme no-show" },
		{ "state", "ghosted", NULL },
		{ "outcome", "purple", NULL },
	};

	(void)state;
	for (size_t i = 0; i < ELEMENTS(rows); i++) {
		cleanup_free char *hint = hint_for_value(rows[i].verb, rows[i].word, "acme");
		assert_true(text_equal(hint, rows[i].hint));
	}
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(rows_are_whole),
		cmocka_unit_test(words_are_explained),
		cmocka_unit_test(arguments_can_be_told_apart),
		cmocka_unit_test(options_mean_the_same_before_the_verb),
		cmocka_unit_test(examples_are_right),
		cmocka_unit_test(commands_are_typed_again),
		cmocka_unit_test(times_are_told_from_words),
		cmocka_unit_test(hints_name_real_verbs),
		cmocka_unit_test(hints_for_values),
	};

	return cmocka_run_group_tests_name("verbs", tests, NULL, NULL);
}
