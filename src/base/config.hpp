#pragma once

#include <cstdint>
#include <map>
#include <string>
#include <string_view>
#include <vector>

namespace aproape {

// A setting that the program knows.
struct ConfigKey {
  enum class Type { text, number, flag, address, list };
  std::string name;  // "smtp.listen"
  Type type = Type::text;
  std::string standard;  // the default, as text
  std::string comment;   // what it does, for the sample file
  bool secret = false;   // never shown by GET /settings nor logged
};

// The settings in force. Later sources win: defaults, aproape.toml, APROAPE_* of the environment
// (APROAPE_SMTP_LISTEN for smtp.listen), --set on the command line. Immutable after loading; thread-safe.
class Config {
 public:
  // All keys, in the order of the sample file.
  static const std::vector<ConfigKey>& keys();
  // The sample aproape.toml: every key with its comment and default, commented out.
  static std::string sample();

  // All defaults.
  Config();
  // Reads a TOML file. Throws Error{invalid, "config.*"} naming file, key and the nearest right key.
  void load_file(const std::string& path);
  // Takes APROAPE_* variables ("NAME=value" entries, as in environ). APROAPE_TEST_* are not settings.
  void load_environment(const char* const* entries);
  // "a.b=c".
  void set(std::string_view assignment);

  [[nodiscard]] const std::string& text(std::string_view key) const;
  [[nodiscard]] std::int64_t number(std::string_view key) const;
  [[nodiscard]] bool flag(std::string_view key) const;
  [[nodiscard]] std::vector<std::string> list(
      std::string_view key) const;  // split at commas, trimmed, no empties

 private:
  void assign(std::string_view key, std::string value, std::string_view where);
  std::map<std::string, std::string, std::less<>> values_;
};

}  // namespace aproape
