/* SPDX-License-Identifier: MIT */
#pragma once

/* The buttons of a pop-up. */

enum button {
	BUTTON_NONE,
	BUTTON_SENT,
	BUTTON_DRAFT,
	BUTTON_LATER,
	BUTTON_KEPT,
	BUTTON_ASKED,
	BUTTON_NOTE,
	BUTTON_CLOSE,
	BUTTON_ACCEPTED,
	BUTTON_DECLINED,
	BUTTON_SHOW,
};
#define BUTTONS_MAX 3 /* GNOME shows no more */

const char *button_to_text(enum button b);  /* its key: "sent" */
const char *button_to_label(enum button b); /* "Sent", in English, for the catalogue */
