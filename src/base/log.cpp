#include "base/log.hpp"

#include <spdlog/sinks/stdout_sinks.h>
#include <spdlog/spdlog.h>

#include "base/json.hpp"
#include "base/time.hpp"

namespace aproape::log {
namespace {

spdlog::level::level_enum to_spdlog(Level level) {
  switch (level) {
    case Level::debug:
      return spdlog::level::debug;
    case Level::info:
      return spdlog::level::info;
    case Level::warning:
      return spdlog::level::warn;
    case Level::error:
      return spdlog::level::err;
  }
  return spdlog::level::err;
}

const char* name_of(Level level) {
  switch (level) {
    case Level::debug:
      return "debug";
    case Level::info:
      return "info";
    case Level::warning:
      return "warning";
    case Level::error:
      return "error";
  }
  return "error";
}

spdlog::logger& logger() {
  static const auto instance = [] {
    auto made =
        std::make_shared<spdlog::logger>("aproape", std::make_shared<spdlog::sinks::stderr_sink_mt>());
    made->set_pattern("%v");
    made->set_level(spdlog::level::info);
    return made;
  }();
  return *instance;
}

}  // namespace

void start(Level least) {
  logger().set_level(to_spdlog(least));
}

void write(Level level, std::string_view event, std::initializer_list<Field> fields) noexcept {
  try {
    if (!logger().should_log(to_spdlog(level))) return;
    json::Object line{{"at", to_rfc3339(Clock::system().now())}, {"level", name_of(level)}, {"event", event}};
    for (const Field& field : fields) line.set(field.name, field.value);
    logger().log(to_spdlog(level), json::write(line));
  } catch (...) {
    // A log line that cannot be written must not end the work it tells of; there is nowhere to tell it
    // either.
  }
}

}  // namespace aproape::log
