#include "channels/sms/report_token.hpp"

#include "storage/signature.hpp"

namespace aproape::sms {
namespace {

constexpr std::size_t kSignatureBytes = 16;
constexpr std::string_view kPurpose = "sms-report";

}  // namespace

std::string make_report_token(std::string_view key, MessageId message) {
  const std::string id = message.str();
  return id + "." + storage::sign(key, kPurpose, id, kSignatureBytes);
}

std::optional<MessageId> read_report_token(std::string_view key, std::string_view token) {
  const std::size_t dot = token.find('.');
  if (dot == std::string_view::npos) return std::nullopt;
  const std::string_view id = token.substr(0, dot);
  if (!storage::signature_fits(key, kPurpose, id, token.substr(dot + 1), kSignatureBytes))
    return std::nullopt;
  return parse<MessageId>(id);
}

}  // namespace aproape::sms
