#pragma once

#include <string>

#include "base/time.hpp"
#include "domain/messages/translation.hpp"

namespace aproape::translation {

// A LibreTranslate server. Thread-safe: each call has its own connection.
class LibreTranslate final : public messages::Translator {
 public:
  // "http://127.0.0.1:5000"; empty: configured() is false. Throws Error{invalid, "config.translation"}.
  explicit LibreTranslate(std::string url);

  [[nodiscard]] bool configured() const override { return !url_.empty(); }
  [[nodiscard]] std::string translate(std::string_view text, std::string_view from,
                                      std::string_view to) const override;

  static constexpr Millis kLongest = 20 * kSecond;

 private:
  std::string url_;
};

}  // namespace aproape::translation
