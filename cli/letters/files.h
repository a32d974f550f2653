/* SPDX-License-Identifier: MIT */
#pragma once

/*
 * The files that letters are made of: templates, languages and word lists, plain text. Each is looked for in the user's
 * directory ($XDG_CONFIG_HOME/followupd/letters) and then among those shipped ($FOLLOWUPD_LETTERS, else where they
 * were installed).
 */

#include <stdbool.h>
#include <stddef.h>

#define LETTER_FILE_MAX     ((size_t)256 * 1024) /* of any such file, and of a letter to check */
#define LETTER_VARIANTS_MAX 9

struct letter_files {
	char *own; /* the user's directory; NULL: the environment names none */
	char *shipped;
};

/* 0 or -ENOMEM. */
int letter_files_init(struct letter_files *f);
void letter_files_done(struct letter_files *f);
#define cleanup_letter_files __attribute__((cleanup(letter_files_done)))

/*
 * Reads a file whole, line ends made "\n". -ENOENT, -EISDIR and other errno; -EFBIG: over LETTER_FILE_MAX;
 * -EILSEQ: no UTF-8 text. Caller frees. `path` NULL: standard input.
 */
int letter_file_read(const char *path, char **ret);

/* Reads "NAME" from the first directory that has it; its path in *ret_path unless NULL. As letter_file_read(). */
int letter_files_read(const struct letter_files *f, const char *name, char **ret_path, char **ret);

/*
 * The template of a milestone ("thank-you"), a channel (NULL or "email": none in the name) and a language ("en":
 * none in the name): thank-you.linkedin.de.txt. Number n of a panel gets NAME.2.txt and so on, in turn, from the directory
 * in which the first one is. As letter_files_read(); -EINVAL: a name that is no file's.
 */
int letter_files_template(const struct letter_files *f, const char *milestone, const char *channel,
			  const char *language, size_t number, char **ret_path, char **ret);

/* The user's own signature, whose first line is the name; else the account's full name; else NULL. Caller frees. */
char *letter_files_signature(const struct letter_files *f);
