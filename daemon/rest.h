/* SPDX-License-Identifier: MIT */
#pragma once

/*
 * What an idle daemon gives back to the system: freed heap, and the pages of programs and libraries
 * that are mapped only because something was done with them. Both come back by themselves when they are
 * needed: the latter from the page cache, at a fraction of a millisecond in all.
 */
void rest_give_back(void);
