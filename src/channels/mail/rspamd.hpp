#pragma once

#include <string>
#include <string_view>
#include <vector>

#include "base/time.hpp"
#include "channels/mail/sender_verdict.hpp"

namespace aproape::mail {

// What the envelope told of a message.
struct RspamdEnvelope {
  std::string ip;    // of the sender's server; empty where unknown
  std::string from;  // empty for bounces
  std::vector<std::string> recipients;
  std::string id;  // for rspamd's log
};

struct RspamdReport {
  SenderVerdict verdict;
  std::string arc;
  double score = 0;
  std::string action;  // "no action", "greylist", "add header", "rewrite subject", "soft reject", "reject"
};

// Asks rspamd what it thinks of a message (POST /checkv2). Thread-safe: each call has its own connection.
class Rspamd {
 public:
  // "http://127.0.0.1:11333"; empty: configured() is false. Throws Error{invalid, "config.rspamd"}.
  explicit Rspamd(std::string url);

  [[nodiscard]] bool configured() const { return !url_.empty(); }
  // Throws Error{unavailable, "rspamd.down"} where no sensible answer comes within kLongest.
  [[nodiscard]] RspamdReport check(std::string_view raw, const RspamdEnvelope& envelope) const;

  static constexpr Millis kLongest = 10 * kSecond;

 private:
  std::string url_;
};

// Reads an answer of /checkv2. Pure. Throws Error{unavailable, "rspamd.down"} where it is none.
[[nodiscard]] RspamdReport read_rspamd_answer(std::string_view json);

}  // namespace aproape::mail
