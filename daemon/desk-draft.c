/* SPDX-License-Identifier: MIT */
#include "daemon/desk-draft.h"

#include <errno.h>
#include <string.h>

#include "common/voice.h"
#include "daemon/errors.h"

void draft_done(struct draft *w)
{
	store_text_done(&w->read);
	edit_done(&w->edit);
	book_done(&w->own);
	complaints_done(&w->complaints);
}

static const char *text_of(const struct draft *w)
{
	return w->read.data ? w->read.data : "";
}

int draft_init(struct draft *w, const struct shelf *s, const char *zone)
{
	int r = store_read(s->book_path, &w->read);

	w->book = &w->own;
	if (r < 0) {
		complain(&w->complaints, s->book_path, 0, "cannot be read: %s", strerror(-r));
		return r == -ENOMEM ? r : 0;
	}
	if (shelf_has_book_of(s, &w->read))
		w->book = &s->book;
	else
		r = book_parse(text_of(w), w->read.size, s->book_path, zone, &s->memory, &w->own,
			       &w->complaints);
	return r < 0 ? r : edit_init(&w->edit, text_of(w), w->read.size);
}

static const struct complaint *first_error(const struct complaints *c)
{
	for (size_t i = 0; i < c->n; i++)
		if (!c->items[i].hint)
			return &c->items[i];
	return NULL;
}

void draft_refuse(const struct draft *w, const struct shelf *s, const char *zone, struct change *c)
{
	cleanup_book struct book book = { 0 };
	cleanup_complaints struct complaints again = { 0 };
	const struct complaint *first = first_error(&w->complaints);

	if (w->complaints.tongue != voice() && w->read.data &&
	    book_parse(text_of(w), w->read.size, s->book_path, zone, &s->memory, &book, &again) >=
		    0)
		first = first_error(&again);
	if (first)
		change_refuse_bad_book(c, first->file, first->line, first->text);
	else
		change_refuse_bad_book(c, s->book_path, 0,
				       _("it has errors; see: followupd --check"));
}

static void refuse_spoilt(struct change *c, const struct complaints *complaints)
{
	const struct complaint *first = first_error(complaints);

	change_refuse(c, "BadInput",
		      json_pack("{s:s, s:s}", "parameter", "", "text",
				first ? first->text : _("that would spoil the book")));
}

int draft_reread(struct draft *w, const struct shelf *s, struct change *c)
{
	cleanup_book struct book book = { 0 };
	struct complaints complaints = { 0 };
	int r = book_parse(w->edit.text, w->edit.size, s->book_path, c->zone, &s->memory, &book,
			   &complaints);

	if (r >= 0 && complaints.n_errors > 0)
		refuse_spoilt(c, &complaints);
	if (r < 0 || c->error) {
		complaints_done(&complaints);
		return r;
	}
	book_done(&w->own);
	w->own = book;
	c->book = w->book = &w->own;
	book = (struct book){ 0 };
	complaints_done(&w->complaints);
	w->complaints = complaints;
	w->edited = true;
	return 0;
}
