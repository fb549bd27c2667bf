#pragma once

#include <optional>
#include <string>
#include <vector>

#include "base/id.hpp"
#include "base/time.hpp"
#include "domain/messages/model.hpp"

namespace aproape::counter {

// What staff enters. Dates are "2026-11-24" in the unit's own zone.
struct NewEntry {
  std::string channel = "visit";  // "visit", "letter"
  CaseId case_id;                 // empty: a new case is opened
  UnitId unit;                    // whose counter; a new case belongs there
  PersonId person;                // who came or wrote
  std::string subject;
  std::string text;            // may be empty where there are scans
  std::string language;        // of a new case, like the four below
  std::string category;        // empty: none
  std::string subcategory;     // empty: none
  std::string urgency = "P3";  // "P1" to "P4"
  Millis received_at = 0;      // 0: now
  std::string written_on;      // date on the letter; empty: none
  std::string registered_on;   // empty: the day on which it was received
  std::vector<messages::UploadId> scans;
  bool take = false;  // who enters it holds the case
};

// An entry as it was stored.
struct Entry {
  ContactId contact;
  CaseId case_id;
  std::string channel;
  UnitId unit;
  PersonId person;
  std::string written_on;
  std::string registered_on;
  Millis received_at = 0;
  AccountId entered_by;
  Millis entered_at = 0;
};

// A letter of ours to an authority, on paper: a case waits for its answer.
struct OutLetter {
  CaseId case_id;
  std::string addressee;  // whom we wait for ("DGEP")
  std::string address;    // lines below the name; may be empty
  std::string subject;
  std::string text;
  std::string language = "ro";
  std::optional<Millis> due_at;     // when the answer is due
  std::optional<Millis> remind_at;  // when somebody asks for it; a task of the case
};

}  // namespace aproape::counter
