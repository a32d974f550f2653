/* SPDX-License-Identifier: MIT */
#include "config/book-doubt.h"

#include <errno.h>
#include <string.h>

#include "config/book.h"
#include "etiquette/company.h"

void book_doubt(struct book_memory *m, const char *company)
{
	if (company && m->n_doubtful < DOUBTS_MAX)
		m->doubtful[m->n_doubtful] = company;
	m->n_doubtful += company != NULL;
}

static bool is_doubtful(const struct book_memory *m, const struct interview *i)
{
	if (m->n_doubtful > DOUBTS_MAX)
		return true;
	for (size_t k = 0; k < m->n_doubtful; k++)
		if (company_compare_names(m->doubtful[k], i->company) == 0)
			return true;
	return false;
}

int book_drop_doubtful(struct book *b)
{
	struct name_index ids = { 0 };
	size_t n = 0;

	for (size_t i = 0; i < b->n_interviews; i++)
		if (!is_doubtful(b->memory, &b->interviews[i]))
			b->interviews[n++] = b->interviews[i];
	b->n_interviews = n;
	for (size_t i = 0; i < n; i++) {
		const char *id = b->interviews[i].id;

		if (name_index_put(&ids, id, strlen(id), i, NULL) < 0) {
			name_index_done(&ids);
			return -ENOMEM;
		}
	}
	name_index_done(&b->memory->ids);
	b->memory->ids = ids;
	return 0;
}
