#pragma once

#include <string>

#include "channels/sms/services.hpp"
#include "channels/sms/settings.hpp"

namespace aproape::sms {

// A message as the gateway tells it.
struct Incoming {
  std::string id;    // the gateway's own, the same when it tells again
  std::string from;  // a number, perhaps without its "+"; or a name that cannot be answered
  std::string to;
  std::string text;  // UTF-8
};

enum class Taken { stored, repeated, too_many };

// Makes contacts of what comes in. Thread-safe: it keeps no state.
class Intake {
 public:
  Intake(const Services& services, const Settings& settings) : services_(services), settings_(settings) {}

  // Durable on return. The case whose number stands in the text, where the sender has a part in it; else the
  // newest open case of the person who has the number; else a new one at the mission of the number's country.
  // A citizen's number gets one acknowledgement by messages::Service's rule (A4), names and our own none.
  // too_many: more than sms.per_sender in five minutes, nothing is stored. Throws Error{invalid,
  // "sms.invalid"} with fields where the id, the sender or the text is missing or too long.
  Taken take(const Incoming& incoming);

 private:
  [[nodiscard]] CaseId joined(db::Tx& tx, PersonId person, const std::string& text) const;
  CaseId open(db::Tx& tx, const Incoming& incoming, const std::string& number, PersonId person,
              const std::string& language) const;

  const Services& services_;
  const Settings& settings_;
};

// The sender in E.164, of what a gateway gives ("40…", "0040…", "+40…", "07…" of `country`); empty where it
// is a name, a short number or no number of its country's plan. Pure.
[[nodiscard]] std::string sender_number(std::string_view from, std::string_view country);

}  // namespace aproape::sms
