#pragma once

#include <functional>
#include <map>
#include <string>
#include <string_view>
#include <vector>

namespace sim {

// The options of a command: "--name value" and bare "--name".
class Arguments {
 public:
  // Where the value of an option goes.
  void value(const std::string& name, std::string& into);
  void value(const std::string& name, double& into);
  void value(const std::string& name, int& into);
  void value(const std::string& name, long& into);
  void value(const std::string& name, unsigned long& into);
  void flag(const std::string& name, bool& into);
  // Each occurrence adds one.
  void list(const std::string& name, std::vector<std::string>& into);

  // Throws std::invalid_argument for what is unknown, incomplete or no number.
  void read(const std::vector<std::string>& words) const;

 private:
  struct Option {
    bool wants_value = true;
    std::function<void(const std::string&)> set;
  };
  std::map<std::string, Option, std::less<>> options_;
};

// Throws std::invalid_argument where the option was not given.
void require(std::string_view name, std::string_view value);

}  // namespace sim
