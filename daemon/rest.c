/* SPDX-License-Identifier: MIT */
#include "daemon/rest.h"

#include <link.h>
#include <malloc.h>
#include <stdint.h>
#include <sys/mman.h>
#include <unistd.h>

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

void rest_give_back(void)
{
	malloc_trim(0);
	dl_iterate_phdr(give_back_object, NULL);
}
