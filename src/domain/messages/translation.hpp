#pragma once

#include <string>
#include <string_view>

namespace aproape::messages {

// A machine that translates: a slot that is empty unless the configuration names one. It stands outside, so
// only what staff wrote for everybody goes there (templates), never anything of a case. Thread-safe.
class Translator {
 public:
  virtual ~Translator() = default;
  [[nodiscard]] virtual bool configured() const = 0;
  // Plain text from one language to another, named as "ro". Throws Error{unavailable, "translation.down"}.
  [[nodiscard]] virtual std::string translate(std::string_view text, std::string_view from,
                                              std::string_view to) const = 0;
};

// A template's text in another language; its placeholders and conditions stay as they are. Throws as
// translate(), and Error{unavailable, "translation.garbled"} where the machine lost or doubled one of them.
[[nodiscard]] std::string translate_template(const Translator& translator, std::string_view text,
                                             std::string_view from, std::string_view to);

}  // namespace aproape::messages
