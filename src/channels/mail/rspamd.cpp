#include "channels/mail/rspamd.hpp"

#include <curl/curl.h>

#include <memory>

#include "base/error.hpp"
#include "channels/curl_start.hpp"

namespace aproape::mail {
namespace {

constexpr std::size_t kLongestAnswer = 1U << 20U;
constexpr std::size_t kMostRecipients = 100;
constexpr long kConnectMillis = 2000;

[[noreturn]] void down(std::string_view why) {
  throw Error(ErrorKind::unavailable, "rspamd.down", std::string(why));
}

std::size_t take(char* bytes, std::size_t size, std::size_t count, void* into) {
  auto* answer = static_cast<std::string*>(into);
  if (answer->size() + size * count > kLongestAnswer) return 0;
  answer->append(bytes, size * count);
  return size * count;
}

class Fields {
 public:
  // What an envelope holds is a stranger's: nothing of it may end the line.
  void add(std::string_view name, std::string_view value) {
    std::string line(name);
    line += ": ";
    for (const char c : value.substr(0, 1000))
      if (static_cast<unsigned char>(c) >= ' ' && c != 127) line += c;
    curl_slist* longer = curl_slist_append(list_.get(), line.c_str());
    if (longer == nullptr) down("memory");
    static_cast<void>(list_.release());
    list_.reset(longer);
  }
  [[nodiscard]] curl_slist* get() const { return list_.get(); }

 private:
  std::unique_ptr<curl_slist, decltype(&curl_slist_free_all)> list_{nullptr, curl_slist_free_all};
};

template <class Value>
void set(CURL* handle, CURLoption option, Value value) {
  if (curl_easy_setopt(handle, option, value) != CURLE_OK) down("option");
}

}  // namespace

Rspamd::Rspamd(std::string url) : url_(std::move(url)) {
  while (url_.ends_with('/')) url_.pop_back();
  if (!url_.empty() && !url_.starts_with("http://") && !url_.starts_with("https://"))
    throw Error(ErrorKind::invalid, "config.rspamd", "mail.rspamd must begin with http:// or https://");
}

RspamdReport Rspamd::check(std::string_view raw, const RspamdEnvelope& envelope) const {
  start_curl();
  const std::unique_ptr<CURL, decltype(&curl_easy_cleanup)> handle(curl_easy_init(), curl_easy_cleanup);
  if (!handle) down("memory");
  Fields fields;
  fields.add("Content-Type", "application/octet-stream");
  fields.add("Expect", "");  // no pause before the message
  fields.add("Pass", "all");
  fields.add("Queue-Id", envelope.id);
  fields.add("From", envelope.from);
  if (!envelope.ip.empty()) fields.add("IP", envelope.ip);
  for (std::size_t i = 0; i < envelope.recipients.size() && i < kMostRecipients; ++i)
    fields.add("Rcpt", envelope.recipients[i]);
  std::string answer;
  const std::string url = url_ + "/checkv2";
  set(handle.get(), CURLOPT_URL, url.c_str());
  set(handle.get(), CURLOPT_HTTPHEADER, fields.get());
  set(handle.get(), CURLOPT_POST, 1L);
  set(handle.get(), CURLOPT_POSTFIELDSIZE_LARGE, static_cast<curl_off_t>(raw.size()));
  set(handle.get(), CURLOPT_POSTFIELDS, raw.data());
  set(handle.get(), CURLOPT_WRITEFUNCTION, take);
  set(handle.get(), CURLOPT_WRITEDATA, static_cast<void*>(&answer));
  set(handle.get(), CURLOPT_NOSIGNAL, 1L);
  set(handle.get(), CURLOPT_FAILONERROR, 1L);
  set(handle.get(), CURLOPT_CONNECTTIMEOUT_MS, kConnectMillis);
  set(handle.get(), CURLOPT_TIMEOUT_MS, static_cast<long>(kLongest));
  set(handle.get(), CURLOPT_PROXY, "");  // a proxy of the environment is for web pages
  if (const CURLcode result = curl_easy_perform(handle.get()); result != CURLE_OK)
    down(curl_easy_strerror(result));
  return read_rspamd_answer(answer);
}

}  // namespace aproape::mail
