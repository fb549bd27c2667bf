#pragma once

#include <memory>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "db/database.hpp"
#include "domain/access/service.hpp"

namespace aproape::catalogue {

// A kind of matter ("TRV.lost-stolen"). Dates "2026-01-01", empty = no bound.
struct Subcategory {
  std::string code;
  std::string category;  // "TRV"
  std::string name_ro;
  std::string name_en;
  std::string urgency;  // "P1" to "P4"
  std::string route;    // default way of work ("L1 -> L2")
  std::string time;     // the legal or official time, in words
  std::string source;   // where that time stands
  std::string valid_from;
  std::string valid_to;
  std::int64_t version = 1;
};

struct Category {
  std::string code;
  std::string name_ro;
  std::string name_en;
  std::vector<Subcategory> subcategories;
  std::int64_t version = 1;
};

// The taxonomy of cases, as rows that an administrator edits and imports. Thread-safe.
class Service {
 public:
  Service(db::Database& database, access::Service& access);
  ~Service();
  Service(const Service&) = delete;
  Service& operator=(const Service&) = delete;

  // All of them in the order of the catalogue; also those whose time has passed.
  [[nodiscard]] std::vector<Category> all(db::Tx& tx) const;
  [[nodiscard]] std::optional<Category> category(db::Tx& tx, std::string_view code) const;
  [[nodiscard]] std::optional<Subcategory> subcategory(db::Tx& tx, std::string_view code) const;
  // Whether a case may carry these at `day` (a date): the subcategory is valid then and belongs to the
  // category. An empty subcategory fits any known category.
  [[nodiscard]] bool fits(db::Tx& tx, std::string_view category, std::string_view subcategory,
                          std::string_view day) const;

  struct Change {
    std::optional<std::string> name_ro;
    std::optional<std::string> name_en;
    std::optional<std::string> urgency;  // of a subcategory alone, like those below
    std::optional<std::string> route;
    std::optional<std::string> time;
    std::optional<std::string> valid_from;
    std::optional<std::string> valid_to;
  };
  // Changes a category or subcategory by its code. Throws Error{not_found}, {stale}, {invalid} with fields.
  void change(db::Tx& tx, const audit::Actor& by, std::string_view code, std::int64_t version,
              const Change& change);

  struct Row {
    Category category;  // without subcategories
    Subcategory subcategory;
  };
  enum class Saved { added, changed, unchanged };
  // Adds or replaces a subcategory with its category.
  Saved save(db::Tx& tx, const audit::Actor& by, const Row& row);

  [[nodiscard]] db::Database& database() const;

 private:
  struct State;
  std::unique_ptr<State> state_;
};

}  // namespace aproape::catalogue
