#pragma once

#include <cstdint>
#include <initializer_list>
#include <map>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

namespace aproape::i18n {

using Args = std::vector<std::pair<std::string, std::string>>;

// All texts of the program in Romanian ("ro") and English ("en"), read from locale/**.po: msgid is a key
// ("auth.refused"), msgstr the text with {name} placeholders. Immutable, thread-safe.
class Texts {
 public:
  // The texts that the binary carries. Throws Error{internal, "i18n.syntax"} naming file and line (a test
  // reads them).
  static const Texts& standard();

  // A .po file: name ("locale/ro.po", "locale/parts/d.ro.po"; the language stands before ".po") and content.
  using File = std::pair<std::string, std::string>;
  explicit Texts(const std::vector<File>& files);

  // The text of `key`; a language that we lack gives English, a missing key gives the key itself
  // (tools/check_texts.py makes sure that none is missing). Placeholders without an argument stay as they
  // are.
  [[nodiscard]] std::string text(std::string_view key, std::string_view language,
                                 const Args& args = {}) const;

  // The form for `n` ("{n} cereri", "{n} de cereri"); {n} is filled in.
  [[nodiscard]] std::string plural(std::string_view key, std::int64_t n, std::string_view language,
                                   const Args& args = {}) const;

  [[nodiscard]] bool has(std::string_view key, std::string_view language) const;
  // All keys of a language, sorted.
  [[nodiscard]] std::vector<std::string> keys(std::string_view language) const;

 private:
  struct Entry {
    std::vector<std::string> forms;
  };
  using Catalogue = std::map<std::string, Entry, std::less<>>;
  [[nodiscard]] const Entry* find(std::string_view key, std::string_view language) const;
  std::map<std::string, Catalogue, std::less<>> languages_;
};

// "ro" for Romanian, "en" for everything else that we do not speak.
[[nodiscard]] std::string_view language_or_standard(std::string_view language);

// Which plural form a number takes: ro 0 "o cerere", 1 "2 cereri", 2 "20 de cereri"; en 0 "1 request", 1 "2
// requests".
[[nodiscard]] std::size_t plural_form(std::string_view language, std::int64_t n);

// `text` with {name} replaced by its argument. Values are data: braces in them are not looked at again.
[[nodiscard]] std::string fill(std::string_view text, const Args& args);

}  // namespace aproape::i18n
