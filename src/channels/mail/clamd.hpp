#pragma once

#include <string>
#include <string_view>

#include "base/time.hpp"

namespace aproape::mail {

// Asks clamd (INSTREAM) whether bytes carry a virus. Thread-safe: each call has its own connection.
class Clamd {
 public:
  // "unix:/path" or "host:port" with a numeric address; empty: configured() is false. Throws Error{invalid,
  // "config.clamd"}.
  explicit Clamd(const std::string& where);

  [[nodiscard]] bool configured() const { return !where_.empty(); }
  enum class Verdict { clean, infected, too_large };
  // Throws Error{unavailable, "clamd.down"}: try again; what waits stays "pending".
  [[nodiscard]] Verdict scan(std::string_view bytes) const;

 private:
  std::string where_;
};

}  // namespace aproape::mail
