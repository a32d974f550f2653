/* SPDX-License-Identifier: MIT */

/* Changes of the text itself, whatever it says: a change taken back, and what an editor made of the book. */

#include <errno.h>
#include <string.h>

#include "common/cleanup.h"
#include "daemon/change-tools.h"
#include "daemon/patch.h"

/* ---- undo ----------------------------------------------------------------------------------- */

static long long number_of(const json_t *record, const char *name)
{
	return json_integer_value(json_object_get(record, name));
}

static const char *text_of(const json_t *record)
{
	const char *text = json_string_value(json_object_get(record, "text"));

	return text ? text : "";
}

static int refuse_missing(struct change *c, long long number)
{
	cleanup_free char *what = text_format("%lld", number);
	cleanup_free char *text = text_format(
		_("there is no change %s, or it is too long ago; followupctl log shows what there is"),
		what ? what : "?");

	return change_refuse(
		c, "NotFound",
		json_pack("{s:s?, s:[], s:s?}", "what", what, "candidates", "text", text));
}

/* 1: *ret is the change to take back, borrowed from the records; 0: refused. */
static int choose_change(struct change *c, const json_t *records, const json_t **ret)
{
	const json_t *wanted = json_object_get(c->parameters, "change");
	long long number = json_integer_value(wanted), by;

	*ret = json_is_integer(wanted) ? history_find(records, number)
				       : history_last_standing(records);
	if (json_is_integer(wanted) && !*ret)
		return refuse_missing(c, number);
	if (!*ret)
		return change_refuse_text(
			c, "Refused",
			"there is no change that could be taken back; what was done: followupctl log");
	number = number_of(*ret, "number");
	by = history_undone_by(records, number);
	if (by > 0)
		return change_refuse_text(
			c, "Refused",
			"change %lld was taken back by change %lld; to make it again: followupctl undo %lld",
			number, by, by);
	if (!json_is_array(json_object_get(*ret, "patch")))
		return change_refuse_text(
			c, "Refused",
			"change %lld (%s) is none of the book's lines, or of too many of them, so it cannot be "
			"taken back. followupctl resume ends a pause; for a change before it, name its number: "
			"followupctl log",
			number, text_of(*ret));
	return 1;
}

static int refuse_stale(struct change *c, const json_t *record)
{
	const char *id = json_string_value(json_object_get(record, "id"));

	return change_refuse_text(
		c, "Refused",
		"change %lld (%s) cannot be taken back: its lines were edited since. To put it right by "
		"hand: followupctl edit%s%s",
		number_of(record, "number"), text_of(record), id ? " " : "", id ? id : "");
}

/* What would make a book that cannot be read is refused with the reader's words. 1: it is fine. */
static int check_result(struct change *c, const json_t *record, const struct text *result)
{
	cleanup_book struct book book = { 0 };
	cleanup_complaints struct complaints complaints = { 0 };
	int r = book_parse(result->data ? result->data : "", result->size, c->shelf->book_path,
			   c->zone, &c->shelf->memory, &book, &complaints);

	if (r < 0)
		return r;
	for (size_t i = 0; i < complaints.n; i++)
		if (!complaints.items[i].hint)
			return change_refuse_text(c, "Refused",
						  "change %lld (%s) cannot be taken back: then %s",
						  number_of(record, "number"), text_of(record),
						  complaints.items[i].text);
	return 1;
}

/* The book's text is this from now on; takes it over. */
static int take_text(struct change *c, struct text *text)
{
	struct edit edit = { 0 };
	int r = text->failed ? -ENOMEM : edit_init(&edit, text->data ? text->data : "", text->size);

	if (r < 0)
		return r;
	edit_done(c->edit);
	*c->edit = edit;
	return 0;
}

static int take_back(struct change *c, const json_t *record)
{
	const json_t *patch = json_object_get(record, "patch");
	const char *id = json_string_value(json_object_get(record, "id"));
	cleanup_text struct text result = { 0 };
	int r = patch_apply(patch, PATCH_BACK, c->edit->text, c->edit->size, &result);

	if (r == -ESTALE || r == -EBADMSG)
		return refuse_stale(c, record);
	if (r == 0)
		r = check_result(c, record, &result);
	if (r <= 0)
		return r;
	r = take_text(c, &result);
	c->undoes = number_of(record, "number");
	c->id = text_copy(id);
	json_decref(c->written);
	c->written = patch_lines(patch, PATCH_BACK);
	c->extra = json_pack("{s:o}", "removed", patch_lines(patch, PATCH_FORWARD));
	change_say(c, "Taken back change %lld: %s", number_of(record, "number"), text_of(record));
	return r < 0 || !c->written || !c->extra || (id && !c->id) ? -ENOMEM : 0;
}

int change_undo(struct change *c)
{
	cleanup_json json_t *records = history_read(&c->shelf->history);
	const json_t *record;
	int r = records ? choose_change(c, records, &record) : -ENOMEM;

	return r <= 0 ? r : take_back(c, record);
}

/* ---- replace -------------------------------------------------------------------------------- */

/*
 * The text that is wanted, on a book that was changed elsewhere meanwhile: the lines that differ from
 * what it was made from. 1: done; 0: refused.
 */
static int merge(struct change *c, const char *expected, const char *text, struct text *ret)
{
	cleanup_json json_t *patch = NULL;
	int r = patch_make(expected, strlen(expected), text, strlen(text), &patch);

	if (r == 0)
		r = patch_apply(patch, PATCH_FORWARD, c->edit->text, c->edit->size, ret);
	if (r == -ENOMEM)
		return r;
	if (r < 0)
		return change_refuse_text(
			c, "Refused",
			"the book was changed elsewhere meanwhile, in the same lines; it stays as it is now");
	change_say(c, "The book was changed elsewhere meanwhile; both changes are in it now. ");
	return 1;
}

/* The section that all of the patch is in, unless sections come or go. Borrowed; NULL: none. */
static const char *section_of(const json_t *patch)
{
	const char *section = NULL;
	json_t *hunk, *line;
	size_t i, k;

	json_array_foreach(patch, i, hunk) {
		const char *its = json_string_value(json_object_get(hunk, "section"));

		if (section && !text_equal(section, its))
			return NULL;
		section = its;
		json_array_foreach(json_object_get(hunk, "old"), k, line)
			if (json_string_value(line)[0] == '[')
				return NULL;
		json_array_foreach(json_object_get(hunk, "new"), k, line)
			if (json_string_value(line)[0] == '[')
				return NULL;
	}
	return text_is_empty(section) ? NULL : section;
}

static int say_edit(struct change *c, const struct text *result)
{
	cleanup_json json_t *patch = NULL;
	const char *data = result->data ? result->data : "";

	if (patch_make(c->edit->text, c->edit->size, data, result->size, &patch) < 0) {
		change_say(c, "Edited the book.");
		return 0;
	}
	const char *section = section_of(patch);
	cleanup_json json_t *removed = patch_lines(patch, PATCH_BACK);
	json_decref(c->written);
	c->written = patch_lines(patch, PATCH_FORWARD);
	c->id = text_copy(section);
	size_t in = json_array_size(c->written), out = json_array_size(removed);
	text_add(&c->text,
		 P_("Edited %s: %zu line put in, %zu taken out.",
		    "Edited %s: %zu lines put in, %zu taken out.", in),
		 section ? section : _("the book"), in, out);
	return c->written && (!section || c->id) ? 0 : -ENOMEM;
}

int change_replace(struct change *c)
{
	const char *expected = change_string(c, "expected"), *text = change_string(c, "text");
	cleanup_text struct text result = { 0 };
	int r = 1;

	if (!c->edit->text)
		return change_refuse_text(c, "Refused", "%s cannot be read, so it is not replaced",
					  c->shelf->book_path);
	if (text_equal(c->edit->text, expected))
		text_add(&result, "%s", text);
	else
		r = merge(c, expected, text, &result);
	if (r <= 0)
		return r;
	if (text_equal(c->edit->text, result.data ? result.data : "")) {
		change_say(c, "Nothing was changed.");
		return 0;
	}
	r = say_edit(c, &result);
	return r < 0 ? r : take_text(c, &result);
}
