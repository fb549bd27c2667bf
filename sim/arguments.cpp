#include "sim/arguments.hpp"

#include <stdexcept>

namespace sim {

void Arguments::value(const std::string& name, std::string& into) {
  options_[name] = {true, [&into](const std::string& text) { into = text; }};
}
void Arguments::value(const std::string& name, double& into) {
  options_[name] = {true, [&into](const std::string& text) { into = std::stod(text); }};
}
void Arguments::value(const std::string& name, int& into) {
  options_[name] = {true, [&into](const std::string& text) { into = std::stoi(text); }};
}
void Arguments::value(const std::string& name, long& into) {
  options_[name] = {true, [&into](const std::string& text) { into = std::stol(text); }};
}
void Arguments::value(const std::string& name, unsigned long& into) {
  options_[name] = {true, [&into](const std::string& text) { into = std::stoul(text); }};
}
void Arguments::flag(const std::string& name, bool& into) {
  options_[name] = {false, [&into](const std::string&) { into = true; }};
}
void Arguments::list(const std::string& name, std::vector<std::string>& into) {
  options_[name] = {true, [&into](const std::string& text) { into.push_back(text); }};
}

void Arguments::read(const std::vector<std::string>& words) const {
  for (std::size_t i = 0; i < words.size(); ++i) {
    const auto option = options_.find(words[i]);
    if (option == options_.end()) throw std::invalid_argument("unknown option " + words[i]);
    if (!option->second.wants_value) {
      option->second.set({});
      continue;
    }
    if (i + 1 == words.size()) throw std::invalid_argument(words[i] + " wants a value");
    try {
      option->second.set(words[++i]);
    } catch (const std::logic_error&) {
      throw std::invalid_argument(option->first + " wants a number, not " + words[i]);
    }
  }
}

void require(std::string_view name, std::string_view value) {
  if (value.empty()) throw std::invalid_argument(std::string(name) + " is missing");
}

}  // namespace sim
