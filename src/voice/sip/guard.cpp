#include "voice/sip/guard.hpp"

#include <re.h>

#include <cctype>
#include <string_view>

namespace aproape::voice {
namespace {

constexpr std::size_t kLargestBody = 32 << 10;

std::string_view text(const pl& from) {
  return from.p == nullptr ? std::string_view() : std::string_view(from.p, from.l);
}

bool same(std::string_view a, std::string_view b) {
  if (a.size() != b.size()) return false;
  for (std::size_t i = 0; i < a.size(); ++i)
    if (std::tolower(static_cast<unsigned char>(a[i])) != std::tolower(static_cast<unsigned char>(b[i])))
      return false;
  return true;
}

bool is_number(std::string_view of, std::size_t digits) {
  return !of.empty() && of.size() <= digits && of.find_first_not_of("0123456789") == std::string_view::npos;
}

bool has_control(std::string_view of) {
  for (const char c : of)
    if (static_cast<unsigned char>(c) < 0x20 || c == 0x7F) return true;
  return false;
}

std::optional<Reject> check_addresses(const sip_msg& message) {
  const Reject bad{400, "Bad From or To", {}};
  if (!pl_isset(&message.from.auri) || !pl_isset(&message.to.auri)) return bad;
  if (!pl_isset(&message.from.tag)) return Reject{400, "Missing From Tag", {}};
  if (has_control(text(message.uri.user)) || has_control(text(message.uri.host))) return bad;
  return std::nullopt;
}

}  // namespace

std::optional<Reject> check_request(const sip_msg& message) {
  // Nowhere to answer to.
  if (sip_msg_hdr(&message, SIP_HDR_VIA) == nullptr || !pl_isset(&message.via.branch)) return Reject{};
  for (const sip_hdrid id : {SIP_HDR_TO, SIP_HDR_FROM, SIP_HDR_CALL_ID, SIP_HDR_CSEQ})
    if (sip_msg_hdr_count(&message, id) != 1) return Reject{400, "Bad Request", {}};
  for (const sip_hdrid id : {SIP_HDR_MAX_FORWARDS, SIP_HDR_CONTENT_LENGTH, SIP_HDR_CONTENT_TYPE})
    if (sip_msg_hdr_count(&message, id) > 1) return Reject{400, "Repeated Header", {}};
  if (!same(text(message.ver), "SIP/2.0")) return Reject{505, "Version Not Supported", {}};
  if (text(message.met) != text(message.cseq.met)) return Reject{400, "CSeq Method Mismatch", {}};
  if (const auto wrong = check_addresses(message)) return wrong;
  const std::string_view scheme = text(message.uri.scheme);
  if (!same(scheme, "sip") && !same(scheme, "sips") && !same(scheme, "tel"))
    return Reject{416, "Unsupported URI Scheme", {}};
  if (pl_isset(&message.maxfwd)) {
    if (!is_number(text(message.maxfwd), 3) || pl_u32(&message.maxfwd) > 255)
      return Reject{400, "Bad Max-Forwards", {}};
    if (pl_u32(&message.maxfwd) == 0) return Reject{483, "Too Many Hops", {}};
  }
  const std::size_t body = mbuf_get_left(message.mb);
  if (pl_isset(&message.clen) && (!is_number(text(message.clen), 7) || pl_u32(&message.clen) > body))
    return Reject{400, "Bad Content-Length", {}};
  if (body > kLargestBody) return Reject{413, "Request Entity Too Large", {}};
  if (const sip_hdr* require = sip_msg_hdr(&message, SIP_HDR_REQUIRE))  // we have none
    return Reject{420, "Bad Extension", "Unsupported: " + std::string(text(require->val)) + "\r\n"};
  return std::nullopt;
}

}  // namespace aproape::voice
