#include "channels/sms/gateway.hpp"

#include <curl/curl.h>

#include <algorithm>
#include <memory>

#include "base/error.hpp"
#include "channels/curl_start.hpp"
#include "formats/sms/segments.hpp"
#include "text/fold.hpp"

namespace aproape::sms {
namespace {

constexpr long kConnectMillis = 5000;
constexpr long kTotalMillis = 30'000;
constexpr std::size_t kLongestAnswer = 4096;
constexpr std::size_t kLongestReason = 120;
constexpr std::ptrdiff_t kDigitsOfNumber = 6;
// Which reports we ask for: 1 delivered, 2 not delivered to the phone, 16 refused by the network.
constexpr std::string_view kReports = "19";

bool is_digit(char c) {
  return c >= '0' && c <= '9';
}

// Percent-encodes all but unreserved characters (RFC 3986 2.3).
std::string escaped(std::string_view text) {
  constexpr std::string_view kHex = "0123456789ABCDEF";
  std::string out;
  for (const char c : text) {
    const bool plain = is_digit(c) || (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z') || c == '-' ||
                       c == '.' || c == '_' || c == '~';
    if (plain) {
      out += c;
      continue;
    }
    const auto byte = static_cast<unsigned char>(c);
    out += '%';
    out += kHex[byte >> 4U];
    out += kHex[byte & 15U];
  }
  return out;
}

std::size_t take(char* bytes, std::size_t size, std::size_t count, void* into) {
  auto* answer = static_cast<std::string*>(into);
  // The beginning says it; the rest is read and forgotten.
  answer->append(bytes, std::min(size * count, kLongestAnswer - std::min(kLongestAnswer, answer->size())));
  return size * count;
}

template <class Value>
void set(CURL* handle, CURLoption option, Value value) {
  if (curl_easy_setopt(handle, option, value) != CURLE_OK)
    throw Error(ErrorKind::internal, "sms.curl_option");
}

}  // namespace

std::string sendsms_query(const Settings& settings, const Submission& submission) {
  std::string query;
  const auto add = [&](std::string_view name, std::string_view value) {
    if (value.empty()) return;
    if (!query.empty()) query += '&';
    query += std::string(name) + "=" + escaped(value);
  };
  add("username", settings.user);
  add("password", settings.secret);
  add("smsc", settings.smsc);
  add("from", submission.from);
  add("to", submission.to);
  add("coding", measure(submission.text).coding == Coding::gsm7 ? "0" : "2");
  add("charset", "UTF-8");
  if (!submission.report_url.empty()) {
    add("dlr-mask", kReports);
    add("dlr-url", submission.report_url);
  }
  add("text", submission.text);
  return query;
}

messages::Delivery outcome_of_gateway(long status, std::string_view body) {
  using Outcome = messages::Delivery::Outcome;
  std::string reason = std::to_string(status);
  body = text::prefix(body, kLongestReason);
  while (!body.empty()) {
    const std::size_t end = std::min(body.find_first_of(" \r\n\t"), body.size());
    const std::string_view word = body.substr(0, end);
    body.remove_prefix(std::min(end + 1, body.size()));
    if (word.empty() || std::count_if(word.begin(), word.end(), is_digit) >= kDigitsOfNumber) continue;
    reason += ' ';
    reason += word;
  }
  reason = text::valid_utf8(reason);
  if (status >= 200 && status < 300) return {Outcome::sent, {}};
  if (status == 400 || status == 413 || status == 422) return {Outcome::failed, reason};
  return {Outcome::try_later, reason};
}

Gateway::Gateway(const Settings& settings) : settings_(settings) {
  if (!settings.url.empty() && !settings.url.starts_with("http://") && !settings.url.starts_with("https://"))
    throw Error(ErrorKind::invalid, "config.sms_url", "sms.url must begin with http:// or https://");
}

messages::Delivery Gateway::submit(const Submission& submission) const {
  start_curl();
  const std::unique_ptr<CURL, decltype(&curl_easy_cleanup)> handle(curl_easy_init(), curl_easy_cleanup);
  if (!handle) return {messages::Delivery::Outcome::try_later, "memory"};
  const std::string url = settings_.url + (settings_.url.find('?') == std::string::npos ? "?" : "&") +
                          sendsms_query(settings_, submission);
  std::string answer;
  set(handle.get(), CURLOPT_URL, url.c_str());
  set(handle.get(), CURLOPT_PROTOCOLS_STR, "http,https");
  set(handle.get(), CURLOPT_FOLLOWLOCATION, 0L);  // the password goes nowhere else
  set(handle.get(), CURLOPT_WRITEFUNCTION, take);
  set(handle.get(), CURLOPT_WRITEDATA, static_cast<void*>(&answer));
  set(handle.get(), CURLOPT_NOSIGNAL, 1L);
  set(handle.get(), CURLOPT_CONNECTTIMEOUT_MS, kConnectMillis);
  set(handle.get(), CURLOPT_TIMEOUT_MS, kTotalMillis);
  set(handle.get(), CURLOPT_PROXY, "");  // a proxy of the environment is for web pages
  if (const CURLcode result = curl_easy_perform(handle.get()); result != CURLE_OK)
    return {messages::Delivery::Outcome::try_later, curl_easy_strerror(result)};
  long status = 0;
  curl_easy_getinfo(handle.get(), CURLINFO_RESPONSE_CODE, &status);
  return outcome_of_gateway(status, answer);
}

}  // namespace aproape::sms
