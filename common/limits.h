/* SPDX-License-Identifier: MIT */
#pragma once

/*
 * Every limit on what comes from outside stands here, so that one look tells what the programs
 * accept. Sizes are in bytes.
 */

#include <stddef.h>

/* Files (book, settings, memory). */
#define FILE_SIZE_MAX  ((size_t)64 * 1024 * 1024)
#define FILE_LINE_MAX  ((size_t)1024 * 1024) /* one fact is one line */
#define FILE_NAME_MAX  ((size_t)49)          /* inih cuts section and key names longer than this */
#define COMPLAINTS_MAX ((size_t)100) /* what is wrong with one file beyond that is counted only */
#define COMPLAINT_SIZE_MAX \
	((size_t)1000) /* it may quote a line; the middle of a longer one is left out */
#define DIRECTORY_ENTRIES_MAX ((size_t)100000) /* of those beside a file, that are looked at */

/* Calendars of holidays. */
#define CALENDARS_MAX       ((size_t)16)
#define CALENDAR_SIZE_MAX   ((size_t)4 * 1024 * 1024)
#define CALENDAR_LINE_MAX   ((size_t)64 * 1024)
#define CALENDAR_DEPTH_MAX  4   /* components within each other */
#define CALENDAR_EVENT_DAYS 400 /* that one event goes on for; what is longer is no holiday */
#define CALENDAR_STEPS_MAX \
	100000 /* of all repetitions, those before the years asked for counted in */
#define CALENDAR_DAYS_MAX     ((size_t)2000) /* that are taken from one file */
#define CALENDAR_YEARS_BEFORE 1              /* the years that are read, this one aside */
#define CALENDAR_YEARS_AFTER  5
#define CALENDAR_PATIENCE_SEC 10 /* a reader that takes longer is ended */
#define HOLIDAYS_SHEET_SIZE   ((size_t)32 * 1024)

/* Interviews. */
#define ID_MAX                 ((size_t)40)
#define INTERVIEWS_MAX         ((size_t)200000)
#define INTERVIEW_PEOPLE_MAX   ((size_t)200) /* of one interview; each is compared with all */
#define INTERVIEW_PROMISES_MAX ((size_t)200) /* the same */
#define NAME_WORDS_MAX         ((size_t)16) /* of somebody's name, that are compared with another one's */

/* The control socket and the channel to the pop-up helper. */
#define MESSAGE_SIZE_MAX   ((size_t)1024 * 1024)
#define MESSAGE_DEPTH_MAX  16
#define WATCHER_UNREAD_MAX ((size_t)1024 * 1024) /* news that a watcher has not read */
#define CLIENTS_MAX        ((size_t)64)
#define CLIENT_IDLE_SEC \
	30 /* a client that says nothing, or does not read, for so long is dropped */

/* Languages: how long the name of one may be, and a list of them; how many are kept; a catalogue, and the rules in it. */
#define LANGUAGE_MAX       ((size_t)15)
#define LANGUAGES_MAX      ((size_t)127)
#define TONGUES_MAX        ((size_t)8)
#define CATALOGUE_SIZE_MAX ((size_t)4 * 1024 * 1024)
#define PLURAL_FORMS_MAX   6
#define PLURAL_DEPTH_MAX   32

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
#define YEAR_SANE         2020 /* no clock that shows an earlier one is right */
#define DURATION_DAYS_MAX 3660
