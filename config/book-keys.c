/* SPDX-License-Identifier: MIT */
#include "config/book.h"

#include <errno.h>
#include <string.h>

#include "common/cleanup.h"
#include "common/text.h"
#include "common/zone.h"
#include "config/book-parse.h"

/*
 * The keys of a book, one row each: name, how often it may stand in a section, whether its value is free text, its turn, the lists it goes into, the function
 * that reads its value, an example, and a sentence for the manual. HACKING.md adds one.
 */

/* ---- What needs no more than a line ------------------------------------------------------------- */

static void read_company(struct fact_reader *f, char *value)
{
	f->interview->company = value;
}

static void read_process(struct fact_reader *f, char *value)
{
	f->interview->process = value;
}

static void read_role(struct fact_reader *f, char *value)
{
	f->interview->role = value;
}

/* "de", "pt_BR" */
static void read_language(struct fact_reader *f, char *value)
{
	size_t size = strspn(value, "abcdefghijklmnopqrstuvwxyz");
	bool region = value[size] == '_' &&
		      strspn(value + size + 1, "ABCDEFGHIJKLMNOPQRSTUVWXYZ") == 2 &&
		      !value[size + 3];

	if ((size == 2 || size == 3) && (!value[size] || region))
		f->interview->language = value;
	else
		fact_complain(f, "`%s` is no code of a language", value);
}

/* "<id@host>": it goes into the header of a reply. */
static void read_thread(struct fact_reader *f, char *value)
{
	size_t size = strcspn(value, " \t\r\n>");

	if (value[0] == '<' && strchr(value, '@') && value[size] == '>' && !value[size + 1])
		f->interview->thread = value;
	else
		fact_complain(f, "`%s` is no Message-ID", value);
}

static char *shared_zone(const struct fact_reader *f, const char *value)
{
	for (size_t i = 0; i < ZONES_SHARED && i < f->n_zones; i++)
		if (text_equal(f->zones[i], value))
			return f->zones[i];
	return NULL;
}

static void read_zone(struct fact_reader *f, char *value)
{
	char *zone = shared_zone(f, value);

	if (!zone && fact_zone_is_good(f, value))
		zone = f->zones[f->n_zones++ % ZONES_SHARED] = value;
	f->interview->zone_given = zone;
	if (zone)
		f->interview->zone = zone;
}

static void read_kind(struct fact_reader *f, char *value)
{
	if (interview_kind_from_text(value, &f->interview->kind) < 0)
		fact_complain_word(f, "kind of interview", NAMES_KIND, value);
}

static void read_duration(struct fact_reader *f, char *value)
{
	struct duration d;

	if (duration_from_text(value, &d) < 0)
		fact_complain(f, "`%s` is no span of time", value);
	else if (d.unit != DURATION_EXACT || d.amount == 0 || d.amount > USEC_PER_DAY)
		fact_complain(f, "an interview lasts minutes or hours, not `%s`", value);
	else
		f->interview->duration = d;
}

/* DATE HH:MM; the instants are made for all interviews together, in book-times.c. */
static void read_when(struct fact_reader *f, char *value)
{
	struct reading when = { 0 };
	char *rest = value;

	if (!fact_take_date(f, &rest, &when.date))
		return;
	rest = text_trim(rest + (*rest == 'T'));
	if (!*rest)
		fact_complain(f, "the time of day is missing");
	else if (strpbrk(rest, "+-Zz"))
		fact_complain(f, "`%s` has an offset, but goes by the clock of `zone`", rest);
	else if (clock_from_text(rest, &when.hour, &when.minute, &when.second) < 0)
		fact_complain(f, "`%s` is no time of day", rest);
	else
		f->interview->when = when;
}

static void read_note(struct fact_reader *f, char *value)
{
	struct interview *i = f->interview;
	struct note n = { .text = value, .line = f->line };

	if (note_kind_from_text(f->key->name, &n.kind) == 0)
		i->notes[i->n_notes++] = n;
}

/* ---- The table ---------------------------------------------------------------------------------- */

/* clang-format off */
#define ROWS(ROW)                                                                                                       \
	ROW("company", false, true, TURN_FACTS, LIST_NONE, read_company,                                                \
	    "Acme Corp", "The company. Needed. Interviews with the same company are rounds of one process.")            \
	ROW("role", false, true, TURN_FACTS, LIST_NONE, read_role,                                                      \
	    "Systems Engineer", "What you would do there.")                                                             \
	ROW("process", false, true, TURN_FACTS, LIST_NONE, read_process,                                                \
	    "kernel team", "Tells two processes with one company apart: each has rounds with the same word here.")      \
	ROW("language", false, false, TURN_FACTS, LIST_NONE, read_language,                                             \
	    "de", "The language of your letters to them. Without it, English, or that of `draft --lang`.")              \
	ROW("thread", false, false, TURN_FACTS, LIST_NONE, read_thread,                                                 \
	    "<20261124.1@acme.example>", "The Message-ID of their last mail, so that a letter becomes an answer to it.") \
	ROW("when", false, false, TURN_FACTS, LIST_NONE, read_when,                                                     \
	    "2026-11-24 14:00", "When it begins, on the clock of `zone`. Needed.")                                      \
	ROW("zone", false, false, TURN_ZONE, LIST_NONE, read_zone,                                                      \
	    "Europe/Berlin", "The time zone of all times here that have no offset. Without it, the one you were in when followupd first saw the interview.")    \
	ROW("duration", false, false, TURN_FACTS, LIST_NONE, read_duration,                                             \
	    "45min", "How long it lasts, up to a day. Without it, an hour.")                                            \
	ROW("kind", false, false, TURN_FACTS, LIST_NONE, read_kind,                                                     \
	    "onsite", "screening, phone, video, onsite, panel or final.")                                               \
	ROW("interviewer", true, false, TURN_FACTS, LIST_PEOPLE, read_interviewer,                                      \
	    "Dana Li <dana@acme.example> (manager, rapport good)", "Who interviews you, one line a person.")            \
	ROW("contact", true, false, TURN_FACTS, LIST_PEOPLE, read_contact,                                              \
	    "Ines Lopes <ines@agency.example> (recruiter)", "Who else there is: a recruiter, a coordinator.")           \
	ROW("topic", true, true, TURN_FACTS, LIST_NOTES, read_note,                                                     \
	    "zero-copy parsers", "Something you talked about, for the thank-you.")                                      \
	ROW("learned", true, true, TURN_FACTS, LIST_NOTES, read_note,                                                   \
	    "every change is reviewed in pairs", "Something you learned about the company.")                            \
	ROW("concern", true, true, TURN_FACTS, LIST_NOTES, read_note,                                                   \
	    "little experience with Rust", "A concern they had, which a letter may answer.")                            \
	ROW("news", true, true, TURN_FACTS, LIST_NOTES, read_note,                                                      \
	    "passed the certificate", "Something new about you since.")                                                 \
	ROW("personal", true, true, TURN_FACTS, LIST_NOTES, read_note,                                                  \
	    "both of us climb", "Something personal that you share.")                                                   \
	ROW("mishap", true, true, TURN_FACTS, LIST_NOTES, read_note,                                                    \
	    "the line broke twice", "Something that went wrong.")                                                       \
	ROW("decision-by", true, false, TURN_REFERENCES, LIST_DECISIONS, read_decision_by,                              \
	    "2026-12-04", "The date by which they said they would decide, and when they said so. The last one counts.")  \
	ROW("promise", true, true, TURN_FACTS, LIST_PROMISES, read_promise,                                             \
	    "2026-11-27 mine lead 2bd: send the work sample", "Something agreed with a date, mine or theirs.")          \
	ROW("kept", true, true, TURN_REFERENCES, LIST_NONE, read_kept,                                                  \
	    "2026-11-26 15:00: send the work sample", "A promise that was kept: its text, or how only it begins.")      \
	ROW("sent", true, true, TURN_REFERENCES, LIST_CONTACTS, read_sent,                                              \
	    "2026-11-24 17:10 thank-you email to Dana Li: Thank you", "A message you sent, one line a person.")         \
	ROW("heard", true, true, TURN_REFERENCES, LIST_CONTACTS | LIST_DECISIONS, read_heard,                           \
	    "2026-11-30 09:00 email from Dana Li decision-by 2026-12-11: they need another week",                       \
	    "A message they sent, with the date that they named, if they did.")                                         \
	ROW("skipped", true, true, TURN_REFERENCES, LIST_SKIPS, read_skipped,                                           \
	    "2026-11-25 10:00 thank-you Sam Roe", "A milestone that you will not do, for a person or for all; which promise, behind a colon.")         \
	ROW("state", false, false, TURN_FACTS, LIST_NONE, read_state,                                                   \
	    "2026-11-24 14:20 no-show", "held (without this line too), cancelled, no-show (they did not come) or "      \
	    "missed (you did not).")                                                                                    \
	ROW("outcome", true, true, TURN_FACTS, LIST_OUTCOMES, read_outcome,                                             \
	    "2026-12-03 offer answer-by 2026-12-11: by phone",                                                          \
	    "How it ended: open, offer, accepted, declined, rejected, withdrawn or no-response. The newest counts.")

#define KEY(key_name, may_repeat, free_text, its_turn, its_lists, function, sample, sentence)                           \
	{ .name = key_name, .repeatable = may_repeat, .is_free_text = free_text, .turn = its_turn, .lists = its_lists,  \
	  .read = function, .example = sample, .doc = sentence },
#define NAME(key_name, ...) key_name,
/* clang-format on */

static const struct book_key keys[] = { ROWS(KEY) };
static const char *const names[] = { ROWS(NAME) NULL };

const struct book_key *book_key_at(size_t i)
{
	return i < ELEMENTS(keys) ? &keys[i] : NULL;
}

const struct book_key *book_key_find(const char *name)
{
	for (size_t i = 0; i < ELEMENTS(keys); i++)
		if (keys[i].name[0] == name[0] && strcmp(keys[i].name, name) == 0)
			return &keys[i];
	return NULL;
}

const char *book_key_nearest(const char *name)
{
	return text_nearest(name, names, ELEMENTS(keys));
}

const char *const *book_key_names(void)
{
	return names;
}

bool book_key_is_repeatable(const char *key)
{
	const struct book_key *row = book_key_find(key);

	return row && row->repeatable;
}
