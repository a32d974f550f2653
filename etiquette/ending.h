/* SPDX-License-Identifier: MIT */
#pragma once

/* An ending: what is to be typed when a milestone is done. command.h makes it a command for whoever asks. */

enum ending {
	ENDING_NONE, /* it ends by itself */
	ENDING_SENT,
	ENDING_KEPT,
	ENDING_NOTE,
	ENDING_ACCEPTED,
	ENDING_NO_RESPONSE,
};
