/* SPDX-License-Identifier: MIT */
#pragma once

/* Fifteen life stories, to be played on a stage: what happens, and when. What comes up, test-stories.c says. */

#include "tests/etiquette/stage.h"

/* A panel in New York that ends at 22:30 for a user in Lisbon. */
void play_panel_in_new_york(struct stage *s);
/* A phone call on Monday, the visit on Friday: it takes over. */
void play_phone_and_onsite(struct stage *s);
/* They need two weeks, and then another one: nobody asks before that. */
void play_two_weeks_then_another(struct stage *s);
/* Dana has no address, but there is a recruiter. */
void play_recruiter_no_address(struct stage *s);
/* The no comes on a Saturday and is answered on Monday. */
void play_rejection_on_saturday(struct stage *s);
/* An offer that waits until the 11th. */
void play_offer_with_date(struct stage *s);
/* A take-home task for Bangalore, on their clock. */
void play_promise_in_bangalore(struct stage *s);
/* Nobody comes to a call that is late in the evening here. */
void play_no_show_at_night(struct stage *s);
/* The interview is moved on its morning. */
void play_moved_interview(struct stage *s);
/* The lid is shut from Thursday to Monday. */
void play_lid_shut(struct stage *s);
/* Two rounds on one day, Dana in both. */
void play_two_rounds_one_day(struct stage *s);
/* The second week after it is closed. */
void play_holidays(struct stage *s);
/* On to Tokyo right after the interview. */
void play_travel(struct stage *s);
/* The note went out on the same day; that is recorded on the next but one. */
void play_forgot_to_record(struct stage *s);
/* Recorded for Sam, taken back, recorded for Dana. */
void play_wrong_person_undone(struct stage *s);
