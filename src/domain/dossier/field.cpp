#include "domain/dossier/field.hpp"

#include <algorithm>
#include <array>
#include <charconv>
#include <set>

#include "base/embedded.hpp"
#include "base/error.hpp"
#include "base/time.hpp"
#include "formats/csv/csv.hpp"

namespace aproape::dossier {
namespace {

constexpr std::array<std::pair<std::string_view, Field::Type>, 6> kTypes{{{"text", Field::Type::text},
                                                                          {"number", Field::Type::number},
                                                                          {"date", Field::Type::date},
                                                                          {"choice", Field::Type::choice},
                                                                          {"yes_no", Field::Type::yes_no},
                                                                          {"country", Field::Type::country}}};
// Of a text that names no bound of its own.
constexpr std::size_t kLongestText = 2000;

std::string_view trimmed(std::string_view value) {
  constexpr std::string_view kBlank = " \t\r\n";
  const std::size_t from = value.find_first_not_of(kBlank);
  if (from == std::string_view::npos) return {};
  return value.substr(from, value.find_last_not_of(kBlank) - from + 1);
}

std::optional<long long> number_of(std::string_view value) {
  long long read = 0;
  const auto [end, error] = std::from_chars(value.data(), value.data() + value.size(), read);
  if (error != std::errc() || end != value.data() + value.size()) return std::nullopt;
  return read;
}

bool is_date(std::string_view value) {
  if (value.size() != 10) return false;
  const auto at = from_rfc3339(std::string(value) + "T00:00:00Z");
  return at && to_rfc3339(*at).substr(0, 10) == value;
}

std::size_t letters(std::string_view value) {
  return static_cast<std::size_t>(std::count_if(
      value.begin(), value.end(), [](char c) { return (static_cast<unsigned char>(c) & 0xC0U) != 0x80U; }));
}

std::vector<std::string> split(std::string_view value, char by) {
  std::vector<std::string> parts;
  for (std::size_t from = 0; from <= value.size() && !value.empty();) {
    const std::size_t to = std::min(value.find(by, from), value.size());
    if (to > from) parts.emplace_back(value.substr(from, to - from));
    from = to + 1;
  }
  return parts;
}

// One row of the file; every complaint names the line and the column.
class Reader {
 public:
  Reader(const csv::Table& table, const csv::Row& row) : table_(table), row_(row) {}

  [[noreturn]] void refuse(std::string_view heading) const {
    throw Error(ErrorKind::invalid, "catalogue.fields",
                "line " + std::to_string(row_.line) + ", " + std::string(heading));
  }
  [[nodiscard]] std::string text(std::string_view heading) const { return table_.field(row_, heading); }
  [[nodiscard]] std::string needed(std::string_view heading) const {
    std::string value = text(heading);
    if (value.empty()) refuse(heading);
    return value;
  }
  [[nodiscard]] Field::Type type() const {
    const std::string value = text("type");
    for (const auto& [name, one] : kTypes)
      if (name == value) return one;
    refuse("type");
  }
  [[nodiscard]] std::string day(std::string_view heading) const {
    std::string value = text(heading);
    if (!value.empty() && !is_date(value)) refuse(heading);
    return value;
  }
  // A bound is a date of a date, a number of anything else.
  [[nodiscard]] std::string bound(std::string_view heading, Field::Type type) const {
    std::string value = text(heading);
    if (value.empty()) return value;
    if (type == Field::Type::date ? !is_date(value) : !number_of(value)) refuse(heading);
    return value;
  }
  [[nodiscard]] std::vector<Option> options() const {
    std::vector<Option> options;
    for (const std::string& one : split(text("options"), '|')) {
      const auto parts = split(one, '=');
      if (parts.size() != 3) refuse("options");
      options.push_back({parts[0], parts[1], parts[2]});
    }
    return options;
  }

 private:
  const csv::Table& table_;
  const csv::Row& row_;
};

Field read_field(const Reader& reader) {
  Field field;
  field.code = reader.needed("code");
  field.categories = split(reader.needed("categories"), '|');
  field.type = reader.type();
  field.name_ro = reader.needed("name_ro");
  field.name_en = reader.needed("name_en");
  field.options = reader.options();
  if ((field.type == Field::Type::choice) == field.options.empty()) reader.refuse("options");
  field.least = reader.bound("least", field.type);
  field.most = reader.bound("most", field.type);
  field.valid_from = reader.day("valid_from");
  field.valid_to = reader.day("valid_to");
  field.basis = reader.needed("basis");
  return field;
}

std::string_view carried_csv() {
  for (const embedded::File& file : embedded::files())
    if (file.name == "catalog/fields.csv") return file.content;
  throw Error(ErrorKind::internal, "catalogue.missing", "catalog/fields.csv");
}

bool within(long long value, const Field& field) {
  const auto least = number_of(field.least), most = number_of(field.most);
  return (!least || value >= *least) && (!most || value <= *most);
}

}  // namespace

Fields::Fields(std::string_view csv) {
  const csv::Table table(csv, {"code", "categories", "type", "name_ro", "name_en", "basis"});
  std::set<std::string> codes;
  for (const csv::Row& row : table.rows()) {
    const Reader reader(table, row);
    fields_.push_back(read_field(reader));
    if (!codes.insert(fields_.back().code).second) reader.refuse("code");
  }
}

const Fields& Fields::carried() {
  static const Fields fields(carried_csv());
  return fields;
}

const Field* Fields::find(std::string_view code) const {
  const auto found =
      std::find_if(fields_.begin(), fields_.end(), [&](const Field& field) { return field.code == code; });
  return found == fields_.end() ? nullptr : &*found;
}

std::vector<const Field*> Fields::of(std::string_view category, std::string_view subcategory,
                                     std::string_view day) const {
  std::vector<const Field*> found;
  for (const Field& field : fields_) {
    const bool fits =
        std::any_of(field.categories.begin(), field.categories.end(),
                    [&](const std::string& one) { return one == category || one == subcategory; });
    const bool valid = (field.valid_from.empty() || field.valid_from <= day) &&
                       (field.valid_to.empty() || day <= field.valid_to);
    if (fits && valid) found.push_back(&field);
  }
  return found;
}

std::optional<std::string> normalise(const Field& field, std::string_view given) {
  const std::string_view value = trimmed(given);
  switch (field.type) {
    case Field::Type::text:
      if (value.empty() || value.size() > kLongestText ||
          !within(static_cast<long long>(letters(value)), field))
        return std::nullopt;
      return std::string(value);
    case Field::Type::number: {
      const auto number = number_of(value);
      if (!number || !within(*number, field)) return std::nullopt;
      return std::to_string(*number);
    }
    case Field::Type::date:
      if (!is_date(value) || (!field.least.empty() && value < field.least) ||
          (!field.most.empty() && value > field.most))
        return std::nullopt;
      return std::string(value);
    case Field::Type::choice:
      for (const Option& option : field.options)
        if (option.code == value) return std::string(value);
      return std::nullopt;
    case Field::Type::yes_no:
      if (value != "yes" && value != "no") return std::nullopt;
      return std::string(value);
    default: {
      if (value.size() != 2) return std::nullopt;
      std::string code(value);
      for (char& c : code) {
        if (c >= 'a' && c <= 'z') c = static_cast<char>(c - 'a' + 'A');
        if (c < 'A' || c > 'Z') return std::nullopt;
      }
      return code;
    }
  }
}

std::string_view name_of(Field::Type type) {
  for (const auto& [name, one] : kTypes)
    if (one == type) return name;
  return {};
}

}  // namespace aproape::dossier
