/* SPDX-License-Identifier: MIT */

/* The language of templates: places, parts, blanks, paragraphs, and what is wrong. */

#include <errno.h>
#include <locale.h>
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <string.h>

#include <cmocka.h>

#include "cli/letters/facts.h"
#include "cli/letters/template.h"
#include "common/cleanup.h"
#include "common/text.h"

static const struct {
	const char *name, *value;
} facts_there[] = {
	{ "first", "Dana" }, { "topic", "zero-copy parsers" },      { "late", "yes" },
	{ "name", "Örsi" },  { "signature", "Max Winter\v555 01" },
};

static bool is_known(const char *name)
{
	return text_equal(name, "role") || text_equal(name, "first") || text_equal(name, "topic") ||
	       text_equal(name, "late") || text_equal(name, "name") ||
	       text_equal(name, "signature");
}

static const char *get(void *user, const char *name)
{
	(void)user;
	for (size_t i = 0; i < ELEMENTS(facts_there); i++)
		if (text_equal(facts_there[i].name, name))
			return facts_there[i].value;
	return NULL;
}

static const struct template_facts facts = { .is_known = is_known, .get = get };

static void assert_filled(const char *text, const char *subject, const char *body)
{
	cleanup_complaints struct complaints c = { 0 };
	cleanup_free char *s = NULL, *b = NULL;

	assert_int_equal(template_fill("a.txt", text, &facts, &s, &b, &c), 0);
	assert_string_equal(s, subject);
	assert_string_equal(b, body);
	assert_int_equal(c.n, 0);
}

static void fills(void **state)
{
	static const struct {
		const char *text, *body;
	} rows[] = {
		{ "Dear {first},", "Dear Dana," },
		{ "{Topic} it is.", "Zero-copy parsers it is." },
		{ "{name} and {Name}", "Örsi and Örsi" },
		{ "A {role}.", "A [[role]]." },
		{ "{?one thing}!", "[[one thing]]!" },
		{ "We spoke[ of {topic}].", "We spoke of zero-copy parsers." },
		{ "We spoke[ of the {role}].", "We spoke." },
		{ "the [{role}|position]", "the position" },
		{ "[{role}|{topic}|{first}]", "zero-copy parsers" },
		{ "[{!late}Late, but ]hello", "Late, but hello" },
		{ "[{!role}Late, but |Soon, ]hello", "Soon, hello" },
		{ "[a[ {role}] b]", "a b" },
		{ "[a [{role}|{?which}] b]", "a [[which]] b" },
		{ "[{role}[ {topic}]]!", "!" },
		{ "\\[{first}\\] \\{ \\| \\\\ |", "[Dana] { | \\ |" },
		{ "one\ntwo\n\nthree", "one two\n\nthree" },
		{ "one\\\ntwo", "one\ntwo" },
		{ "one\n\n[{role}]\n\ntwo", "one\n\ntwo" },
		{ "one\n[{role}]\ntwo", "one\n\ntwo" },
		{ "# no\none\n# no\ntwo", "one two" },
		{ "list:\n- a\n- b\nc", "list:\n- a\n- b c" },
		{ "Regards,\\\n{signature}", "Regards,\nMax Winter\n555 01" },
		{ "  much   air \n\n\n\n here  ", "much air\n\nhere" },
		{ "", "" },
	};

	(void)state;
	for (size_t i = 0; i < ELEMENTS(rows); i++)
		assert_filled(rows[i].text, "", rows[i].body);
}

static void subjects(void **state)
{
	(void)state;
	assert_filled("Subject: Hello {first}\n\nText", "Hello Dana", "Text");
	assert_filled("# why\nSubject: a\n b\n\nText", "a b", "Text");
	assert_filled("subject:[ {role}]\n\nText", "", "Text");
	assert_filled("Subject: alone", "alone", "");
	assert_filled("The Subject: matters", "", "The Subject: matters");
}

static void says_what_is_wrong(void **state)
{
	static const struct {
		const char *text;
		unsigned line;
		const char *part;
	} rows[] = {
		{ "a\nb {first", 2, "without its }" },
		{ "a\n\n{}", 3, "name of a fact" },
		{ "Subject: x\n\na\n{frist}", 4, "{frist}" },
		{ "# c\nSubject: {colour}\n\na", 2, "{colour}" },
		{ "a [b", 1, "without its ]" },
		{ "[[[[[[[[[deep]]]]]]]]]", 1, "inside each other" },
	};

	(void)state;
	for (size_t i = 0; i < ELEMENTS(rows); i++) {
		cleanup_complaints struct complaints c = { 0 };
		char *s = NULL, *b = NULL;

		assert_int_equal(template_fill("a.txt", rows[i].text, &facts, &s, &b, &c), -EINVAL);
		assert_null(s);
		assert_null(b);
		assert_int_equal(c.n, 1);
		assert_int_equal(c.items[0].line, rows[i].line);
		assert_non_null(strstr(c.items[0].text, rows[i].part));
	}
}

static void counts_blanks(void **state)
{
	const char *text = "[[a]] b [[c d]] [[open";
	cleanup_free char *second = template_blank(text, 1);

	(void)state;
	assert_int_equal(template_count_blanks(text), 2);
	assert_string_equal(second, "c d");
	assert_null(template_blank(text, 2));
}

static void lines_are_harmless(void **state)
{
	static const struct {
		const char *text, *line;
	} rows[] = {
		{ " a \r\n\t b ", "a b" },
		{ "a\x01"
		  "b",
		  "a b" },
		{ "a\xe2\x80\xae"
		  "b",
		  "ab" }, /* turned direction */
		{ "a\xc2\x85"
		  "b\xc2\xa0"
		  "c",
		  "a b c" }, /* a next line, a hard blank */
		{ "a\xe2\x80\xa8"
		  "b",
		  "a b" }, /* a line separator */
		{ "\xef\xbb\xbf"
		  "Ω 日本",
		  "Ω 日本" },
		{ "", "" },
	};

	(void)state;
	for (size_t i = 0; i < ELEMENTS(rows); i++) {
		cleanup_free char *line = template_line(rows[i].text);

		assert_string_equal(line, rows[i].line);
	}
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(fills),
		cmocka_unit_test(subjects),
		cmocka_unit_test(says_what_is_wrong),
		cmocka_unit_test(counts_blanks),
		cmocka_unit_test(lines_are_harmless),
	};

	setlocale(LC_CTYPE, "C.UTF-8");
	return cmocka_run_group_tests(tests, NULL, NULL);
}
