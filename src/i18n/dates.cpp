#include "i18n/dates.hpp"

#include <algorithm>

#include "i18n/texts.hpp"

namespace aproape::i18n {
namespace {

std::string two_digits(int number) {
  return (number < 10 ? "0" : "") + std::to_string(number);
}

std::string long_form(const LocalTime& local, std::string_view language) {
  return std::to_string(local.day) + " " + month_name(local.month, language) + " " +
         std::to_string(local.year);
}

std::string clock_form(const LocalTime& local) {
  return two_digits(local.hour) + ":" + two_digits(local.minute);
}

}  // namespace

std::string date_long(Millis at, std::string_view zone, std::string_view language) {
  return long_form(to_local(at, zone), language);
}

std::string date_time_long(Millis at, std::string_view zone, std::string_view language) {
  const LocalTime local = to_local(at, zone);
  return Texts::standard().text("date.with_time", language,
                                {{"date", long_form(local, language)}, {"time", clock_form(local)}});
}

std::string date_short(Millis at, std::string_view zone, std::string_view language) {
  const LocalTime local = to_local(at, zone);
  const std::string mark = language_or_standard(language) == "ro" ? "." : "/";
  return two_digits(local.day) + mark + two_digits(local.month) + mark + std::to_string(local.year);
}

std::string clock_time(Millis at, std::string_view zone) {
  return clock_form(to_local(at, zone));
}

std::string weekday_name(int weekday, std::string_view language) {
  return Texts::standard().text("weekday." + std::to_string(std::clamp(weekday, 1, 7)), language);
}

std::string month_name(int month, std::string_view language) {
  return Texts::standard().text("month." + std::to_string(std::clamp(month, 1, 12)), language);
}

std::string duration(Millis length, std::string_view language) {
  const Texts& texts = Texts::standard();
  if (length < kMinute) return texts.text("duration.moment", language);
  if (length < kHour) return texts.plural("duration.minutes", length / kMinute, language);
  if (length < kDay) return texts.plural("duration.hours", length / kHour, language);
  return texts.plural("duration.days", length / kDay, language);
}

}  // namespace aproape::i18n
