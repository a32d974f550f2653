/* SPDX-License-Identifier: MIT */
#include "daemon/errand.h"

#include <errno.h>
#include <inttypes.h>
#include <stdlib.h>
#include <unistd.h>

#include "common/cleanup.h"
#include "common/log.h"
#include "common/text.h"

#define SYSTEMD1      "org.freedesktop.systemd1"
#define PATIENCE_USEC ((uint64_t)10 * 1000 * 1000)

struct errand {
	sd_bus *bus;
	sd_bus_slot *call;
	sd_event_source *end; /* frees it outside of the bus's own callback */
	errand_done_t done;
	void *user;
	int result;
};

void errand_free(struct errand *e)
{
	if (!e)
		return;
	sd_event_source_disable_unref(e->end);
	sd_bus_slot_unref(e->call);
	if (e->bus)
		sd_bus_detach_event(e->bus);
	sd_bus_close_unref(e->bus);
	free(e);
}

static int on_end(sd_event_source *s, void *user)
{
	struct errand *e = user;
	errand_done_t done = e->done;
	void *done_user = e->user;
	int result = e->result;

	(void)s;
	errand_free(e);
	done(done_user, result);
	return 0;
}

static int on_started(sd_bus_message *m, void *user, sd_bus_error *error)
{
	struct errand *e = user;
	const sd_bus_error *why = sd_bus_message_get_error(m);

	(void)error;
	if (why)
		log_notice("The service manager does not start a program for the desktop: %s",
			   why->message);
	e->result = why ? -sd_bus_message_get_errno(m) : 0;
	sd_event_source_set_enabled(e->end, SD_EVENT_ONESHOT);
	return 0;
}

static int append_command(sd_bus_message *m, const char *const words[])
{
	int r = sd_bus_message_open_container(m, 'r', "sv");

	if (r >= 0)
		r = sd_bus_message_append(m, "s", "ExecStart");
	if (r >= 0)
		r = sd_bus_message_open_container(m, 'v', "a(sasb)");
	if (r >= 0)
		r = sd_bus_message_open_container(m, 'a', "(sasb)");
	if (r >= 0)
		r = sd_bus_message_open_container(m, 'r', "sasb");
	if (r >= 0)
		r = sd_bus_message_append(m, "s", words[0]);
	if (r >= 0)
		r = sd_bus_message_append_strv(m, (char **)words);
	if (r >= 0)
		r = sd_bus_message_append(m, "b", 0);
	for (int i = 0; i < 4 && r >= 0; i++)
		r = sd_bus_message_close_container(m);
	return r;
}

/* The numbers make the unit's name one of its own, also after a restart. */
static char *unit_name(const struct errand *e)
{
	uint64_t now = 0;

	sd_event_now(sd_bus_get_event(e->bus), CLOCK_MONOTONIC, &now);
	return text_format("followupd-errand-%d-%" PRIu64 ".service", (int)getpid(), now);
}

static int make_call(struct errand *e, const char *const words[], const char *token,
		     sd_bus_message **ret)
{
	cleanup_free char *unit = unit_name(e);
	cleanup_free char *variable = text_format("XDG_ACTIVATION_TOKEN=%s", token ? token : "");
	/* The name that programs on X11 know it by. */
	cleanup_free char *older = text_format("DESKTOP_STARTUP_ID=%s", token ? token : "");
	int r;

	if (!unit || !variable || !older)
		return -ENOMEM;
	r = sd_bus_message_new_method_call(e->bus, ret, SYSTEMD1, "/org/freedesktop/systemd1",
					   SYSTEMD1 ".Manager", "StartTransientUnit");
	if (r >= 0)
		r = sd_bus_message_append(*ret, "ss", unit, "fail");
	if (r >= 0)
		r = sd_bus_message_open_container(*ret, 'a', "(sv)");
	if (r >= 0)
		r = sd_bus_message_append(*ret, "(sv)(sv)", "Description", "s",
					  "Something followupd opens for you", "CollectMode", "s",
					  "inactive-or-failed");
	if (r >= 0 && token && *token)
		r = sd_bus_message_append(*ret, "(sv)", "Environment", "as", 2, variable, older);
	if (r >= 0)
		r = append_command(*ret, words);
	if (r >= 0)
		r = sd_bus_message_close_container(*ret);
	return r < 0 ? r : sd_bus_message_append(*ret, "a(sa(sv))", 0);
}

static int errand_begin(struct errand *e, sd_event *event, const char *const words[],
			const char *token)
{
	__attribute__((cleanup(sd_bus_message_unrefp))) sd_bus_message *m = NULL;
	int r = sd_event_add_defer(event, &e->end, on_end, e);

	if (r >= 0)
		r = sd_event_source_set_enabled(e->end, SD_EVENT_OFF);
	if (r >= 0)
		r = sd_bus_open_user(&e->bus);
	if (r >= 0)
		r = sd_bus_attach_event(e->bus, event, SD_EVENT_PRIORITY_NORMAL);
	if (r >= 0)
		r = make_call(e, words, token, &m);
	return r < 0 ? r : sd_bus_call_async(e->bus, &e->call, m, on_started, e, PATIENCE_USEC);
}

int errand_run(struct errand **ret, sd_event *event, const char *const words[], const char *token,
	       errand_done_t done, void *user)
{
	struct errand *e = calloc(1, sizeof(*e));
	int r;

	if (!e)
		return -ENOMEM;
	e->done = done;
	e->user = user;
	r = errand_begin(e, event, words, token);
	if (r < 0) {
		errand_free(e);
		return r;
	}
	*ret = e;
	return 0;
}
