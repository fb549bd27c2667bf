#include "text/phone.hpp"

#include <algorithm>

#include "text/digit_pattern.hpp"
#include "text/numbering_plan.hpp"

namespace aproape::text {
namespace {

constexpr std::size_t kShortest = 7;  // digits with the calling code
constexpr std::size_t kLongest = 15;  // E.164
constexpr std::size_t kMostFound = 20;

bool is_digit(char c) {
  return c >= '0' && c <= '9';
}
bool is_mark(char c) {
  return std::string_view(" -./()\t").find(c) != std::string_view::npos;
}

bool has_length(const NumberingPlan& plan, std::size_t length) {
  return std::find(plan.lengths.begin(), plan.lengths.end(), length) != plan.lengths.end();
}

bool fits(const NumberingPlan& plan, std::string_view national) {
  return has_length(plan, national.size()) && matches_digits(plan.pattern, national, true);
}

bool is_own(const NumberingPlan& plan, std::string_view national) {
  if (plan.own.empty()) return true;
  if (plan.own.front() == '^') return matches_digits(std::string_view(plan.own).substr(1), national, false);
  return matches_digits(plan.own, national, true);
}

// A number after its "+": which plan, and whether it fits.
Phone international(std::string_view digits) {
  Phone phone;
  phone.e164 = "+" + std::string(digits);
  const NumberingPlan* first = nullptr;
  for (const NumberingPlan& plan : numbering_plans()) {
    if (!digits.starts_with(plan.code)) continue;
    if (first == nullptr) first = &plan;
    const std::string_view national = digits.substr(plan.code.size());
    if (!fits(plan, national) || !is_own(plan, national)) continue;
    phone.country = plan.country;
    phone.valid = true;
    return phone;
  }
  if (first != nullptr) {
    phone.country = first->country;
    phone.valid = fits(*first, digits.substr(first->code.size()));
  }
  return phone;
}

// A number as it is dialled within a country.
std::optional<Phone> national_form(std::string_view digits, const NumberingPlan& plan) {
  const std::string_view stripped = !plan.national_prefix.empty() && digits.starts_with(plan.national_prefix)
                                        ? digits.substr(plan.national_prefix.size())
                                        : digits;
  for (const std::string_view national : {stripped, digits}) {
    if (fits(plan, national)) return international(plan.code + std::string(national));
  }
  const std::string whole = plan.code + std::string(stripped);
  if (whole.size() < kShortest || whole.size() > kLongest || stripped.size() < 5) return std::nullopt;
  Phone phone;
  phone.e164 = "+" + whole;
  phone.country = plan.country;
  return phone;
}

}  // namespace

std::optional<Phone> parse_phone(std::string_view text, std::string_view country) {
  std::string digits;
  bool plus = false;
  for (std::size_t i = 0; i < text.size(); ++i) {
    const char c = text[i];
    if (is_digit(c)) {
      digits.push_back(c);
    } else if (c == '+' && digits.empty() && !plus) {
      plus = true;
    } else if (text.substr(i).starts_with("\xC2\xA0")) {
      ++i;
    } else if (!is_mark(c)) {
      return std::nullopt;
    }
    if (digits.size() > 20) return std::nullopt;
  }
  if (plus) {
    // "+40 (0)21 …": the national prefix has no place here.
    const std::size_t zero = text.find("(0)");
    if (zero != std::string_view::npos) {
      const auto before =
          std::count_if(text.begin(), text.begin() + static_cast<std::ptrdiff_t>(zero), is_digit);
      digits.erase(static_cast<std::size_t>(before), 1);
    }
    if (digits.size() < kShortest || digits.size() > kLongest || digits.front() == '0') return std::nullopt;
    return international(digits);
  }
  const NumberingPlan* plan = country.empty() ? nullptr : plan_of(country);
  for (const std::string_view prefix :
       {plan == nullptr ? std::string_view() : plan->international_prefix, std::string_view("00")}) {
    if (prefix.empty() || !digits.starts_with(prefix)) continue;
    const std::string rest = digits.substr(prefix.size());
    if (rest.size() >= kShortest && rest.size() <= kLongest && rest.front() != '0')
      return international(rest);
  }
  if (plan == nullptr || digits.empty()) return std::nullopt;
  return national_form(digits, *plan);
}

std::string format_phone(std::string_view e164) {
  if (!e164.starts_with('+')) return std::string(e164);
  const std::string country = phone_country(e164);
  const NumberingPlan* plan = plan_of(country);
  if (plan == nullptr || !e164.substr(1).starts_with(plan->code)) return std::string(e164);
  std::string_view national = e164.substr(1 + plan->code.size());
  std::string out = "+" + plan->code;
  for (const NumberingPlan::Format& format : plan->formats) {
    std::size_t least = 0;
    std::size_t most = 0;
    for (const auto& [low, high] : format.groups) {
      least += low;
      most += high;
    }
    const bool here = national.size() >= least && national.size() <= most &&
                      (format.starts.empty() || matches_digits(format.starts, national, false));
    if (!here) continue;
    std::size_t spare = national.size() - least;  // digits that the first wide groups take
    for (const auto& [low, high] : format.groups) {
      const std::size_t taken = low + std::min(spare, high - low);
      spare -= taken - low;
      out += " " + std::string(national.substr(0, taken));
      national.remove_prefix(taken);
    }
    return out;
  }
  return out + " " + std::string(national);
}

std::string phone_country(std::string_view e164) {
  if (!e164.starts_with('+') || e164.size() < 3 || !std::all_of(e164.begin() + 1, e164.end(), is_digit))
    return {};
  return international(e164.substr(1)).country;
}

std::string calling_code(std::string_view country) {
  const NumberingPlan* plan = plan_of(country);
  return plan == nullptr ? std::string() : plan->code;
}

std::vector<Phone> find_phones(std::string_view text) {
  std::vector<Phone> found;
  for (std::size_t i = 0; i < text.size() && found.size() < kMostFound; ++i) {
    const bool begins =
        text[i] == '+' || (text.substr(i).starts_with("00") && (i == 0 || !is_digit(text[i - 1])));
    if (!begins || (i > 0 && text[i] != '+' && text[i - 1] == '+')) continue;
    std::size_t end = i + 1;
    std::size_t digits = 0;
    while (end < text.size() && digits < kLongest + 2 && (is_digit(text[end]) || is_mark(text[end]))) {
      if (is_digit(text[end])) ++digits;
      ++end;
    }
    // The longest cut at a blank that is a number: "+40 21 555 0100 12 noiembrie" holds one.
    for (std::size_t cut = end; cut > i + kShortest; --cut) {
      if (cut < text.size() && is_digit(text[cut])) continue;
      if (!is_digit(text[cut - 1])) continue;
      auto phone = parse_phone(text.substr(i, cut - i));
      if (!phone || !phone->valid) continue;
      const bool known =
          std::any_of(found.begin(), found.end(), [&](const Phone& one) { return one.e164 == phone->e164; });
      if (!known) found.push_back(std::move(*phone));
      i = cut - 1;
      break;
    }
  }
  return found;
}

}  // namespace aproape::text
