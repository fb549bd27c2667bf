#pragma once

#include <string>
#include <string_view>

namespace aproape::sms {

enum class Coding { gsm7, ucs2 };

// "gsm7", "ucs2".
[[nodiscard]] std::string_view name_of(Coding coding);

// How a text travels. A unit is a septet of the 7-bit alphabet or two bytes of UCS-2; a character may take
// two.
struct Measure {
  Coding coding = Coding::gsm7;
  int units = 0;
  int segments = 0;     // parts that are sent and paid for; 0: the text is empty
  int per_segment = 0;  // units of a part: 160 or 70 alone, 153 or 67 behind a concatenation header
  int left = 0;         // units free in the last part
  std::string foreign;  // the first character that is not in the 7-bit alphabet; empty: none
};

// Measures a text: 7-bit where each character is in the alphabet or its extension, otherwise UCS-2 (3GPP TS
// 23.038; parts as TS 23.040, 9.2.3.24.1). A character of two units is never cut by the end of a part. Pure;
// takes any bytes, those that are no UTF-8 as U+FFFD.
[[nodiscard]] Measure measure(std::string_view utf8);

}  // namespace aproape::sms
