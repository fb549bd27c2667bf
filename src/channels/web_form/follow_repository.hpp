#pragma once

#include <cstdint>
#include <optional>
#include <string>
#include <string_view>

#include "base/id.hpp"
#include "base/time.hpp"
#include "db/database.hpp"

// The rows of case_follow, named by the digest of their token.
namespace aproape::web_form::follow_repository {

struct Row {
  CaseId case_id;
  std::string address;
  std::string code_digest;
  bool proved = false;
  std::string nonce;
  Millis expires_at = 0;
};

// How often the same words were asked for since a moment, and when last (0: never).
struct Earlier {
  std::int64_t count = 0;
  Millis last_at = 0;
};
[[nodiscard]] Earlier earlier(db::Tx& tx, std::string_view asked_digest, Millis since);
void insert(db::Tx& tx, std::string_view digest, std::string_view asked_digest, const Row& row, Millis now);
[[nodiscard]] std::optional<Row> find(db::Tx& tx, std::string_view digest, Millis now);
// Counts an attempt; false where there were `most` already, or the row is proved or over.
bool take_attempt(db::Tx& tx, std::string_view digest, std::int64_t most, Millis now);
// The row goes on under another token.
void set_proved(db::Tx& tx, std::string_view digest, std::string_view fresh_digest, Millis expires_at);
// True for exactly one caller with the nonce.
bool take_nonce(db::Tx& tx, std::string_view digest, std::string_view nonce, std::string_view next);
// Nobody sees anything by it any more; it still counts.
void end(db::Tx& tx, std::string_view digest);
int remove_before(db::Tx& tx, Millis moment);

}  // namespace aproape::web_form::follow_repository
