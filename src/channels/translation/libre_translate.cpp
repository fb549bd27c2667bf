#include "channels/translation/libre_translate.hpp"

#include <curl/curl.h>

#include <memory>

#include "base/error.hpp"
#include "base/json.hpp"
#include "channels/curl_start.hpp"

namespace aproape::translation {
namespace {

constexpr std::size_t kLongestAnswer = 1U << 20U;
constexpr long kConnectMillis = 2000;

[[noreturn]] void down(std::string_view why) {
  throw Error(ErrorKind::unavailable, "translation.down", std::string(why));
}

std::size_t take(char* bytes, std::size_t size, std::size_t count, void* into) {
  auto* answer = static_cast<std::string*>(into);
  if (answer->size() + size * count > kLongestAnswer) return 0;
  answer->append(bytes, size * count);
  return size * count;
}

template <class Value>
void set(CURL* handle, CURLoption option, Value value) {
  if (curl_easy_setopt(handle, option, value) != CURLE_OK) down("option");
}

}  // namespace

LibreTranslate::LibreTranslate(std::string url) : url_(std::move(url)) {
  while (url_.ends_with('/')) url_.pop_back();
  if (!url_.empty() && !url_.starts_with("http://") && !url_.starts_with("https://"))
    throw Error(ErrorKind::invalid, "config.translation",
                "translation.url must begin with http:// or https://");
}

std::string LibreTranslate::translate(std::string_view text, std::string_view from,
                                      std::string_view to) const {
  start_curl();
  const std::unique_ptr<CURL, decltype(&curl_easy_cleanup)> handle(curl_easy_init(), curl_easy_cleanup);
  const std::unique_ptr<curl_slist, decltype(&curl_slist_free_all)> fields(
      curl_slist_append(nullptr, "Content-Type: application/json"), curl_slist_free_all);
  if (!handle || !fields) down("memory");
  const std::string question = json::write(json::Value(json::Object{{"q", std::string(text)},
                                                                    {"source", std::string(from)},
                                                                    {"target", std::string(to)},
                                                                    {"format", "text"}}));
  const std::string url = url_ + "/translate";
  std::string answer;
  set(handle.get(), CURLOPT_URL, url.c_str());
  set(handle.get(), CURLOPT_HTTPHEADER, fields.get());
  set(handle.get(), CURLOPT_POSTFIELDSIZE_LARGE, static_cast<curl_off_t>(question.size()));
  set(handle.get(), CURLOPT_POSTFIELDS, question.c_str());
  set(handle.get(), CURLOPT_WRITEFUNCTION, take);
  set(handle.get(), CURLOPT_WRITEDATA, static_cast<void*>(&answer));
  set(handle.get(), CURLOPT_NOSIGNAL, 1L);
  set(handle.get(), CURLOPT_FAILONERROR, 1L);
  set(handle.get(), CURLOPT_CONNECTTIMEOUT_MS, kConnectMillis);
  set(handle.get(), CURLOPT_TIMEOUT_MS, static_cast<long>(kLongest));
  if (const CURLcode result = curl_easy_perform(handle.get()); result != CURLE_OK)
    down(curl_easy_strerror(result));
  try {
    const json::Value found = json::parse(answer);
    if (std::string translated = found.get_string("translatedText"); !translated.empty()) return translated;
  } catch (const Error& error) {
    down(error.key());
  }
  down("no text");
}

}  // namespace aproape::translation
