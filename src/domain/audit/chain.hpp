#pragma once

#include <cstdint>
#include <optional>
#include <string>

#include "base/id.hpp"
#include "base/time.hpp"

namespace aproape::audit {

// One record. `seq` counts 1, 2, 3 … in the order of the chain; 0 while it waits to join.
struct Entry {
  std::int64_t id = 0;
  std::int64_t seq = 0;
  Millis at = 0;
  AccountId account;   // empty: the program
  std::string action;  // "read", "case.closed", "session.started", …
  std::string subject;
  std::int64_t subject_id = 0;
  std::string source;  // digest of where it came from
  std::string detail;  // JSON object
  std::string hash;    // of the previous hash and this entry, hex; while it waits, its keyed seal
};

// What is wrong, and where.
struct Fault {
  std::int64_t seq = 0;
  // "changed": content or hash differs; "gap": a record is missing, added or out of order; "forged": a record
  // that the program did not write; "head": a signed head
  // does not fit its record; "signature": a head was not signed by us; "truncated": the chain ends before a
  // head.
  std::string kind;
};

// SHA-256 of the previous hash and of every field with its length in front (so that no two entries give the
// same bytes), lower-case hex. `previous` is empty for the first entry.
[[nodiscard]] std::string link_hash(std::string_view previous, const Entry& entry);

// Walks a chain from its first entry and says at each whether it fits.
class ChainCheck {
 public:
  // nullopt where the entry is the right next one. The walk goes on from the entry as it stands.
  [[nodiscard]] std::optional<Fault> next(const Entry& entry);
  [[nodiscard]] std::int64_t seq() const { return seq_; }
  [[nodiscard]] const std::string& hash() const { return hash_; }

 private:
  std::int64_t seq_ = 0;
  std::string hash_;
};

}  // namespace aproape::audit
