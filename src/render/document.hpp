#pragma once

#include <string>
#include <variant>
#include <vector>

namespace aproape::render {

// A number keeps its type, so that a workbook can sum it up; a text never becomes a formula.
using Cell = std::variant<std::string, double>;

struct Column {
  std::string name;
  bool number = false;  // set to the right
  double share = 1;     // of the width, against the other columns
};

struct Table {
  std::string heading;
  std::vector<Column> columns;
  std::vector<std::vector<Cell>> rows;  // as many cells as columns
};

// A figure in large letters.
struct Tile {
  std::string label;
  std::string value;
  std::string note;
};

// What is drawn from top to bottom: title, tiles in one row, tables.
struct Document {
  std::string title;
  std::string subtitle;
  std::vector<Tile> tiles;
  std::vector<Table> tables;
  std::string footer;
  std::string language = "ro";
};

// A number as the language writes it: "9 184" in Romanian, "9,184" in English, with at most two decimals.
[[nodiscard]] std::string shown_number(double number, const std::string& language);

}  // namespace aproape::render
