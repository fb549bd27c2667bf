#include "render/xlsx.hpp"

#include <xlsxwriter.h>

#include <algorithm>
#include <fstream>
#include <iterator>
#include <set>

#include "base/error.hpp"
#include "base/id.hpp"

namespace aproape::render {
namespace {

// Excel's limits: 31 characters, none of these; names are told apart without regard to case.
std::string sheet_name(const std::string& heading, std::set<std::string>& taken) {
  std::string name;
  std::size_t characters = 0;
  for (std::size_t i = 0; i < heading.size();) {
    const auto lead = static_cast<unsigned char>(heading[i]);
    const std::size_t length = lead < 0x80 ? 1 : lead < 0xE0 ? 2 : lead < 0xF0 ? 3 : 4;
    const std::string one = heading.substr(i, length);
    i += length;
    if (one.find_first_of("[]:*?/\\'") != std::string::npos) continue;
    if (++characters > 27) break;
    name += one;
  }
  if (name.empty()) name = "1";
  std::string unique = name;
  for (int n = 2; !taken.insert(unique).second; ++n) unique = name + " " + std::to_string(n);
  return unique;
}

// A file that is gone afterwards, whatever happens.
class Passing {
 public:
  explicit Passing(const std::filesystem::path& folder)
      : path_(folder / ("report-" + std::to_string(next_id()) + ".xlsx")) {}
  ~Passing() {
    std::error_code ignored;
    std::filesystem::remove(path_, ignored);
  }
  Passing(const Passing&) = delete;
  Passing& operator=(const Passing&) = delete;
  [[nodiscard]] const std::filesystem::path& path() const { return path_; }

 private:
  std::filesystem::path path_;
};

void write_table(lxw_workbook* workbook, const Table& table, std::set<std::string>& names) {
  lxw_worksheet* sheet = workbook_add_worksheet(workbook, sheet_name(table.heading, names).c_str());
  if (sheet == nullptr) throw Error(ErrorKind::internal, "render.failed", table.heading);
  lxw_format* bold = workbook_add_format(workbook);
  format_set_bold(bold);
  for (std::size_t i = 0; i < table.columns.size(); ++i) {
    const auto column = static_cast<lxw_col_t>(i);
    worksheet_set_column(sheet, column, column, std::max(10.0, 12 * table.columns[i].share), nullptr);
    worksheet_write_string(sheet, 0, column, table.columns[i].name.c_str(), bold);
  }
  worksheet_freeze_panes(sheet, 1, 0);
  lxw_row_t at = 1;
  for (const auto& cells : table.rows) {
    for (std::size_t i = 0; i < cells.size(); ++i) {
      const auto column = static_cast<lxw_col_t>(i);
      if (const auto* number = std::get_if<double>(&cells[i]))
        worksheet_write_number(sheet, at, column, *number, nullptr);
      else
        worksheet_write_string(sheet, at, column, std::get<std::string>(cells[i]).c_str(), nullptr);
    }
    ++at;
  }
}

Table tiles_of(const Document& document) {
  Table table;
  table.heading = document.title;
  table.columns = {{document.subtitle, false, 3}, {"", false, 1}, {"", false, 3}};
  for (const Tile& tile : document.tiles) table.rows.push_back({tile.label, tile.value, tile.note});
  return table;
}

}  // namespace

std::string to_xlsx(const Document& document, const std::filesystem::path& folder) {
  const Passing file(folder);
  lxw_workbook* workbook = workbook_new(file.path().c_str());
  if (workbook == nullptr) throw Error(ErrorKind::internal, "render.failed");
  std::set<std::string> names;
  if (!document.tiles.empty()) write_table(workbook, tiles_of(document), names);
  for (const Table& table : document.tables) write_table(workbook, table, names);
  if (const lxw_error error = workbook_close(workbook); error != LXW_NO_ERROR)
    throw Error(ErrorKind::internal, "render.failed", lxw_strerror(error));
  std::ifstream stream(file.path(), std::ios::binary);
  return {std::istreambuf_iterator<char>(stream), std::istreambuf_iterator<char>()};
}

}  // namespace aproape::render
