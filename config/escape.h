/* SPDX-License-Identifier: MIT */
#pragma once

/*
 * Values hold any UTF-8 text: what INI would lose is written as \\ \; \n and \s (a blank at an edge), and \r \t \v \f, and comes back
 * whole. A backslash before any other letter is just a backslash.
 */

/* Caller frees; NULL: memory is out. escape(unescape(x)) reads as the same value. */
char *value_escape(const char *value);
char *value_unescape(const char *value);
