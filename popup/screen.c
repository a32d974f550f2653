/* SPDX-License-Identifier: MIT */

#include <string.h>

#include "common/limits.h"
#include "common/log.h"
#include "common/popup-protocol.h"
#include "common/tongue.h"
#include "popup/bus.h"
#include "popup/harmless.h"
#include "popup/screen.h"

#define DESKTOP_FILE "followupd" /* .desktop: gives the name and icon that desktops list us under */
#define ICON_NAME    "followupd"
#define CATEGORY     "x-followupd.reminder"
#define EXCESS_MSEC  1200 /* Plasma's second, and a little */

/* ---- Words to the daemon ---- */

static void tell_closed(struct screen *s, const char *tag, int reason, bool lost)
{
	channel_send(s->channel, POPUP_CLOSED,
		     json_pack("{s:s, s:i, s:b}", "tag", tag, "reason", reason, "lost", lost));
}

struct farewell {
	struct screen *screen;
	char *tag;
};

static void on_flushed(GObject *source, GAsyncResult *result, void *user)
{
	struct farewell *f = user;
	(void)source, (void)result;

	tell_closed(f->screen, f->tag, NOTIFY_CLOSED_REASON_API_REQUEST, false);
	g_free(f->tag);
	g_free(f);
}

/*
 * Told only when the bus has our call: should we die before, the daemon has the next helper close it.
 */
static void close_and_tell(struct screen *s, const char *tag, uint32_t id)
{
	struct farewell *f = g_new(struct farewell, 1);

	*f = (struct farewell){ s, g_strdup(tag) };
	server_close_popup(s->server, id);
	server_flush(s->server, on_flushed, f);
}

static void tell_failed(struct screen *s, const char *tag, const char *error, const char *text,
			bool perhaps)
{
	channel_send(s->channel, POPUP_FAILED,
		     json_pack("{s:s, s:s, s:s, s:b}", "tag", tag, "error", error, "text", text,
			       "perhaps", perhaps));
}

static uint32_t popup_id(const struct popup *p)
{
	int id;

	g_object_get(p->notification, "id", &id, NULL);
	return (uint32_t)id; /* libnotify keeps it unsigned and only tells it signed */
}

static void tell_shown(struct screen *s, const struct popup *p)
{
	const char *bus = s->server->bus_id ? s->server->bus_id : "";

	channel_send(s->channel, POPUP_SHOWN,
		     json_pack("{s:s, s:s, s:s, s:I}", "tag", p->request.tag, "bus", bus, "server",
			       s->server->owner, "id", (json_int_t)popup_id(p)));
}

/* ---- What comes back from the server, by libnotify ---- */

static void on_closed(NotifyNotification *n, void *user)
{
	struct popup *p = user;
	struct screen *s = p->user;
	int reason = notify_notification_get_closed_reason(n);

	if (reason < NOTIFY_CLOSED_REASON_EXPIRED || reason > NOTIFY_CLOSED_REASON_UNDEFIEND)
		reason = NOTIFY_CLOSED_REASON_UNDEFIEND;
	tell_closed(s, p->request.tag, reason, false);
	popup_forget(p);
}

/*
 * libnotify passes on only keys that it was given, of the pop-up they belong to, from the server's
 * owner.
 */
static void on_action(NotifyNotification *n, char *key, void *user)
{
	struct popup *p = user;
	struct screen *s = p->user;
	const char *token = notify_notification_get_activation_token(n);

	if (!token || strlen(token) > SERVER_TOKEN_MAX)
		token = "";
	if (!g_hash_table_add(p->told, g_strdup(key))) {
		log_debug("Ignoring action \"%s\" of %s, told before", key, p->request.tag);
		return;
	}
	channel_send(
		s->channel, POPUP_ACTION,
		json_pack("{s:s, s:s, s:s}", "tag", p->request.tag, "key", key, "token", token));
}

/* ---- Showing ---- */

static char *popup_body(const struct screen *s, const struct request *r)
{
	bool buttons = server_can(s->server, "actions");
	const char *command = buttons ? "" : r->command;
	g_autofree char *plain =
		g_strconcat(r->body, r->body[0] && command[0] ? "\n" : "", command, NULL);

	return server_can(s->server, "body-markup") ? harmless_markup(plain)
						    : g_steal_pointer(&plain);
}

static void popup_add_actions(struct screen *s, struct popup *p)
{
	const struct request *r = &p->request;
	/* dunst has the buttons in a menu, and a click opens that only where it does nothing else. */
	bool menu = g_strcmp0(s->server->name, "dunst") == 0;

	notify_notification_clear_actions(p->notification);
	if (!server_can(s->server, "actions"))
		return;
	for (size_t i = 0; i < r->n_actions; i++)
		if (!menu || strcmp(r->actions[i].key, POPUP_CLICK) != 0)
			notify_notification_add_action(p->notification, r->actions[i].key,
						       r->actions[i].label, on_action, p, NULL);
}

/*
 * The id of the pop-up that an earlier helper left, if it is surely the same one; else 0: a
 * stranger may own that id now.
 */
static int replaced_id(const struct screen *s, const struct replaced *r)
{
	if (!r->bus || g_strcmp0(r->bus, s->server->bus_id) != 0 ||
	    g_strcmp0(r->server, s->server->owner) != 0 || r->id > G_MAXINT32)
		return 0;
	return (int)r->id;
}

static void popup_create(struct screen *s, struct popup *p)
{
	int id = replaced_id(s, &p->request.replaces);

	p->notification = notify_notification_new(p->request.summary, NULL, s->icon);
	if (id > 0)
		g_object_set(p->notification, "id", id, NULL);
	p->user = s;
	g_signal_connect(p->notification, "closed", G_CALLBACK(on_closed), p);
}

/*
 * An earlier helper may have died before it could tell which number its pop-up got; dunst and mako put
 * a pop-up in the place of one with the same stack tag. A digest, so that it names nobody. Not with a
 * number as well: mako 1.7 takes the pop-up for its own predecessor, frees it, and dies.
 */
static void popup_set_stack_tag(struct popup *p)
{
	g_autofree char *digest =
		g_compute_checksum_for_string(G_CHECKSUM_SHA256, p->request.tag, -1);

	notify_notification_set_hint(
		p->notification, "x-dunst-stack-tag",
		popup_id(p) > 0 ? NULL : g_variant_new_printf("followupd-%.16s", digest));
}

static void popup_prepare(struct screen *s, struct popup *p)
{
	g_autofree char *body = popup_body(s, &p->request);

	if (!p->notification)
		popup_create(s, p);
	notify_notification_update(p->notification, p->request.summary, body, s->icon);
	notify_notification_set_urgency(p->notification, p->request.critical
								 ? NOTIFY_URGENCY_CRITICAL
								 : NOTIFY_URGENCY_NORMAL);
	notify_notification_set_category(p->notification, CATEGORY);
	notify_notification_set_hint(p->notification, "desktop-entry",
				     g_variant_new_string(DESKTOP_FILE));
	popup_set_stack_tag(p);
	/* It stands until it is handled: whoever was away from the screen must find it. */
	notify_notification_set_timeout(p->notification, NOTIFY_EXPIRES_NEVER);
	popup_add_actions(s, p);
	g_clear_pointer(&p->told, g_hash_table_unref);
	p->told = g_hash_table_new_full(g_str_hash, g_str_equal, g_free, NULL);
}

/* True if nobody knows whether the server did what it was told. */
static bool is_uncertain(const GError *error)
{
	return g_error_matches(error, G_IO_ERROR, G_IO_ERROR_TIMED_OUT) ||
	       g_error_matches(error, G_DBUS_ERROR, G_DBUS_ERROR_NO_REPLY) ||
	       g_error_matches(error, G_DBUS_ERROR, G_DBUS_ERROR_TIMEOUT) ||
	       g_error_matches(error, G_DBUS_ERROR, G_DBUS_ERROR_TIMED_OUT);
}

static gboolean on_again(void *user)
{
	struct screen *s = user;

	s->again = 0;
	for (size_t i = 0; i < POPUPS_MAX; i++)
		s->table.slots[i].rests = false;
	server_want(s->server);
	return G_SOURCE_REMOVE;
}

/*
 * Plasma takes no pop-up that says the same as the last one within a second, be it to replace that one.
 * A little later it does, so that is tried first, and once. False: it was tried.
 */
static bool popup_rests(struct screen *s, struct popup *p, const char *error)
{
	if (g_strcmp0(error, POPUP_ERROR_EXCESS) != 0 || p->tried_again)
		return false;
	p->rests = p->tried_again = true;
	if (!s->again)
		s->again = g_timeout_add(EXCESS_MSEC, on_again, s);
	return true;
}

static void popup_failed(struct screen *s, struct popup *p, GError *error)
{
	bool perhaps = is_uncertain(error);
	g_autofree char *name = g_dbus_error_get_remote_error(error);
	uint32_t id = popup_id(p);

	if (popup_rests(s, p, name))
		return;
	g_dbus_error_strip_remote_error(error);
	g_autofree char *text = harmless_line(error->message, SERVER_ERROR_MAX);
	if (!name)
		name = g_strdup(perhaps ? POPUP_ERROR_NO_REPLY : POPUP_ERROR_OTHER);
	tell_failed(s, p->request.tag, name, text, perhaps);
	if (id > 0 && s->server->owner) /* the older text of it may still stand there */
		server_close_popup(s->server, id);
	popup_drop(p);
}

/* False if the server fell silent in the middle of it. */
static bool popup_show(struct screen *s, struct popup *p)
{
	g_autoptr(GError) error = NULL;

	popup_prepare(s, p);
	if (notify_notification_show(p->notification, &error)) {
		p->waiting = false;
		tell_shown(s, p);
		return true;
	}
	bool silent = is_uncertain(error);
	popup_failed(s, p, error);
	return !silent;
}

void screen_draw(struct screen *s)
{
	struct popup *p;

	/* Only now: libnotify looks for the server, and would start one and wait for it. */
	if (!notify_is_initted() && !notify_init(APP_NAME))
		log_warning("libnotify cannot be initialised");
	while ((p = table_first_waiting(&s->table, s->server->state == SERVER_QUIET)))
		if (!popup_show(s, p))
			break;
	if (p)
		server_want(s->server);
}

void screen_lost(struct screen *s)
{
	for (size_t i = 0; i < POPUPS_MAX; i++) {
		struct popup *p = &s->table.slots[i];
		if (!p->notification)
			continue;
		tell_closed(s, p->request.tag, NOTIFY_CLOSED_REASON_UNDEFIEND, true);
		popup_forget(p);
	}
}

/* ---- What the daemon wants ---- */

void screen_show(struct screen *s, json_t *parameters)
{
	struct request request = { 0 };
	const char *why;

	if (request_parse(parameters, &request, &why) < 0) {
		const char *tag = json_string_value(json_object_get(parameters, "tag"));
		log_warning("Ignoring a malformed request to show a pop-up: %s", why);
		if (tag)
			tell_failed(s, tag, POPUP_ERROR_MALFORMED, why, false);
	} else if (!table_want(&s->table, &request)) {
		tell_failed(s, request.tag, POPUP_ERROR_TOO_MANY, N_("Too many pop-ups at once"),
			    false);
	} else {
		server_want(s->server);
	}
	request_done(&request);
}

/*
 * Takes off the screen what an earlier helper left there. Needs no answer of a server that may
 * hang: a close that comes late does no harm.
 */
void screen_sweep(struct screen *s)
{
	for (size_t i = 0; i < s->n_leftovers; i++) {
		struct request *r = &s->leftovers[i];
		int id = replaced_id(s, &r->replaces);

		if (id > 0)
			close_and_tell(s, r->tag, (uint32_t)id);
		else
			tell_closed(s, r->tag, NOTIFY_CLOSED_REASON_API_REQUEST, false);
		request_done(r);
	}
	s->n_leftovers = 0;
}

static void leave_to_sweep(struct screen *s, json_t *parameters)
{
	const char *why;

	if (s->n_leftovers == POPUPS_MAX)
		screen_sweep(
			s); /* each is owed an answer, be it that nobody knows where it stands */
	if (request_parse_leftover(parameters, &s->leftovers[s->n_leftovers], &why) < 0) {
		log_debug("Nothing to close: %s", why);
		return;
	}
	s->n_leftovers++;
	if (s->server->knows_owner)
		screen_sweep(s);
}

void screen_close(struct screen *s, json_t *parameters)
{
	const char *tag = json_string_value(json_object_get(parameters, "tag"));
	struct popup *p = tag ? table_find(&s->table, tag) : NULL;

	if (!p) {
		leave_to_sweep(s, parameters);
		return;
	}
	/*
	 * Forgotten before the server confirms it, so that a new pop-up of this tag is a new one.
	 */
	if (p->notification)
		close_and_tell(s, tag, popup_id(p));
	else
		tell_closed(s, tag, NOTIFY_CLOSED_REASON_API_REQUEST, false);
	popup_drop(p);
}

/*
 * The icon's file where it is installed, since some servers find no SVG by its name; else the name.
 */
static char *find_icon(void)
{
	const char *const *directories = g_get_system_data_dirs();

	for (size_t i = 0; directories[i]; i++) {
		g_autofree char *path = g_build_filename(
			directories[i], "icons/hicolor/scalable/apps", ICON_NAME ".svg", NULL);
		if (g_file_test(path, G_FILE_TEST_IS_REGULAR))
			return g_steal_pointer(&path);
	}
	return g_strdup(ICON_NAME);
}

void screen_init(struct screen *s, struct server *server, struct channel *channel)
{
	*s = (struct screen){ .server = server, .channel = channel, .icon = find_icon() };
}

void screen_done(struct screen *s)
{
	/*
	 * Never notify_uninit(): it closes, one synchronous call after the other, what is on
	 * screen.
	 */
	for (size_t i = 0; i < s->n_leftovers; i++)
		request_done(&s->leftovers[i]);
	g_clear_handle_id(&s->again, g_source_remove);
	table_done(&s->table);
	g_clear_pointer(&s->icon, g_free);
}
