/* SPDX-License-Identifier: MIT */
#pragma once

/*
 * What a language needs so that letters can be written in it: how days are said, and which dictionary spells it. A file
 * language.CODE.txt of lines "key = text"; adding a language takes no code.
 */

#include "cli/letters/files.h"
#include "common/complaint.h"
#include "common/time.h"

#define LANGUAGE_WORDS_MAX 48
#define LANGUAGE_CODE_SIZE 16

struct language {
	char code[LANGUAGE_CODE_SIZE];
	char *text; /* of the file, cut into keys and values */
	struct {
		const char *key, *value;
	} words[LANGUAGE_WORDS_MAX];
	size_t n_words;
};

/* -ENOENT: there is no such language; -EINVAL: its file is wrong, see complaints; as letter_file_read(). */
int language_read(const struct letter_files *files, const char *code, struct language *ret,
		  struct complaints *complaints);
void language_done(struct language *l);
#define cleanup_language __attribute__((cleanup(language_done)))

const char *language_word(const struct language *l, const char *key); /* NULL: it has none */

/* "today", "on Tuesday", "on 24 November", seen from `today`. Caller frees; NULL: memory is out. */
char *language_day(const struct language *l, struct date d, struct date today);
/* "Friday, 4 December", with the year if it is another one than that of `today`. */
char *language_date(const struct language *l, struct date d, struct date today);
char *language_clock(const struct language *l, int hour, int minute); /* "14:00" */
