#pragma once

#include <cstdint>
#include <optional>
#include <string>
#include <string_view>

#include "http/response.hpp"

namespace aproape::http {

// Remembers the first answer to a POST with an Idempotency-Key for 24 h, by account and key. Implemented over
// the database in src/api. Thread-safe; may block.
class IdempotencyStore {
 public:
  virtual ~IdempotencyStore() = default;

  struct Begun {
    enum class State { fresh, answered, other_content, running };
    State state = State::fresh;
    Response answer;  // where answered
  };
  // Claims the key for a request with this digest. `fresh`: the caller handles the request and then calls
  // finish or abandon.
  [[nodiscard]] virtual Begun begin(std::int64_t account, std::string_view key, std::string_view digest) = 0;
  virtual void finish(std::int64_t account, std::string_view key, const Response& answer) = 0;
  // The request failed in a way that a repeat may cure: the key is free again.
  virtual void abandon(std::int64_t account, std::string_view key) = 0;
};

}  // namespace aproape::http
