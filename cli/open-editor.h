/* SPDX-License-Identifier: MIT */
#pragma once

/* The user's editor. */

/* $VISUAL, else $EDITOR, else sensible-editor or vi. Never NULL. */
const char *editor_chosen(void);

/*
 * Opens a file and waits; at that line where the editor is one whose option for that is known, unless
 * it is 0. 0; -ENOENT: there is no such editor; -ECANCELED: it failed, as it does when told to give
 * up; else errno of the system.
 */
int editor_open(const char *path, unsigned line);
