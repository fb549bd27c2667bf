#include <iostream>
#include <string>

#include "app/commands.hpp"
#include "app/exit_code.hpp"
#include "base/error.hpp"
#include "base/json.hpp"
#include "base/time.hpp"
#include "domain/classification/carried.hpp"
#include "domain/classification/verdict_json.hpp"

namespace aproape::app {
namespace {

constexpr std::size_t kLongestLine = 4U << 20U;

json::Object answer(const classification::Classifier& classifier, const std::string& line,
                    std::string_view today) {
  if (line.size() > kLongestLine) throw Error(ErrorKind::too_large, "classify.line_too_long");
  const json::Value asked = json::parse(line);
  if (!asked.is_object() || !asked["text"].is_string())
    throw Error(ErrorKind::invalid, "classify.text_missing");
  json::Object told{{"id", asked["id"]}};
  const auto verdict = classifier.classify(asked.get_string("subject"), asked["text"].as_string(), today);
  for (const json::Member& member : classification::to_json(verdict)) told.set(member.first, member.second);
  return told;
}

}  // namespace

int classify() {
  const auto classifier = classification::carried_classifier();
  const std::string today = to_rfc3339(Clock::system().now()).substr(0, 10);
  bool all_read = true;
  std::size_t number = 0;
  for (std::string line; std::getline(std::cin, line);) {
    ++number;
    if (line.find_first_not_of(" \t\r") == std::string::npos) continue;
    try {
      std::cout << json::write(answer(*classifier, line, today)) << '\n';
    } catch (const Error& error) {
      all_read = false;
      std::cout << json::write(
                       json::Object{{"id", json::Value()},
                                    {"line", number},
                                    {"error", json::Object{{"key", error.key()}, {"message", error.what()}}}})
                << '\n';
    }
  }
  std::cout.flush();
  return static_cast<int>(all_read ? ExitCode::done : ExitCode::usage);
}

}  // namespace aproape::app
