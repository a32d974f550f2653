/* SPDX-License-Identifier: MIT */
#include "tests/fuzz/answer.h"

#include <stdlib.h>
#include <string.h>

#include "common/cleanup.h"
#include "common/text.h"

#define DEPTH_MAX 12 /* of a way, as deep as an answer may be */

/* ---- Values ------------------------------------------------------------------------------------- */

static json_t *from_latin1(const char *text)
{
	cleanup_text struct text t = { 0 };

	for (const unsigned char *c = (const unsigned char *)text; *c; c++)
		if (*c < 0x80)
			text_add(&t, "%c", *c);
		else
			text_add(&t, "%c%c", 0xc0 | *c >> 6, 0x80 | (*c & 0x3f));
	return json_string(t.data ? t.data : "");
}

static json_t *make_string(const char *text)
{
	cleanup_text struct text t = { 0 };

	for (; *text; text++)
		if (text[0] == '\\' && text[1] == 'n')
			text_add_bytes(&t, "\n", 1), text++;
		else
			text_add_bytes(&t, text, 1);
	json_t *string = json_string(t.data ? t.data : "");
	return string ? string : from_latin1(t.data);
}

static json_t *make_value(const char *text)
{
	switch (text[0]) {
	case '#':
		return strchr(text, '.') ? json_real(strtod(text + 1, NULL))
					 : json_integer(strtoll(text + 1, NULL, 10));
	case '+':
		return json_true();
	case '-':
		return json_false();
	case '~':
		return json_null();
	case '{':
		return json_object();
	case '[':
		return json_array();
	default:
		return make_string(text + (text[0] == '\''));
	}
}

/* ---- Ways --------------------------------------------------------------------------------------- */

static bool is_number(const char *name)
{
	return *name && strspn(name, "0123456789") == strlen(name);
}

/* Puts it at its place, or behind the last. Borrowed, or NULL: it has no place there. */
static json_t *put(json_t *in, const char *name, json_t *value)
{
	int64_t i;

	if (json_is_object(in))
		return json_object_set_new(in, name, value) == 0 ? json_object_get(in, name) : NULL;
	if (text_to_int(name, 0, INT32_MAX, &i) == 0 && (size_t)i < json_array_size(in))
		return json_array_set_new(in, (size_t)i, value) == 0 ? value : NULL;
	return json_array_append_new(in, value) == 0 ? value : NULL;
}

static json_t *get(const json_t *in, const char *name)
{
	int64_t i;

	if (json_is_object(in))
		return json_object_get(in, name);
	return text_to_int(name, 0, INT32_MAX, &i) == 0 ? json_array_get(in, (size_t)i) : NULL;
}

static void read_line(json_t *root, char *line)
{
	char *rest = line, *way = strsep(&rest, "="), *name = strsep(&way, ".");
	json_t *at = root;

	for (size_t depth = 0; at && rest && depth < DEPTH_MAX; depth++) {
		const char *next = strsep(&way, ".");
		json_t *below = get(at, name);

		if (!next) {
			put(at, name, make_value(rest));
			return;
		}
		if (!json_is_object(below) && !json_is_array(below))
			below = put(at, name, is_number(next) ? json_array() : json_object());
		at = below;
		name = (char *)next;
	}
}

json_t *answer_read(struct input *in, const char *end)
{
	json_t *root = json_object();

	assert_non_null(root);
	while (in->size > 0) {
		cleanup_free char *line = input_line(in);

		if (end && text_equal(line, end))
			break;
		read_line(root, line);
	}
	return root;
}

/* ---- Looking at it ------------------------------------------------------------------------------ */

void answer_strings(const json_t *value, const char *name,
		    void (*see)(void *user, const char *name, const char *text), void *user)
{
	const char *key;
	json_t *item;
	size_t i;

	if (json_is_string(value))
		see(user, name, json_string_value(value));
	json_array_foreach(value, i, item)
		answer_strings(item, NULL, see, user);
	if (json_is_object(value))
		json_object_foreach((json_t *)value, key, item)
			answer_strings(item, key, see, user);
}

bool answer_mentions(const json_t *value, const char *part)
{
	cleanup_free char *text = value ? json_dumps(value, JSON_COMPACT) : NULL;

	return text && strstr(text, part);
}
