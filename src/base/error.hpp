#pragma once

#include <stdexcept>
#include <string>
#include <utility>
#include <vector>

namespace aproape {

// What kind of end a request or a job came to. One table (http/problem.cpp) maps a kind to its HTTP status,
// another (app/exit_code.cpp) to the exit code of the command line.
enum class ErrorKind {
  invalid,       // the input is wrong; says which field
  unauthorized,  // nobody is signed in
  forbidden,     // signed in, not allowed (only where existence is no secret)
  not_found,     // absent, or not yours: both look the same
  conflict,      // exists already, or the state does not allow it
  stale,         // If-Match named an older version
  too_large,
  too_many,     // a rate or quota; try later
  unavailable,  // a part that we need is down; try later
  internal,
};

// An error that ends the present request or job. `key` names a text in locale/ (every error a user can meet
// has one in Romanian and in English); `detail` is for the log and never holds personal data or secrets.
class Error : public std::runtime_error {
 public:
  // A field of the input and the key of what is wrong with it.
  struct Field {
    std::string name;
    std::string key;
  };

  Error(ErrorKind kind, std::string key, std::string detail = {});
  Error(std::string key, std::vector<Field> fields);  // invalid, with the wrong fields

  [[nodiscard]] ErrorKind kind() const noexcept { return kind_; }
  [[nodiscard]] const std::string& key() const noexcept { return key_; }
  [[nodiscard]] const std::vector<Field>& fields() const noexcept { return fields_; }

 private:
  ErrorKind kind_;
  std::string key_;
  std::vector<Field> fields_;
};

}  // namespace aproape
