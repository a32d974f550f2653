/* SPDX-License-Identifier: MIT */
#include "daemon/rest.h"

#include <link.h>
#include <malloc.h>
#include <stdint.h>
#include <sys/mman.h>
#include <time.h>
#include <unistd.h>

#include "common/time.h"

#define REST_AFTER_USEC    (2 * USEC_PER_SEC)
#define REST_ACCURACY_USEC USEC_PER_SEC /* together with others, where there are any */

/*
 * Only segments that are never written, not even by the dynamic linker: what is dropped of them is the
 * same in the file. (Data that is made read-only after relocation lies in writable segments.)
 */
static int give_back_object(struct dl_phdr_info *info, size_t size, void *user)
{
	uintptr_t page = (uintptr_t)sysconf(_SC_PAGESIZE);

	(void)size, (void)user;
	for (int i = 0; i < info->dlpi_phnum; i++) {
		const ElfW(Phdr) *segment = &info->dlpi_phdr[i];
		uintptr_t from = info->dlpi_addr + segment->p_vaddr;
		uintptr_t to = from + segment->p_memsz;

		if (segment->p_type != PT_LOAD || (segment->p_flags & PF_W))
			continue;
		from &= ~(page - 1);
		to = (to + page - 1) & ~(page - 1);
		madvise((void *)from, to - from, MADV_DONTNEED); /* best effort */
	}
	return 0;
}

static int on_rest(sd_event_source *s, uint64_t usec, void *user)
{
	struct rest *r = user;

	(void)s, (void)usec;
	if (!r->may(r->user))
		return 0;
	r->lie_down(r->user);
	malloc_trim(0);
	dl_iterate_phdr(give_back_object, NULL);
	r->has_come = true;
	return 0;
}

/* If the rest is due already it comes then, however often somebody calls in between. */
static int on_turn_over(sd_event_source *s, void *user)
{
	struct rest *r = user;
	bool has_come = r->has_come;

	(void)s;
	r->has_come = false;
	if (has_come || !r->may(r->user) || sd_event_source_get_enabled(r->timer, NULL) != 0)
		return 0;
	if (sd_event_source_set_time_relative(r->timer, REST_AFTER_USEC) >= 0)
		sd_event_source_set_enabled(r->timer, SD_EVENT_ONESHOT);
	return 0;
}

int rest_init(struct rest *r, sd_event *event, bool (*may)(void *user),
	      void (*lie_down)(void *user), void *user)
{
	int e;

	*r = (struct rest){ .may = may, .lie_down = lie_down, .user = user };
	e = sd_event_add_time_relative(event, &r->timer, CLOCK_MONOTONIC, REST_AFTER_USEC,
				       REST_ACCURACY_USEC, on_rest, r);
	if (e >= 0)
		e = sd_event_add_post(event, &r->turn_over, on_turn_over, r);
	if (e >= 0) /* behind everything else */
		e = sd_event_source_set_priority(r->turn_over, SD_EVENT_PRIORITY_IDLE + 1);
	return e < 0 ? e : 0;
}

void rest_done(struct rest *r)
{
	sd_event_source_disable_unref(r->turn_over);
	sd_event_source_disable_unref(r->timer);
	*r = (struct rest){ 0 };
}
