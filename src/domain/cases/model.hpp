#pragma once

#include <cstdint>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "base/id.hpp"
#include "base/time.hpp"

namespace aproape::cases {

using RoleId = Id<struct RoleTag>;
using CaseGrantId = Id<struct CaseGrantTag>;
using ViewId = Id<struct ViewTag>;

// What a case waits for, with its own clock; empty kind: nothing.
struct Waiting {
  std::string kind;  // "citizen", "mission", "authority"
  std::string name;
  Millis since = 0;
  std::optional<Millis> due_at;
};

// How the unit of a case was found.
struct Placement {
  std::string reason;                 // "recipient", "person", "text", "central", "staff"
  std::vector<std::string> evidence;  // shown to staff
};

struct Case {
  CaseId id;
  std::string number;  // "AP-2026-000123"
  std::string subject;
  std::string status = "new";          // "new", "open", "waiting", "snoozed", "closed"
  std::string urgency = "P3";          // "P1" to "P4"
  std::string family = "information";  // "service", "assistance", "protection", "information"
  std::string category;
  std::string subcategory;
  UnitId unit;
  std::string channel = "mail";
  std::string language;
  PersonId requester;
  std::string requester_name;
  AccountId holder;
  std::string holder_name;
  std::string snippet;
  std::vector<std::string> flags;
  std::optional<Millis> due_at;
  std::optional<Millis> snoozed_until;
  Waiting waiting_on;
  bool answer_due = false;  // the last word is the citizen's
  bool unread = false;      // for the account that reads
  Placement placed_by;
  std::string resolution;
  CaseId merged_into;     // not empty: an alias of that case
  std::int64_t ring = 0;  // key ring of its blobs; 0: none yet
  Millis created_at = 0;
  Millis updated_at = 0;
  std::optional<Millis> closed_at;
  std::optional<Millis> registered_at;  // of what came on paper: from then its terms count; else created_at
  std::int64_t version = 1;
};

// The flag of a call that is still with the menu: nobody is asked to take it yet.
inline constexpr std::string_view kInMenu = "in_menu";

struct NewCase {
  std::string subject;
  UnitId unit;
  std::string channel = "mail";
  std::string language;
  PersonId requester;
  std::string urgency = "P3";
  std::string family = "information";
  std::string category;
  std::string subcategory;
  Placement placed_by;
  std::int64_t ring = 0;  // key ring of the first blobs
  std::vector<std::string> flags;
  std::optional<Millis> registered_at;  // as Case::registered_at
  std::optional<Millis>
      written_at;  // of its first letter, where that is older than the case: its terms count from it
};

struct Role {
  RoleId id;
  std::string role;  // "requester", "subject", "representative", "relative", "witness"
  PersonId person;
  OrganisationId organisation;
  std::string name;
  bool consent = false;
};

struct Task {
  TaskId id;
  CaseId case_id;
  std::string title;
  std::string kind = "staff";  // "staff", "delivery_failed"
  AccountId holder;
  std::string holder_name;
  std::optional<Millis> due_at;
  std::optional<Millis> done_at;
  Millis created_at = 0;
};

struct CaseGrant {
  CaseGrantId id;
  UnitId unit;
  Millis until = 0;
  std::string reason;
  Millis at = 0;
};

struct Link {
  CaseId other;
  std::string number;  // empty where the other case is not visible
  std::string subject;
  std::string reason;  // "staff", "stranger", "subject_changed", "closed_long_ago", "merged"
};

// An alias of a case: merged into it, and can be taken out again.
struct MergedCase {
  CaseId id;
  std::string number;
  std::string subject;
  Millis at = 0;
};

// Another case that may be the same matter, and why.
struct Duplicate {
  Case other;
  std::string person;  // who stands in both; empty: nobody
  int alike = 0;       // per cent of the words that both have; 0: the texts were not alike
};

// Written by staff for staff. Neither messages nor channels know this type.
struct Note {
  NoteId id;
  AccountId author;
  std::string author_name;
  std::string text;
  Millis at = 0;
};

// A line of the case's history.
struct Entry {
  std::int64_t id = 0;
  std::string type;  // "case.assigned"
  AccountId actor;
  std::string actor_name;
  std::string data;  // JSON object of ids and codes
  Millis at = 0;
};

// One person's unfinished answer or note.
struct Draft {
  std::string kind = "reply";  // "reply", "note"
  std::string text;
  std::string html;
  std::string to;  // JSON array of {name,address}
  std::string cc;
  std::string subject;
  std::string language;
  std::string attachments;  // JSON array of upload ids
  Millis at = 0;
};

struct SavedView {
  ViewId id;
  std::string name;
  std::string query;  // JSON object of the parameters of GET /cases
};

// What to list. Empty members do not restrict.
struct Filter {
  std::string view =
      "all";  // "mine", "unassigned", "unit", "waiting", "answer", "overdue", "snoozed", "closed", "all"
  std::string query;
  std::string status;
  UnitId unit;
  AccountId holder;
  std::string urgency;
  std::string category;
  std::string sort = "updated";  // "updated", "created", "due"
};

struct Page {
  std::vector<Case> items;
  std::string next;  // empty: the end
};

}  // namespace aproape::cases
