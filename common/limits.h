/* SPDX-License-Identifier: MIT */
#pragma once

/*
 * Every limit on what comes from outside stands here, so that one look tells what the programs
 * accept. Sizes are in bytes.
 */

#include <stddef.h>

/* Files (book, settings, memory). */
#define FILE_SIZE_MAX         ((size_t)64 * 1024 * 1024)
#define FILE_LINE_MAX         ((size_t)1024 * 1024) /* one fact is one line */
#define FILE_NAME_MAX         ((size_t)49) /* inih cuts section and key names longer than this */
#define COMPLAINTS_MAX        ((size_t)100) /* what is wrong with one file beyond that is counted only */
#define DIRECTORY_ENTRIES_MAX ((size_t)100000) /* of those beside a file, that are looked at */

/* Interviews. */
#define ID_MAX         ((size_t)40)
#define INTERVIEWS_MAX ((size_t)200000)

/* The control socket and the channel to the pop-up helper. */
#define MESSAGE_SIZE_MAX  ((size_t)1024 * 1024)
#define MESSAGE_DEPTH_MAX 16
#define CLIENTS_MAX       ((size_t)64)
#define CLIENT_IDLE_SEC \
	30 /* a client that says nothing, or does not read, for so long is dropped */

/* Pop-ups. The texts are cut, in characters; a key or tag that is longer, in bytes, is refused. */
#define POPUPS_MAX        ((size_t)64) /* on screen or waiting */
#define POPUP_TAG_MAX     ((size_t)200)
#define POPUP_KEY_MAX     (POPUP_TAG_MAX + 16) /* a button of one of several things names its tag */
#define POPUP_ACTIONS_MAX ((size_t)8)
#define POPUP_SUMMARY_MAX ((size_t)120)
#define POPUP_BODY_MAX    ((size_t)800)
#define POPUP_COMMAND_MAX ((size_t)400)
#define POPUP_LABEL_MAX   ((size_t)40)

/* What a notification server says of itself and with its signals: texts in characters, the rest in bytes. */
#define SERVER_NAME_MAX         ((size_t)80)
#define SERVER_ERROR_MAX        ((size_t)200)
#define SERVER_CAPABILITIES_MAX ((size_t)64)
#define SERVER_CAPABILITY_MAX   ((size_t)64)
#define SERVER_TOKEN_MAX        ((size_t)1024)

/* Time: what the calendar code is good for, and what a sane clock shows. */
#define YEAR_MIN          1970
#define YEAR_MAX          9999
#define DURATION_DAYS_MAX 3660
