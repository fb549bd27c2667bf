#pragma once

#include <cstddef>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

namespace aproape::csv {

struct Limits {
  std::size_t fields = 200;  // of a row
  std::size_t field_bytes = 64U << 10U;
  std::size_t rows = 1'000'000;
};

struct Row {
  std::size_t line = 0;  // where it begins, 1 for the first
  std::vector<std::string> fields;
};

// Reads RFC 4180: quoted fields with "" and line breaks inside, CRLF or LF, a UTF-8 byte order mark skipped,
// rows without any character skipped. The separator is found in the first line (comma, semicolon or tab), as
// office programs write what their language wants. The text must outlive the reader.
class Reader {
 public:
  explicit Reader(std::string_view text, Limits limits = {});

  // The next row, nullopt at the end. Throws Error{invalid, "csv.quote" | "csv.limit"} naming the line.
  [[nodiscard]] std::optional<Row> next();

 private:
  std::string_view text_;
  Limits limits_;
  std::size_t at_ = 0;
  std::size_t line_ = 1;
  std::size_t rows_ = 0;
  char separator_ = ',';
};

// A whole file with a heading row: access to fields by heading.
class Table {
 public:
  // Throws as Reader, and Error{invalid, "csv.heading"} where a wanted heading is absent or one stands twice.
  Table(std::string_view text, const std::vector<std::string>& wanted, Limits limits = {});

  [[nodiscard]] const std::vector<Row>& rows() const { return rows_; }
  // The field under `heading` without blanks around it; empty where the row is too short or the heading is
  // absent.
  [[nodiscard]] std::string field(const Row& row, std::string_view heading) const;
  [[nodiscard]] bool has(std::string_view heading) const;

 private:
  std::vector<std::string> headings_;
  std::vector<Row> rows_;
};

// One row with its CRLF, quoted by RFC 4180. A field that a spreadsheet would run as a formula (begins with =
// + - @ TAB or CR) gets an apostrophe in front (guides/security.md row 30).
[[nodiscard]] std::string write_row(const std::vector<std::string>& fields);

// Takes the apostrophe of write_row() away again, so that an export can be imported.
[[nodiscard]] std::string unguard(std::string_view field);

}  // namespace aproape::csv
