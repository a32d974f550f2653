/* SPDX-License-Identifier: MIT */
#pragma once

/* The user's editor, on a text that is kept nowhere: a private file that is gone afterwards. */

/*
 * Lets the user edit *text, which is replaced by what they saved. 0; -ENOENT: there is no such editor; -ECANCELED: it
 * failed, so nothing was changed; else what went wrong with the file. As letter_file_read() for what was saved.
 */
int editor_edit(char **text);
