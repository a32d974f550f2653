/* SPDX-License-Identifier: MIT */

/* org.varlink.service: what any Varlink client asks first. */

#include "common/cleanup.h"
#include "control-interface.h"
#include "daemon/answers.h"

static const char service_interface[] =
	"# The Varlink Service Interface is provided by every varlink service. It\n"
	"# describes the service and the interfaces it implements.\n"
	"interface org.varlink.service\n"
	"\n"
	"method GetInfo() -> (\n"
	"  vendor: string,\n"
	"  product: string,\n"
	"  version: string,\n"
	"  url: string,\n"
	"  interfaces: []string\n"
	")\n"
	"\n"
	"method GetInterfaceDescription(interface: string) -> (description: string)\n"
	"\n"
	"error InterfaceNotFound (interface: string)\n"
	"error MethodNotFound (method: string)\n"
	"error MethodNotImplemented (method: string)\n"
	"error InvalidParameter (parameter: string)\n"
	"error PermissionDenied ()\n"
	"error ExpectedMore ()\n";

static const struct {
	const char *name, *description;
} interfaces[] = {
	{ "org.varlink.service", service_interface },
	{ "io.followupd.Control", control_interface },
};

void answer_info(struct question *q)
{
	json_t *names = json_array();

	for (size_t i = 0; i < ELEMENTS(interfaces); i++)
		json_array_append_new(names, json_string(interfaces[i].name));
	control_reply(q->asker, json_pack("{s:s, s:s, s:s, s:s, s:o}", "vendor", "followupd",
					  "product", "followupd", "version", FOLLOWUPD_VERSION,
					  "url", "", "interfaces", names));
}

void answer_interface(struct question *q)
{
	const char *name = json_string_value(json_object_get(q->parameters, "interface"));

	for (size_t i = 0; i < ELEMENTS(interfaces); i++)
		if (text_equal(interfaces[i].name, name)) {
			control_reply(q->asker,
				      json_pack("{s:s}", "description", interfaces[i].description));
			return;
		}
	control_error(q->asker, "org.varlink.service.InterfaceNotFound",
		      json_pack("{s:s}", "interface", name));
}
