/* SPDX-License-Identifier: MIT */
#pragma once

/*
 * Puts a letter into the user's mail program, to be read, changed and sent there: through the desktop portal for mail, else
 * that for links, else xdg-open. Nothing is ever sent from here.
 */

#include "cli/letters/letter.h"

/* 0 and how it was done, borrowed; -ECANCELED: the user was asked and said no; else no way was found. */
int desktop_open_letter(const struct letter *l, const char **ret_how);
