/* SPDX-License-Identifier: MIT */
#include "tests/etiquette/stories.h"

static struct interview *meet(struct stage *s, const char *id, const char *zone, const char *when,
			      int minutes)
{
	return fact_interview(s->facts, id, "Acme", zone, when, minutes);
}

/* Plays until then, on the user's clock. */
static void until(struct stage *s, const char *when)
{
	stage_play(s, clock_at(s->facts->zone, when));
}

void play_panel_in_new_york(struct stage *s)
{
	struct interview *i = meet(s, "acme-panel", "America/New_York", "2026-11-24 15:30", 120);
	fact_interviewer(i, "Dana Li", "dana@acme.example");
	fact_interviewer(i, "Sam Roe", "sam@acme.example");
	fact_interviewer(i, "Eva Stone", "eva@acme.example");
	until(s, "2026-12-24 12:00");
}

void play_phone_and_onsite(struct stage *s)
{
	struct interview *i = meet(s, "acme-phone", "Europe/Berlin", "2026-11-16 10:00", 30);
	fact_interviewer(i, "Dana Li", "dana@acme.example");
	until(s, "2026-11-17 12:00");
	i = meet(s, "acme-onsite", "Europe/Berlin", "2026-11-20 13:00", 180);
	fact_interviewer(i, "Dana Li", "dana@acme.example");
	until(s, "2026-12-24 12:00");
}

void play_two_weeks_then_another(struct stage *s)
{
	struct interview *i = meet(s, "acme", "Europe/Berlin", "2026-11-16 14:00", 60);
	fact_interviewer(i, "Dana Li", "dana@acme.example");
	until(s, "2026-11-16 15:30");
	fact_decision_line(i, "2026-11-30");
	until(s, "2026-12-01 11:00");
	fact_heard_line(i, "2026-12-01 11:00", "Dana", "2026-12-08");
	until(s, "2027-01-24 12:00");
}

void play_recruiter_no_address(struct stage *s)
{
	struct interview *i = meet(s, "acme", "Europe/Berlin", "2026-11-24 14:00", 45);
	fact_interviewer(i, "Dana Li", NULL);
	fact_contact_person(i, "Ines Lopes", "ines@agency.example", POST_RECRUITER);
	until(s, "2026-12-24 12:00");
}

void play_rejection_on_saturday(struct stage *s)
{
	struct interview *i = meet(s, "acme", "Europe/Berlin", "2026-11-24 14:00", 45);
	fact_interviewer(i, "Dana Li", "dana@acme.example");
	until(s, "2026-11-28 11:00");
	fact_outcome_line(i, "2026-11-28 11:00", OUTCOME_REJECTED, NULL);
	until(s, "2026-12-24 12:00");
}

void play_offer_with_date(struct stage *s)
{
	struct interview *i = meet(s, "acme", "Europe/Berlin", "2026-11-24 14:00", 45);
	fact_interviewer(i, "Dana Li", "dana@acme.example");
	until(s, "2026-12-03 16:00");
	fact_outcome_line(i, "2026-12-03 16:00", OUTCOME_OFFER, "2026-12-11");
	until(s, "2026-12-24 12:00");
}

void play_promise_in_bangalore(struct stage *s)
{
	struct interview *i = meet(s, "acme", "Asia/Kolkata", "2026-11-24 11:00", 60);
	fact_interviewer(i, "Asha Rao", "asha@acme.example");
	fact_promise_line(i, "2026-11-30", false, "send the take-home task");
	until(s, "2026-12-24 12:00");
}

void play_no_show_at_night(struct stage *s)
{
	struct interview *i = meet(s, "acme", "America/Los_Angeles", "2026-11-24 12:30", 45);
	fact_interviewer(i, "Dana Li", "dana@acme.example");
	until(s, "2026-11-24 21:55");
	fact_state_line(i, STATE_NO_SHOW, "2026-11-24 12:55");
	until(s, "2026-12-24 12:00");
}

void play_moved_interview(struct stage *s)
{
	struct interview *i = meet(s, "acme", "Europe/Berlin", "2026-11-24 14:00", 45);
	fact_interviewer(i, "Dana Li", "dana@acme.example");
	until(s, "2026-11-24 09:00");
	i->start = clock_at("Europe/Berlin", "2026-11-26 10:00");
	i->end = i->start + 45 * USEC_PER_MIN;
	until(s, "2026-12-24 12:00");
}

void play_lid_shut(struct stage *s)
{
	struct interview *i = meet(s, "acme", "Europe/Berlin", "2026-11-26 14:00", 45);
	fact_interviewer(i, "Dana Li", "dana@acme.example");
	until(s, "2026-11-26 13:00");
	s->now = clock_at("Europe/Berlin", "2026-11-30 08:20");
	until(s, "2026-12-24 12:00");
}

void play_two_rounds_one_day(struct stage *s)
{
	struct interview *i = meet(s, "acme-1", "Europe/Berlin", "2026-11-24 10:00", 60);
	fact_interviewer(i, "Dana Li", "dana@acme.example");
	fact_interviewer(i, "Sam Roe", "sam@acme.example");
	i = meet(s, "acme-2", "Europe/Berlin", "2026-11-24 13:00", 60);
	fact_interviewer(i, "Dana Li", "dana@acme.example");
	until(s, "2026-12-24 12:00");
}

void play_holidays(struct stage *s)
{
	static struct closed_span closed = { 12, 24, 1, 2 };
	struct interview *i = meet(s, "acme", "Europe/Berlin", "2026-12-18 14:00", 45);
	s->facts->settings.moment.closed = &closed;
	s->facts->settings.moment.n_closed = 1;
	fact_interviewer(i, "Dana Li", "dana@acme.example");
	until(s, "2027-02-01 08:00");
}

void play_travel(struct stage *s)
{
	struct interview *i = meet(s, "acme", "Europe/Berlin", "2026-11-24 14:00", 45);
	fact_interviewer(i, "Dana Li", "dana@acme.example");
	until(s, "2026-11-24 16:00");
	s->facts->zone = "Asia/Tokyo";
	until(s, "2026-12-24 12:00");
}

void play_forgot_to_record(struct stage *s)
{
	struct interview *i = meet(s, "acme", "Europe/Berlin", "2026-11-24 14:00", 45);
	fact_interviewer(i, "Dana Li", "dana@acme.example");
	enum character user = s->user;
	s->user = STARES;
	until(s, "2026-11-26 12:00");
	fact_sent_line(i, "2026-11-24 18:00", "thank-you", "Dana");
	s->user = user;
	until(s, "2026-12-24 12:00");
}

void play_wrong_person_undone(struct stage *s)
{
	struct interview *i = meet(s, "acme", "Europe/Berlin", "2026-11-24 14:00", 45);
	fact_interviewer(i, "Dana Li", "dana@acme.example");
	fact_interviewer(i, "Sam Roe", "sam@acme.example");
	until(s, "2026-11-24 16:00");
	fact_sent_line(i, "2026-11-24 16:00", "thank-you", "Sam");
	until(s, "2026-11-24 16:10");
	i->n_contacts--;
	fact_sent_line(i, "2026-11-24 16:00", "thank-you", "Dana");
	until(s, "2026-12-24 12:00");
}
