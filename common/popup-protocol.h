/* SPDX-License-Identifier: MIT */
#pragma once

/*
 * What the daemon and the pop-up helper say to each other: Varlink calls, all `oneway`, each ended
 * by a NUL, over a socket pair that is the helper's fd 3. Fields and methods not known are ignored.
 *
 * A pop-up is known by its `tag`, the daemon's own name for it. Each Show is answered by one Shown,
 * Failed or Closed, in whatever time the server takes; a later Show of a tag still waiting replaces
 * it and they share one answer. After Shown comes one Closed, whatever ended it, or one Failed if a
 * later Show of that tag failed: from then on the tag is free and nothing more is said of it, but of a
 * Show that waited meanwhile. An Action comes before the Closed it causes. No Show needs to be repeated
 * unless the helper ended: it does when fd 3 ends, and leaves its pop-ups where they are, with dead buttons.
 */

/* ---- daemon -> helper ---- */

/*
 * Show {tag, summary, body, command, actions: [{key, label}], critical, replaces: null | {bus, server, id}}
 * Plain UTF-8 text; the helper makes it harmless and escapes it for servers with `body-markup`.
 * `command` (may be "") is the command line that does the same as the buttons: shown below the body
 * where the server has no `actions`. POPUP_CLICK is a click on the pop-up itself. A tag on screen is
 * changed in place. `replaces`: where an earlier helper left it. Only tag and summary must be there.
 */
#define POPUP_SHOW  "io.followupd.Popup.Show"
#define POPUP_CLICK "default" /* the key's name is the specification's */
/*
 * Close {tag, replaces}: take it off the screen, or do not show it any more. A tag that is not known
 * is ignored, unless `replaces` says where an earlier helper left it (its Shown): then it is closed
 * there, if bus and server are still the same, and answered by Closed either way.
 */
#define POPUP_CLOSE "io.followupd.Popup.Close"

/* ---- helper -> daemon ---- */

/*
 * Server {state, bus, server, name, vendor, version, capabilities: [string], text}
 * Sent whenever the state changes; what is not known in it is "" or []. `bus` is the bus's GUID,
 * `server` the server's unique name, `text` one sentence for `status`. Pop-ups wait unless "present":
 *   "asking"    asked for its name and capabilities, which comes before any pop-up
 *   "present"   answered
 *   "quiet"     set to do not disturb: only what is critical or stands already is shown
 *   "hung"      silent for some seconds; waited for, not asked again
 *   "starting"  none is there, the bus was asked to start one
 *   "failed"    none started, or it died or refused when asked; tried again after 1, 5, then each
 *               30 min, or used when one comes by itself
 *   "absent"    none is there and the bus knows none to start
 *   "no-bus"    no session bus; the helper exits with POPUP_EXIT_NO_BUS
 */
#define POPUP_SERVER "io.followupd.Popup.Server"
/* Shown {tag, bus, server, id}: on screen; worth remembering, for `replaces`. */
#define POPUP_SHOWN "io.followupd.Popup.Shown"
/*
 * Failed {tag, error, text, perhaps}: not shown. `error` is the server's or one of those below;
 * `perhaps`: nobody knows, it may still come up (a server that hung in the middle of it).
 */
#define POPUP_FAILED          "io.followupd.Popup.Failed"
#define POPUP_ERROR_MALFORMED "io.followupd.Popup.Malformed" /* the Show itself; see the log */
#define POPUP_ERROR_TOO_MANY  "io.followupd.Popup.TooMany"   /* POPUPS_MAX tags are in use */
#define POPUP_ERROR_OTHER     "io.followupd.Popup.Other"     /* no name was given; see text */
#define POPUP_ERROR_EXCESS    "org.freedesktop.Notifications.Error.ExcessNotificationGeneration"
#define POPUP_ERROR_NO_REPLY  "org.freedesktop.DBus.Error.NoReply"
/*
 * Closed {tag, reason, lost}: no longer on screen. `reason` as servers say it: 1 expired, 2 dismissed
 * by the user (also after a button), 3 by Close, 4 other. `lost`: 4, as its server went away.
 */
#define POPUP_CLOSED "io.followupd.Popup.Closed"
/*
 * Action {tag, key, token}: a button was pressed, told once a Show. `token` (XDG activation) may be
 * "". Not every server takes the pop-up away then: Close it if it is not to stay.
 */
#define POPUP_ACTION "io.followupd.Popup.Action"

/* The helper's exit codes; anything else is a crash. */
enum popup_exit {
	POPUP_EXIT_DONE = 0,
	POPUP_EXIT_FAILURE = 1,
	POPUP_EXIT_USAGE = 2,
	POPUP_EXIT_NO_BUS = 3
};
