#pragma once

#include <string>
#include <string_view>

namespace aproape::text {

struct Language {
  std::string code;   // ISO 639-1 ("ro", "en", "hu", …); empty: unknown
  int certainty = 0;  // 0 to 100
};

// The language of a text: cld2 together with our own evidence (frequent words, Romanian also without
// diacritics). Unknown under 20 letters or where the evidence is thin. Quoted lines ("> ") are left out.
// Thread-safe.
[[nodiscard]] Language detect_language(std::string_view utf8);

}  // namespace aproape::text
