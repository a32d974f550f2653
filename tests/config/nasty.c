/* SPDX-License-Identifier: MIT */
#include "tests/config/nasty.h"

#include <setjmp.h>
#include <stdarg.h>
#include <stdlib.h>
#include <string.h>

#include <cmocka.h>

#include "common/cleanup.h"
#include "common/text.h"
#include "config/escape.h"
#include "config/ini.h"

/* ---- Chance ------------------------------------------------------------------------------------- */

uint64_t nasty_tries(uint64_t n)
{
	const char *wrapper = getenv("WRAPPER"), *fuzz = getenv("FOLLOWUPD_FUZZ");

	if (fuzz)
		return n * strtoull(fuzz, NULL, 10);
	return wrapper && strstr(wrapper, "valgrind") ? n / 20 : n;
}

/* Splitmix64. */
static uint64_t next(struct chance *c)
{
	uint64_t z = c->state += 0x9e3779b97f4a7c15;

	z = (z ^ (z >> 30)) * 0xbf58476d1ce4e5b9;
	z = (z ^ (z >> 27)) * 0x94d049bb133111eb;
	return z ^ (z >> 31);
}

size_t chance_below(struct chance *c, size_t n)
{
	return (size_t)(next(c) % n);
}

bool chance_once_in(struct chance *c, size_t n)
{
	return chance_below(c, n) == 0;
}

static const char *pick(struct chance *c, const char *const pieces[], size_t n)
{
	return pieces[chance_below(c, n)];
}
#define PICK(c, pieces) pick((c), (pieces), ELEMENTS(pieces))

/* ---- Text --------------------------------------------------------------------------------------- */

char *nasty_value(struct chance *c)
{
	static const char *const pieces[] = { "a",
					      "b c",
					      " ",
					      "  ",
					      ";",
					      " ;",
					      "\\",
					      "\\n",
					      "\n",
					      "\t",
					      "\r",
					      "=",
					      ":",
					      "[x]",
					      "#",
					      "\"",
					      "%s",
					      "\xc3\xa9",
					      "\xf0\x9f\x98\x80",
					      "\xef\xbb\xbf",
					      "\v" };
	struct text out = { 0 };

	for (size_t n = chance_below(c, 12); n > 0; n--)
		text_add(&out, "%s", PICK(c, pieces));
	return text_take(&out);
}

const char *nasty_key(struct chance *c)
{
	static const char *const keys[] = { "a",           "b",         "c",        "d",   "e",
					    "decision-by", "two words", "\xc3\xa9", "a;b", "\"" };

	return PICK(c, keys);
}

static void add_comment(struct chance *c, struct text *out)
{
	static const char *const pieces[] = { ";", "; x = 1", "# [b]", ";[c]", "#;", "; \\" };

	text_add(out, "%s", PICK(c, pieces));
}

static void add_fact(struct chance *c, struct text *out)
{
	static const char *const gaps[] = { "", " ", "   ", "\t", " \v" };
	static const char *const tails[] = { "", "", "", " ", " ; x", "\t;", "  ; a = b" };
	cleanup_free char *value = nasty_value(c);
	cleanup_free char *escaped = value_escape(value);

	text_add(out, "%s%s%s%s%s%s", nasty_key(c), PICK(c, gaps), chance_once_in(c, 6) ? ":" : "=",
		 PICK(c, gaps), escaped, PICK(c, tails));
}

/* What is refused, or looks like something else. */
static void add_bad(struct chance *c, struct text *out)
{
	static const char *const pieces[] = { "[",     "[]",    "[x",     "[x ;]",  "[ ;x]",
					      "]",     "=",     "=x",     "abc",    "a ; b=c",
					      "[s0]",  "[x] y", "\xff=1", "a=\xc3", "\\",
					      "a\\=b", ":",     "[=]",    "; \xfe" };

	if (chance_once_in(c, 12))
		text_add_bytes(out, "a\0=b", 4);
	else
		text_add(out, "%s", PICK(c, pieces));
}

static void add_line(struct chance *c, bool good, size_t *n_sections, struct text *out)
{
	static const char *const indents[] = { "", "", "", "", " ", "\t", "    " };

	text_add(out, "%s", PICK(c, indents));
	switch (chance_below(c, good ? 9 : 11)) {
	case 0:
		text_add(out, chance_once_in(c, 4) ? "[ s%zu ]  ; x" : "[s%zu]", (*n_sections)++);
		break;
	case 1:
	case 2:
		add_comment(c, out);
		break;
	case 3:
	case 4:
		break;
	case 9:
	case 10:
		add_bad(c, out);
		break;
	default:
		add_fact(c, out);
	}
}

char *nasty_text(struct chance *c, bool good, size_t *ret_size)
{
	size_t n_lines = chance_below(c, 40), n_sections = 0, end_kind = chance_below(c, 3);
	struct text out = { 0 };

	if (chance_once_in(c, 4))
		text_add(&out, "\xef\xbb\xbf");
	for (size_t i = 0; i < n_lines; i++) {
		bool crlf = end_kind == 0 || (end_kind == 1 && chance_once_in(c, 2));

		add_line(c, good, &n_sections, &out);
		if (i + 1 < n_lines || !chance_once_in(c, 3))
			text_add(&out, crlf ? "\r\n" : "\n");
	}
	*ret_size = out.size;
	return text_take(&out);
}

/* ---- Records ------------------------------------------------------------------------------------ */

void record_insert(struct record *r, size_t at, const char *section, const char *key,
		   const char *value)
{
	r->items = reallocarray(r->items, r->n + 1, sizeof(r->items[0]));
	assert_non_null(r->items);
	memmove(&r->items[at + 1], &r->items[at], (r->n - at) * sizeof(r->items[0]));
	r->n++;
	r->items[at] = (struct recorded){ text_copy(section), text_copy(key), text_copy(value), 0 };
}

static void recorded_done(struct recorded *item)
{
	free(item->section);
	free(item->key);
	free(item->value);
}

void record_remove(struct record *r, size_t at)
{
	recorded_done(&r->items[at]);
	r->n--;
	memmove(&r->items[at], &r->items[at + 1], (r->n - at) * sizeof(r->items[0]));
}

void record_done(struct record *r)
{
	for (size_t i = 0; i < r->n; i++)
		recorded_done(&r->items[i]);
	free(r->items);
	complaints_done(&r->complaints);
	*r = (struct record){ 0 };
}

static int take_section(void *user, const char *section, unsigned line)
{
	struct record *r = user;

	record_insert(r, r->n, section, NULL, NULL);
	r->items[r->n - 1].line = line;
	return 0;
}

static int take_fact(void *user, const char *section, const char *key, const char *value,
		     unsigned line)
{
	struct record *r = user;

	record_insert(r, r->n, section, key, value);
	r->items[r->n - 1].line = line;
	return 0;
}

static bool is_free_text(const char *key)
{
	return text_equal(key, "text");
}

void record_read(struct record *r, const char *text, size_t size)
{
	static const struct ini_listener listener = { take_section, take_fact, is_free_text, NULL };

	*r = (struct record){ 0 };
	assert_int_equal(ini_read(text, size, "file", &listener, r, &r->complaints), 0);
}

static void show(const char *title, const struct record *r)
{
	print_message("%s\n", title);
	for (size_t i = 0; i < r->n; i++)
		print_message("  %u [%s] %s = %s|\n", r->items[i].line, r->items[i].section,
			      r->items[i].key ? r->items[i].key : "", r->items[i].value);
}

void record_assert_equal(const struct record *a, const struct record *b)
{
	bool equal = a->n == b->n;

	for (size_t i = 0; equal && i < a->n; i++)
		equal = text_equal(a->items[i].section, b->items[i].section) &&
			text_equal(a->items[i].key, b->items[i].key) &&
			text_equal(a->items[i].value, b->items[i].value);
	if (equal)
		return;
	show("expected", a);
	show("but there is", b);
	fail();
}
