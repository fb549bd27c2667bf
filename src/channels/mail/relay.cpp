#include "channels/mail/relay.hpp"

#include <curl/curl.h>

#include <algorithm>
#include <cstring>
#include <memory>

#include "base/error.hpp"
#include "channels/curl_start.hpp"
#include "text/fold.hpp"

namespace aproape::mail {
namespace {

constexpr long kConnectSeconds = 20;
constexpr long kTotalSeconds = 120;

struct Upload {
  std::string_view rest;
};

std::size_t read_upload(char* into, std::size_t size, std::size_t count, void* data) {
  auto* upload = static_cast<Upload*>(data);
  const std::size_t taken = std::min(size * count, upload->rest.size());
  std::memcpy(into, upload->rest.data(), taken);
  upload->rest.remove_prefix(taken);
  return taken;
}

// The relay's lines as they come; the last refusal ("550 5.1.1 …") explains a failure, not the goodbye after
// it.
std::size_t note_line(char* line, std::size_t size, std::size_t count, void* data) {
  auto* last = static_cast<std::string*>(data);
  if (size * count == 0 || (line[0] != '4' && line[0] != '5')) return size * count;
  *last = std::string(line, size * count);
  while (!last->empty() && (last->back() == '\n' || last->back() == '\r')) last->pop_back();
  return size * count;
}

// An answer to EHLO lists what the relay can do; after STARTTLS a second one counts.
std::size_t note_capability(char* line, std::size_t size, std::size_t count, void* data) {
  auto* offered = static_cast<bool*>(data);
  const std::string_view text(line, size * count);
  if (text.starts_with("220")) *offered = false;
  if (text.size() >= 12 && text.starts_with("250") && text::fold(text.substr(4, 8)) == "smtputf8")
    *offered = true;
  return size * count;
}

std::size_t ignore_body(char*, std::size_t size, std::size_t count, void*) {
  return size * count;
}

template <class Value>
void set(CURL* handle, CURLoption option, Value value) {
  if (curl_easy_setopt(handle, option, value) != CURLE_OK)
    throw Error(ErrorKind::internal, "mail.curl_option");
}

}  // namespace

messages::Delivery outcome_of_answer(long code, std::string_view answer) {
  using Outcome = messages::Delivery::Outcome;
  // Addresses stand in brackets or hold an "@": leave those words out.
  std::string reason;
  while (!answer.empty()) {
    const auto end = answer.find(' ');
    const std::string_view word = answer.substr(0, end);
    answer = end == std::string_view::npos ? std::string_view() : answer.substr(end + 1);
    if (word.empty() || word.find('@') != std::string_view::npos) continue;
    if (!reason.empty()) reason += ' ';
    reason += word;
  }
  reason = std::string(text::prefix(text::valid_utf8(reason), 200));
  if (code >= 500 && code < 600) return {Outcome::failed, reason};
  return {Outcome::try_later, reason};
}

Relay::Relay(const Settings& settings) : settings_(settings), url_(settings.relay) {
  if (!url_.empty() && !url_.starts_with("smtp://") && !url_.starts_with("smtps://")) {
    throw Error(ErrorKind::invalid, "config.relay", "smtp.relay must begin with smtp:// or smtps://");
  }
}

std::string Relay::shown() const {
  const auto begin = url_.find("://");
  return begin == std::string::npos ? std::string() : url_.substr(begin + 3);
}

std::unique_ptr<void, void (*)(void*)> Relay::connection() const {
  start_curl();
  std::unique_ptr<void, void (*)(void*)> handle(curl_easy_init(),
                                                [](void* made) { curl_easy_cleanup(made); });
  if (!handle) return handle;
  const std::string url = url_ + "/" + settings_.hostname;  // the path is our name in EHLO
  set(handle.get(), CURLOPT_URL, url.c_str());
  set(handle.get(), CURLOPT_NOSIGNAL, 1L);
  set(handle.get(), CURLOPT_CONNECTTIMEOUT, kConnectSeconds);
  set(handle.get(), CURLOPT_TIMEOUT, kTotalSeconds);
  set(handle.get(), CURLOPT_PROXY, "");  // a proxy of the environment is for web pages
  if (settings_.relay_tls != "off") {
    const bool required = settings_.relay_tls == "required";
    set(handle.get(), CURLOPT_USE_SSL, static_cast<long>(required ? CURLUSESSL_ALL : CURLUSESSL_TRY));
    if (!required && url_.starts_with("smtp://")) {
      // Opportunistic (RFC 7435): an unproven certificate is better than no encryption at all.
      set(handle.get(), CURLOPT_SSL_VERIFYPEER, 0L);
      set(handle.get(), CURLOPT_SSL_VERIFYHOST, 0L);
    }
  }
  if (!settings_.relay_login.empty()) {
    set(handle.get(), CURLOPT_USERNAME, settings_.relay_login.c_str());
    set(handle.get(), CURLOPT_PASSWORD, settings_.relay_password.c_str());
  }
  return handle;
}

std::optional<bool> Relay::offers_utf8() const {
  const auto handle = connection();
  if (!handle) return std::nullopt;
  bool offered = false;
  set(handle.get(), CURLOPT_CUSTOMREQUEST, "NOOP");
  set(handle.get(), CURLOPT_HEADERFUNCTION, note_capability);
  set(handle.get(), CURLOPT_HEADERDATA, static_cast<void*>(&offered));
  set(handle.get(), CURLOPT_WRITEFUNCTION, ignore_body);
  const CURLcode result = curl_easy_perform(handle.get());
  if (result != CURLE_OK && result != CURLE_WEIRD_SERVER_REPLY) return std::nullopt;
  return offered;
}

messages::Delivery Relay::send(std::string_view sender, std::string_view recipient, bool utf8,
                               std::string_view raw) const {
  using Outcome = messages::Delivery::Outcome;
  if (utf8) {
    const auto offered = offers_utf8();
    if (!offered) return {Outcome::try_later, "relay cannot be asked for SMTPUTF8"};
    if (!*offered)
      return {Outcome::failed, "5.6.7 the relay does not offer SMTPUTF8, which this address needs"};
  }
  const auto handle = connection();
  if (!handle) return {Outcome::try_later, "out of memory"};
  const std::string from = "<" + std::string(sender) + ">";
  const std::string to = "<" + std::string(recipient) + ">";
  curl_slist* first = curl_slist_append(nullptr, to.c_str());
  const std::unique_ptr<curl_slist, decltype(&curl_slist_free_all)> list(first, curl_slist_free_all);
  Upload upload{raw};
  std::string last_line;
  set(handle.get(), CURLOPT_MAIL_FROM, from.c_str());
  set(handle.get(), CURLOPT_MAIL_RCPT, list.get());
  set(handle.get(), CURLOPT_UPLOAD, 1L);
  set(handle.get(), CURLOPT_READFUNCTION, read_upload);
  set(handle.get(), CURLOPT_READDATA, static_cast<void*>(&upload));
  set(handle.get(), CURLOPT_HEADERFUNCTION, note_line);
  set(handle.get(), CURLOPT_HEADERDATA, static_cast<void*>(&last_line));
  const CURLcode result = curl_easy_perform(handle.get());
  if (result == CURLE_OK) return {Outcome::sent, {}};
  long code = 0;
  curl_easy_getinfo(handle.get(), CURLINFO_RESPONSE_CODE, &code);
  if (code < 400) return {Outcome::try_later, curl_easy_strerror(result)};
  // A refused sign-in is our configuration's fault, never the recipient's.
  if (result == CURLE_LOGIN_DENIED) return {Outcome::try_later, "relay refused the login"};
  return outcome_of_answer(code, last_line);
}

}  // namespace aproape::mail
