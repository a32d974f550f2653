/* SPDX-License-Identifier: MIT */

/* The least that sits on sd-event and waits: what idle.py measures the daemon against. */

#include <systemd/sd-event.h>

int main(void)
{
	sd_event *event = NULL;
	int r;

	r = sd_event_default(&event);
	if (r >= 0)
		r = sd_event_loop(event);
	sd_event_unref(event);
	return r < 0;
}
