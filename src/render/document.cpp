#include "render/document.hpp"

#include <cmath>
#include <cstdio>

namespace aproape::render {

std::string shown_number(double number, const std::string& language) {
  const bool romanian = language == "ro";
  char plain[64];
  std::snprintf(plain, sizeof plain, "%.2f", std::fabs(number));
  std::string digits = plain;
  std::string decimals = digits.substr(digits.find('.') + 1);
  digits.erase(digits.find('.'));
  while (!decimals.empty() && decimals.back() == '0') decimals.pop_back();
  // A narrow no-break space between thousands, as Romanian writes them.
  const std::string between = romanian ? "\u202f" : ",";
  std::string grouped;
  for (std::size_t i = 0; i < digits.size(); ++i) {
    if (i > 0 && (digits.size() - i) % 3 == 0) grouped += between;
    grouped += digits[i];
  }
  if (!decimals.empty()) grouped += (romanian ? "," : ".") + decimals;
  return number < 0 && grouped != "0" ? "\u2212" + grouped : grouped;
}

}  // namespace aproape::render
