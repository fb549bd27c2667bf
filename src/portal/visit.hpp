#pragma once

#include <string>
#include <string_view>
#include <utility>
#include <vector>

#include "http/request.hpp"
#include "http/response.hpp"
#include "i18n/texts.hpp"
#include "portal/html.hpp"

namespace aproape::portal {

// One request of a citizen, in the language that he reads.
class Visit {
 public:
  // The language: ?lang= of the switch, else the cookie that the switch left, else what the browser asks for.
  explicit Visit(const http::Request& request);
  // A page in a language that something else decides (that of a case).
  Visit(const http::Request& request, std::string language);

  [[nodiscard]] const http::Request& request() const { return request_; }
  [[nodiscard]] const std::string& language() const { return language_; }
  [[nodiscard]] bool romanian() const { return language_ == "ro"; }
  // One of two texts that data hold in both languages.
  [[nodiscard]] const std::string& pick(const std::string& ro, const std::string& en) const {
    return romanian() || en.empty() ? ro : en;
  }

  [[nodiscard]] std::string text(std::string_view key, const i18n::Args& args = {}) const;
  [[nodiscard]] Html say(std::string_view key, const i18n::Args& args = {}) const;
  // The same where a placeholder stands for markup (a link, bold words).
  [[nodiscard]] Html say_with(std::string_view key,
                              const std::vector<std::pair<std::string, Html>>& parts) const;
  [[nodiscard]] std::string plural(std::string_view key, std::int64_t n) const;

  // Keeps the choice of the switch for a year.
  void keep_language(http::Response& response) const;

 private:
  const http::Request& request_;
  std::string language_;
  bool chosen_ = false;
};

// For a path or a query: everything but letters, digits and "-._~" as %XX.
[[nodiscard]] std::string url_encode(std::string_view text);

}  // namespace aproape::portal
