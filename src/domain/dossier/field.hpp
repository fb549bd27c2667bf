#pragma once

#include <optional>
#include <string>
#include <string_view>
#include <vector>

namespace aproape::dossier {

struct Option {
  std::string code;
  std::string name_ro;
  std::string name_en;
};

// A field that cases of a category carry, as catalog/fields.csv names it.
struct Field {
  enum class Type { text, number, date, choice, yes_no, country };
  std::string code;                     // "travel.departure"
  std::vector<std::string> categories;  // "TRV" or "TRV.lost-stolen"
  Type type = Type::text;
  std::string name_ro;
  std::string name_en;
  std::vector<Option> options;  // of a choice
  // Bounds, both included: letters of a text, a number, a date; empty: none.
  std::string least;
  std::string most;
  std::string valid_from;  // dates; empty: no bound
  std::string valid_to;
  std::string basis;
};

// All fields of the catalogue. Immutable.
class Fields {
 public:
  // Reads catalog/fields.csv. Throws Error{invalid, "catalogue.fields"} naming line and column.
  explicit Fields(std::string_view csv);
  // Those that the binary carries.
  static const Fields& carried();

  [[nodiscard]] const std::vector<Field>& all() const { return fields_; }
  // nullptr where there is none.
  [[nodiscard]] const Field* find(std::string_view code) const;
  // Those of a case, on a day ("2026-11-24"), in the order of the catalogue.
  [[nodiscard]] std::vector<const Field*> of(std::string_view category, std::string_view subcategory,
                                             std::string_view day) const;

 private:
  std::vector<Field> fields_;
};

// The value as it is kept: without blanks around it, a number without zeros before it, a country in capitals.
// nullopt where it is none of the field's type or lies outside of its bounds. Pure.
[[nodiscard]] std::optional<std::string> normalise(const Field& field, std::string_view value);
[[nodiscard]] std::string_view name_of(Field::Type type);

}  // namespace aproape::dossier
