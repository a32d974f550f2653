/* SPDX-License-Identifier: MIT */
#include "daemon/shelf.h"

#include <errno.h>
#include <libgen.h>
#include <string.h>

#include "common/cleanup.h"
#include "common/shortage.h"
#include "common/text.h"
#include "common/voice.h"

static void complain_unreadable(struct complaints *c, const char *path, int r)
{
	complaints_done(c);
	complain(c, path, 0, "cannot be read: %s", strerror(-r));
}

/* It says nothing of the file that it could not be read just now. */
static bool is_shortage(int r)
{
	return r == -ENOMEM || r == -EMFILE || r == -ENFILE;
}

static bool same_text(const struct store_text *a, const struct store_text *b)
{
	return !a->data == !b->data && a->size == b->size &&
	       (!a->data || memcmp(a->data, b->data, a->size) == 0);
}

static void put_text(struct store_text *place, struct store_text *text)
{
	store_text_done(place);
	*place = *text;
	*text = (struct store_text){ 0 };
}

bool shelf_book_is_bad(const struct shelf *s)
{
	return s->book_error < 0 || s->book_complaints.n_errors > 0;
}

bool shelf_has_book_of(const struct shelf *s, const struct store_text *text)
{
	return s->book_was_good && !shelf_book_is_bad(s) && !s->is_of_another_zone &&
	       same_text(text, &s->book_text);
}

bool shelf_has_book_on_disk(const struct shelf *s)
{
	cleanup_store_text struct store_text text = { 0 };

	return store_read(s->book_path, &text) == 0 && shelf_has_book_of(s, &text);
}

enum stand_in shelf_stand_in(const struct shelf *s)
{
	if (s->book_was_good)
		return STAND_IN_LAST_GOOD;
	return s->book_error < 0 && s->book.n_interviews == 0 ? STAND_IN_NOTHING : STAND_IN_PART;
}

void shelf_put_book(struct shelf *s, struct store_text *text, struct book *book,
		    struct complaints *complaints)
{
	put_text(&s->book_text, text);
	book_done(&s->book);
	s->book = *book;
	*book = (struct book){ 0 };
	s->book_was_good = true;
	s->is_of_another_zone = false;
	complaints_done(&s->book_complaints);
	s->book_complaints = *complaints;
	*complaints = (struct complaints){ 0 };
	s->book_error = 0;
	memory_follow(&s->memory, &s->book);
	s->saw_zones = memory_keep_zones(&s->memory, &s->book) > 0 || s->saw_zones;
}

/*
 * A bad text: the last good book stays, the complaints are the new ones. If there was none, such as after a restart, what can be
 * relied upon of this one counts; memory is left alone, since what is missing is not gone.
 */
static int put_bad_book(struct shelf *s, struct store_text *text, struct book *book,
			struct complaints *complaints)
{
	if (!s->book_was_good) {
		int r = book_drop_doubtful(book);

		if (r < 0)
			return r;
		book_done(&s->book);
		s->book = *book;
		*book = (struct book){ 0 };
	}
	put_text(&s->book_text, text);
	complaints_done(&s->book_complaints);
	s->book_complaints = *complaints;
	*complaints = (struct complaints){ 0 };
	s->book_error = 0;
	return 1;
}

static int take_book_text(struct shelf *s, struct store_text *text, const char *zone)
{
	cleanup_book struct book book = { 0 };
	cleanup_complaints struct complaints complaints = { 0 };
	size_t before = shortages();
	int r = book_parse(text->data ? text->data : "", text->size, s->book_path, zone, &s->memory,
			   &book, &complaints);

	if (r >= 0 && shortages() != before)
		r = -ENOMEM; /* a complaint may be missing, or a time be of another zone */
	if (r < 0)
		return r;
	if (complaints.n_errors > 0)
		return put_bad_book(s, text, &book, &complaints);
	shelf_put_book(s, text, &book, &complaints);
	return 1;
}

int shelf_read_book(struct shelf *s, const char *zone)
{
	cleanup_store_text struct store_text text = { 0 };
	int r = store_read(s->book_path, &text);

	if (is_shortage(r))
		return r;
	if (r < 0) {
		bool news = s->book_error != r;

		s->book_error = r;
		complain_unreadable(&s->book_complaints, s->book_path, r);
		return news;
	}
	if (s->book_error == 0 && same_text(&text, &s->book_text))
		return 0;
	return take_book_text(s, &text, zone);
}

int shelf_reread_book(struct shelf *s, const char *zone)
{
	struct store_text text = s->book_text;
	int r;

	if (s->book_error < 0)
		return shelf_read_book(s, zone);
	s->book_text = (struct store_text){ 0 };
	r = take_book_text(s, &text, zone);
	if (r < 0) {
		s->book_text = text;
		s->is_of_another_zone = true;
	}
	return r;
}

static int settings_take(struct shelf *s, struct store_text *text)
{
	cleanup_settings struct settings settings = { 0 };
	struct complaints complaints = { 0 };
	cleanup_free char *path = text_copy(s->settings_path);
	size_t before = shortages();
	int r;

	if (!path)
		return -ENOMEM;
	r = settings_parse(text->data ? text->data : "", text->size, s->settings_path,
			   dirname(path), &settings, &complaints);
	if (r >= 0 && shortages() != before)
		r = -ENOMEM;
	if (r < 0) {
		complaints_done(&complaints);
		return r;
	}
	complaints_done(&s->settings_complaints);
	s->settings_complaints = complaints;
	put_text(&s->settings_text, text);
	settings_done(&s->settings);
	s->settings = settings;
	settings = (struct settings){ 0 };
	return 1;
}

int shelf_read_settings(struct shelf *s)
{
	cleanup_store_text struct store_text text = { 0 };
	int r = store_read(s->settings_path, &text);

	if (is_shortage(r))
		return r;
	if (r < 0) {
		s->settings_error = r;
		complain_unreadable(&s->settings_complaints, s->settings_path, r);
		return 1;
	}
	s->settings_error = 0;
	return same_text(&text, &s->settings_text) ? 0 : settings_take(s, &text);
}

/* ---- In another tongue -------------------------------------------------------------------------- */

static bool is_said_in_another(const struct complaints *c)
{
	return c->n > 0 && c->tongue != voice();
}

static void take_complaints(struct complaints *place, struct complaints *new, int r)
{
	struct complaints old = *place;

	if (r >= 0) {
		*place = *new;
		*new = old;
	}
	complaints_done(new);
}

static void speak_of_book(struct shelf *s, const char *zone)
{
	cleanup_book struct book book = { 0 };
	struct complaints new = { 0 };
	size_t before = shortages();
	int r = 0;

	if (s->book_error < 0)
		complain_unreadable(&new, s->book_path, s->book_error);
	else
		r = book_parse(s->book_text.data ? s->book_text.data : "", s->book_text.size,
			       s->book_path, zone, &s->memory, &book, &new);
	take_complaints(&s->book_complaints, &new, shortages() != before ? -ENOMEM : r);
}

static void speak_of_settings(struct shelf *s)
{
	cleanup_settings struct settings settings = { 0 };
	cleanup_free char *path = text_copy(s->settings_path);
	struct complaints new = { 0 };
	size_t before = shortages();
	int r = path ? 0 : -ENOMEM;

	if (s->settings_error < 0)
		complain_unreadable(&new, s->settings_path, s->settings_error);
	else if (path)
		r = settings_parse(s->settings_text.data ? s->settings_text.data : "",
				   s->settings_text.size, s->settings_path, dirname(path),
				   &settings, &new);
	take_complaints(&s->settings_complaints, &new, shortages() != before ? -ENOMEM : r);
}

void shelf_speak(struct shelf *s, const char *zone)
{
	if (is_said_in_another(&s->book_complaints))
		speak_of_book(s, zone);
	if (is_said_in_another(&s->settings_complaints))
		speak_of_settings(s);
}

static int read_memory(struct shelf *s)
{
	struct complaints complaints = { 0 };
	int r = store_read(s->memory_path, &s->memory_text);

	if (r == -ENOMEM)
		return r;
	s->memory_error = r < 0 ? r : 0;
	/*
	 * What is wrong in it is dropped: it costs at most a repeated pop-up, and nobody edits this
	 * file.
	 */
	r = memory_parse(s->memory_text.data ? s->memory_text.data : "", s->memory_text.size,
			 s->memory_path, &s->memory, &complaints);
	complaints_done(&complaints);
	return r;
}

int shelf_init(struct shelf *s, const char *book_path, const char *settings_path,
	       const char *memory_path, const char *zone)
{
	cleanup_store_text struct store_text nothing = { 0 };
	int r;

	*s = (struct shelf){ .book_path = book_path,
			     .settings_path = settings_path,
			     .memory_path = memory_path };
	r = history_init(&s->history, memory_path);
	if (r >= 0)
		r = settings_take(s, &nothing); /* the defaults, should the file be unreadable */
	if (r >= 0)
		r = shelf_read_settings(s);
	if (r >= 0)
		r = read_memory(s);
	if (r >= 0)
		r = shelf_read_book(s, zone);
	if (r < 0)
		shelf_done(s);
	return r < 0 ? r : 0;
}

void shelf_done(struct shelf *s)
{
	store_text_done(&s->book_text);
	book_done(&s->book);
	complaints_done(&s->book_complaints);
	store_text_done(&s->settings_text);
	settings_done(&s->settings);
	complaints_done(&s->settings_complaints);
	store_text_done(&s->memory_text);
	memory_done(&s->memory);
	shelf_forget_revert(s);
	history_done(&s->history);
	*s = (struct shelf){ 0 };
}

int shelf_write_memory(struct shelf *s)
{
	cleanup_text struct text out = { 0 };
	int r = memory_to_text(&s->memory, &out);

	if (r < 0)
		return r;
	if (s->memory_text.data && s->memory_text.size == out.size &&
	    memcmp(s->memory_text.data, out.data, out.size) == 0)
		return s->memory_error =
			       0; /* also where what could not be written was taken back */
	for (int attempt = 0; attempt < 3; attempt++) {
		r = store_replace(s->memory_path, &s->memory_text, out.data ? out.data : "",
				  out.size);
		if (r != STORE_CHANGED)
			break;
		/* Nobody else has a say in this file: what is there now is overwritten. */
		store_text_done(&s->memory_text);
		r = store_read(s->memory_path, &s->memory_text);
		if (r < 0)
			break;
	}
	s->memory_error = r == STORE_CHANGED ? -EAGAIN : r;
	if (s->memory_error < 0)
		return s->memory_error;
	store_text_done(&s->memory_text);
	s->memory_text.size = out.size;
	s->memory_text.data = text_take(&out);
	return s->memory_text.data ? 0 : -ENOMEM;
}

int shelf_keep_zones(struct shelf *s)
{
	if (!s->saw_zones)
		return 0;
	s->saw_zones = false;
	return shelf_write_memory(s);
}

void shelf_forget_revert(struct shelf *s)
{
	memory_done(&s->spare);
	s->spare = (struct memory){ 0 };
	s->has_spare = false;
}

int shelf_prepare_revert(struct shelf *s)
{
	struct complaints complaints = { 0 };
	int r;

	shelf_forget_revert(s);
	r = memory_parse(s->memory_text.data ? s->memory_text.data : "", s->memory_text.size,
			 s->memory_path, &s->spare, &complaints);
	s->has_spare = r >= 0;
	complaints_done(&complaints);
	return r;
}

void shelf_revert_memory(struct shelf *s)
{
	struct memory changed = s->memory;

	if (!s->has_spare)
		return; /* none was made ready, so nothing was changed */
	s->memory = s->spare;
	s->spare = changed;
	shelf_forget_revert(s);
}
