/* SPDX-License-Identifier: MIT */
#include <errno.h>
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <string.h>

#include <cmocka.h>

#include "common/cleanup.h"
#include "common/plural.h"

/* The rules as gettext's manual has them, with what each says of some numbers. */
static const struct {
	const char *line;
	int64_t n_forms;
	const char *forms; /* of 0, 1, 2, 3, 5, 11, 12, 21, 22, 25, 101, 111 */
} rows[] = {
	{ "Plural-Forms: nplurals=1; plural=0;", 1, "000000000000" },        /* Japanese */
	{ "Plural-Forms: nplurals=2; plural=(n != 1);", 2, "101111111111" }, /* German */
	{ "Plural-Forms: nplurals=2; plural=n>1;", 2, "001111111111" },      /* French */
	{ "Plural-Forms: nplurals=3; plural=n%10==1 && n%100!=11 ? 0 : n != 0 ? 1 : 2;", 3,
	  "201111101101" }, /* Latvian */
	{ "Plural-Forms: nplurals=3; plural=n%10==1 && n%100!=11 ? 0 : n%10>=2 && n%10<=4 && (n%100<10 || n%100>=20) ? 1 : 2;",
	  3, "201122201202" }, /* Russian */
	{ "Plural-Forms: nplurals=4; plural=n%100==1 ? 0 : n%100==2 ? 1 : n%100==3 || n%100==4 ? 2 : 3;",
	  4, "301233333303" }, /* Slovenian */
	{ "Plural-Forms: nplurals=6; plural=n==0 ? 0 : n==1 ? 1 : n==2 ? 2 : n%100>=3 && n%100<=10 ? 3 : n%100>=11 ? 4 : 5;",
	  6, "012334444454" }, /* Arabic */
	{ "nplurals=2; plural=!(n - 1) * 1 + n / 1 * 0;", 2, "010000000000" },
};

static void test_rules_of_languages(void **state)
{
	static const size_t numbers[] = { 0, 1, 2, 3, 5, 11, 12, 21, 22, 25, 101, 111 };

	(void)state;
	for (size_t i = 0; i < ELEMENTS(rows); i++) {
		const char *rule = NULL;
		char said[ELEMENTS(numbers) + 1] = "";

		assert_int_equal(plural_forms(rows[i].line, &rule), rows[i].n_forms);
		for (size_t k = 0; k < ELEMENTS(numbers); k++)
			said[k] = (char)('0' + plural_form(rule, numbers[k]));
		assert_string_equal(said, rows[i].forms);
	}
}

static void test_what_is_no_rule(void **state)
{
	static const char *const lines[] = {
		"",
		"nplurals=2;",
		"plural=n;",
		"nplurals=0; plural=0;",
		"nplurals=99; plural=0;",
		"nplurals=INTEGER; plural=EXPRESSION;",
		"nplurals=2; plural=(n != 1",
		"nplurals=2; plural=n ?;",
		"nplurals=2; plural=n ? 1;",
		"nplurals=2; plural=n % 0;",
		"nplurals=2; plural=n / 0;",
		"nplurals=2; plural=n n;",
		"nplurals=2; plural=((((((((((((((((((((((((((((((((((((((((n",
	};
	char deep[4096] = "nplurals=2; plural=";

	(void)state;
	for (size_t i = 0; i < ELEMENTS(lines); i++) {
		const char *rule = "untouched";

		assert_int_equal(plural_forms(lines[i], &rule), -EINVAL);
		assert_string_equal(rule, "untouched");
	}
	for (size_t i = strlen(deep); i < sizeof(deep) - 1; i++)
		deep[i] = i % 2 ? '!' : '(';
	assert_int_equal(plural_forms(deep, &(const char *){ NULL }), -EINVAL);
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(test_rules_of_languages),
		cmocka_unit_test(test_what_is_no_rule),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
