/* SPDX-License-Identifier: MIT */
#include "etiquette/template.h"

#include <string.h>

static const struct field *field_find(const struct field *fields, size_t n, const char *name,
				      size_t size)
{
	for (size_t i = 0; i < n; i++)
		if (strlen(fields[i].name) == size && memcmp(fields[i].name, name, size) == 0)
			return &fields[i];
	return NULL;
}

void template_add(struct text *out, const char *template, const struct field *fields,
		  size_t n_fields)
{
	while (*template) {
		size_t plain = strcspn(template, "{");
		const char *name = template + plain + 1, *end;
		const struct field *field;

		text_add_bytes(out, template, plain);
		template += plain;
		if (!*template)
			break;
		end = strchr(name, '}');
		field = end ? field_find(fields, n_fields, name, (size_t)(end - name)) : NULL;
		if (field) {
			text_add(out, "%s", field->value ? field->value : "");
			template = end + 1;
		} else {
			text_add_bytes(out, template ++, 1);
		}
	}
}
