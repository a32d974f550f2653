/* SPDX-License-Identifier: MIT */
#pragma once

/*
 * What was read: book, settings and memory. The last good ones stay when a new text is bad, and the
 * complaints say what is wrong with it. Whoever holds a plan made from the book must drop it before
 * shelf_read_book() or shelf_put_book() (see daemon_road()).
 */

#include "config/book.h"
#include "config/memory-file.h"
#include "config/settings.h"
#include "config/store.h"
#include "daemon/history.h"

struct shelf {
	const char *book_path, *settings_path, *memory_path; /* borrowed from the options */
	struct store_text book_text;                         /* as last read, good or bad */
	struct book book;                                    /* the last good one … */
	bool book_was_good; /* … or, before there was one, what can be relied upon of a bad one */
	bool is_of_another_zone; /* it could not be read again when the user's zone was another one */
	struct complaints book_complaints;
	int book_error; /* the book could not be read at all: negative errno */
	struct store_text settings_text;
	struct settings settings; /* the last good one */
	struct complaints settings_complaints;
	int settings_error; /* the settings could not be read at all: negative errno */
	struct store_text memory_text;
	struct memory memory;
	struct memory spare; /* what was last written, while has_spare: for shelf_revert_memory() */
	bool has_spare;
	bool saw_zones;   /* where interviews were first seen is in memory, but not on disk yet */
	int memory_error; /* memory could not be written: negative errno */
	struct history history;
};

/* Reads all three for the first time. -ENOMEM only: what is bad or missing is complained about. */
int shelf_init(struct shelf *s, const char *book_path, const char *settings_path,
	       const char *memory_path, const char *zone);
void shelf_done(struct shelf *s);

/* Reads again. 1: the text is another one than before (good or bad); 0: it is the same; -ENOMEM, -EMFILE, -ENFILE: try later. */
int shelf_read_book(struct shelf *s, const char *zone);
int shelf_read_settings(struct shelf *s);
/* Reads the same text again in another zone, in which those sections without `zone` are that were not seen before. */
int shelf_reread_book(struct shelf *s, const char *zone);

/* Says in the tongue that is spoken now what is wrong with book and settings; nothing is read anew. Nothing to do if it was said in that tongue. */
void shelf_speak(struct shelf *s, const char *zone);

/* True if the book on the shelf is what this text would make now, without an error. */
bool shelf_has_book_of(const struct shelf *s, const struct store_text *text);
/* The same of the text that is on disk now. */
bool shelf_has_book_on_disk(const struct shelf *s);

/* Takes a text and the book made from it, which were just written to disk. */
void shelf_put_book(struct shelf *s, struct store_text *text, struct book *book,
		    struct complaints *complaints);

/* True if the book on disk is one that must not be edited: it can't be read or has errors. */
bool shelf_book_is_bad(const struct shelf *s);
/* What counts meanwhile. */
enum stand_in {
	STAND_IN_LAST_GOOD, /* the last good version */
	STAND_IN_PART,      /* all but the companies of which a line is wrong */
	STAND_IN_NOTHING,
};
enum stand_in shelf_stand_in(const struct shelf *s);

/* Writes memory to disk if it differs from what is there. 0 or negative errno, kept in memory_error. */
int shelf_write_memory(struct shelf *s);
/* The same, if an interview was seen for the first time that names no zone: this one counts from now on. */
int shelf_keep_zones(struct shelf *s);
/*
 * Drops what was changed in memory since it was last written. What that takes is made ready before any change is made (-ENOMEM), so that
 * it cannot fail; and is given up when all is well.
 */
int shelf_prepare_revert(struct shelf *s);
void shelf_revert_memory(struct shelf *s);
void shelf_forget_revert(struct shelf *s);
