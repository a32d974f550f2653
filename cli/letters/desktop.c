/* SPDX-License-Identifier: MIT */
#include "cli/letters/desktop.h"

#include <errno.h>
#include <spawn.h>
#include <stdlib.h>
#include <string.h>
#include <sys/wait.h>
#include <systemd/sd-bus.h>

#include "cli/letters/mail.h"
#include "common/cleanup.h"
#include "common/text.h"
#include "common/time.h"
#include "common/tongue.h"

#define PORTAL          "org.freedesktop.portal.Desktop"
#define PORTAL_PATH     "/org/freedesktop/portal/desktop"
#define PORTAL_PATIENCE (10 * USEC_PER_SEC)
/* A portal that has asked the user something answers when they have: until then it is on screen. */
#define ANSWER_PATIENCE (3 * USEC_PER_SEC)

extern char **environ;

/* One question to a portal, and its answer. */
struct request {
	sd_bus *bus;
	char *handle; /* of the request; NULL: not known yet */
	bool answered;
	uint32_t code; /* 0 done, 1 the user said no, 2 failed */
};

static int on_response(sd_bus_message *m, void *user, sd_bus_error *error)
{
	struct request *r = user;
	uint32_t code;

	(void)error;
	if (!text_equal(sd_bus_message_get_path(m), r->handle))
		return 0;
	r->answered = true;
	r->code = sd_bus_message_read(m, "u", &code) > 0 ? code : 2;
	return 0;
}

static usec_t clock_monotonic(void)
{
	struct timespec t;

	clock_gettime(CLOCK_MONOTONIC, &t);
	return (usec_t)t.tv_sec * USEC_PER_SEC + t.tv_nsec / 1000;
}

/* Until it is answered, but not for long. 0; -ECANCELED; -EIO: the portal could not do it. */
static int wait_for_answer(struct request *r)
{
	static const int results[] = { 0, -ECANCELED };
	usec_t until = clock_monotonic() + ANSWER_PATIENCE, now;

	while (!r->answered && (now = clock_monotonic()) < until) {
		int n = sd_bus_process(r->bus, NULL);

		if (n == 0)
			n = sd_bus_wait(r->bus, (uint64_t)(until - now));
		if (n < 0 && n != -EINTR)
			return n;
	}
	if (!r->answered)
		return 0;
	return r->code < ELEMENTS(results) ? results[r->code] : -EIO;
}

/* Sends a call whose answer is the handle of a request, and waits for that. */
static int ask_portal(struct request *r, sd_bus_message *call)
{
	cleanup_by(sd_bus_slot_unrefp) sd_bus_slot *slot = NULL;
	cleanup_by(sd_bus_message_unrefp) sd_bus_message *reply = NULL;
	const char *handle;
	int n = sd_bus_match_signal(r->bus, &slot, PORTAL, NULL, "org.freedesktop.portal.Request",
				    "Response", on_response, r);

	/* Signals are handled in wait_for_answer(), when the handle is known. */
	if (n >= 0)
		n = sd_bus_call(r->bus, call, (uint64_t)PORTAL_PATIENCE, NULL, &reply);
	if (n >= 0)
		n = sd_bus_message_read(reply, "o", &handle);
	if (n < 0)
		return n;
	r->handle = text_copy(handle);
	return r->handle ? wait_for_answer(r) : -ENOMEM;
}

static int add_option(sd_bus_message *m, const char *name, const char *value)
{
	return text_is_empty(value) ? 0 : sd_bus_message_append(m, "{sv}", name, "s", value);
}

/* What lets the mail program come to the front. */
static const char *activation_token(void)
{
	const char *token = getenv("XDG_ACTIVATION_TOKEN");

	return token ? token : getenv("DESKTOP_STARTUP_ID");
}

static int fill_mail(sd_bus_message *m, const struct letter *l)
{
	int n = sd_bus_message_append(m, "s", "");

	if (n >= 0)
		n = sd_bus_message_open_container(m, 'a', "{sv}");
	if (n >= 0)
		n = add_option(m, "address", l->address);
	if (n >= 0)
		n = add_option(m, "subject", l->subject);
	if (n >= 0)
		n = add_option(m, "body", l->body);
	if (n >= 0)
		n = add_option(m, "activation_token", activation_token());
	return n < 0 ? n : sd_bus_message_close_container(m);
}

static int fill_link(sd_bus_message *m, const struct letter *l)
{
	cleanup_free char *uri = mail_uri(l);
	int n = uri ? sd_bus_message_append(m, "ss", "", uri) : -ENOMEM;

	if (n >= 0)
		n = sd_bus_message_open_container(m, 'a', "{sv}");
	if (n >= 0)
		n = add_option(m, "activation_token", activation_token());
	return n < 0 ? n : sd_bus_message_close_container(m);
}

/* In the order in which they are tried. */
static const struct portal {
	const char *interface, *method, *how;
	int (*fill)(sd_bus_message *m, const struct letter *l);
} portals[] = {
	{ "org.freedesktop.portal.Email", "ComposeEmail", N_("through the desktop's mail portal"),
	  fill_mail },
	{ "org.freedesktop.portal.OpenURI", "OpenURI", N_("through the desktop's portal for links"),
	  fill_link },
};

static int try_portal(sd_bus *bus, const struct portal *p, const struct letter *l)
{
	cleanup_by(sd_bus_message_unrefp) sd_bus_message *call = NULL;
	struct request r = { .bus = bus };
	int n = sd_bus_message_new_method_call(bus, &call, PORTAL, PORTAL_PATH, p->interface,
					       p->method);

	if (n >= 0)
		n = p->fill(call, l);
	if (n >= 0)
		n = ask_portal(&r, call);
	free(r.handle);
	return n;
}

static int run_xdg_open(const struct letter *l)
{
	cleanup_free char *uri = mail_uri(l);
	char program[] = "xdg-open";
	char *const argv[] = { program, uri, NULL };
	int status, n;
	pid_t pid;

	if (!uri)
		return -ENOMEM;
	n = posix_spawnp(&pid, program, NULL, NULL, argv, environ);
	if (n != 0)
		return -n;
	while (waitpid(pid, &status, 0) < 0)
		if (errno != EINTR)
			return -errno;
	return WIFEXITED(status) && WEXITSTATUS(status) == 0 ? 0 : -EIO;
}

int desktop_open_letter(const struct letter *l, const char **ret_how)
{
	cleanup_by(sd_bus_flush_close_unrefp) sd_bus *bus = NULL;
	int n = sd_bus_open_user(&bus);

	for (size_t i = 0; n >= 0 && i < ELEMENTS(portals); i++) {
		int r = try_portal(bus, &portals[i], l);

		if (r == -ECANCELED)
			return r;
		if (r < 0)
			continue;
		*ret_how = portals[i].how;
		return 0;
	}
	n = run_xdg_open(l);
	if (n == 0)
		*ret_how = N_("by xdg-open");
	return n;
}
