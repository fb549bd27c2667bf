#include <array>

#include "base/error.hpp"
#include "base/json.hpp"
#include "channels/mail/rspamd.hpp"
#include "text/fold.hpp"

namespace aproape::mail {
namespace {

struct Symbol {
  std::string_view name;    // of rspamd's modules spf, dkim, dmarc and arc
  std::string_view result;  // as RFC 8601 says it
};

constexpr std::array kSpf = std::to_array<Symbol>({{"R_SPF_ALLOW", "pass"},
                                                   {"R_SPF_FAIL", "fail"},
                                                   {"R_SPF_SOFTFAIL", "softfail"},
                                                   {"R_SPF_NEUTRAL", "neutral"},
                                                   {"R_SPF_DNSFAIL", "temperror"},
                                                   {"R_SPF_PERMFAIL", "permerror"},
                                                   {"R_SPF_NA", "none"}});
// Several signatures: one that passes is enough.
constexpr std::array kDkim = std::to_array<Symbol>({{"R_DKIM_ALLOW", "pass"},
                                                    {"R_DKIM_REJECT", "fail"},
                                                    {"R_DKIM_TEMPFAIL", "temperror"},
                                                    {"R_DKIM_PERMFAIL", "permerror"},
                                                    {"R_DKIM_NA", "none"}});
constexpr std::array kDmarc = std::to_array<Symbol>({{"DMARC_POLICY_ALLOW", "pass"},
                                                     {"DMARC_POLICY_ALLOW_WITH_FAILURES", "pass"},
                                                     {"DMARC_POLICY_REJECT", "fail"},
                                                     {"DMARC_POLICY_QUARANTINE", "fail"},
                                                     {"DMARC_POLICY_SOFTFAIL", "fail"},
                                                     {"DMARC_DNSFAIL", "temperror"},
                                                     {"DMARC_BAD_POLICY", "permerror"},
                                                     {"DMARC_NA", "none"}});
constexpr std::array kArc = std::to_array<Symbol>({{"ARC_ALLOW", "pass"},
                                                   {"ARC_REJECT", "fail"},
                                                   {"ARC_INVALID", "fail"},
                                                   {"ARC_DNSFAIL", "temperror"},
                                                   {"ARC_NA", "none"}});

template <std::size_t N>
std::string result_of(const std::array<Symbol, N>& known, const json::Value& symbols) {
  for (const Symbol& one : known)
    if (!symbols[one.name].is_null()) return std::string(one.result);
  return {};
}

}  // namespace

RspamdReport read_rspamd_answer(std::string_view bytes) {
  try {
    const json::Value answer = json::parse(text::valid_utf8(bytes));
    RspamdReport report;
    report.action = answer["action"].as_string();
    report.score = answer["score"].as_double();
    const json::Value& symbols = answer["symbols"];
    if (symbols.is_null()) return report;
    report.verdict = {result_of(kSpf, symbols), result_of(kDkim, symbols), result_of(kDmarc, symbols)};
    report.arc = result_of(kArc, symbols);
    return report;
  } catch (const Error&) {
    throw Error(ErrorKind::unavailable, "rspamd.down", "answer");
  }
}

}  // namespace aproape::mail
