#include "base/error.hpp"

namespace aproape {

Error::Error(ErrorKind kind, std::string key, std::string detail)
    : std::runtime_error(detail.empty() ? key : key + ": " + detail), kind_(kind), key_(std::move(key)) {}

Error::Error(std::string key, std::vector<Field> fields)
    : std::runtime_error(key), kind_(ErrorKind::invalid), key_(std::move(key)), fields_(std::move(fields)) {}

}  // namespace aproape
