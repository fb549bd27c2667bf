#include <doctest/doctest.h>

#include <filesystem>
#include <string>
#include <string_view>

#include "render/pdf.hpp"
#include "render/xlsx.hpp"

using namespace aproape::render;

namespace {

Document long_document(int rows) {
  Document document;
  document.title = "Raport de dimineață: București, Țară, ș ț";
  document.subtitle = "29 noiembrie 2026";
  document.tiles = {{"Contacte", "9 184", "+6 %"}, {"=1+1", "@x", "-2"}};
  Table table;
  table.heading = "Persoane/asistate [țări]";
  table.columns = {{"Țara", false, 3}, {"Arestate", true, 1}};
  for (int i = 0; i < rows; ++i) table.rows.push_back({"=HYPERLINK(\"x\")", static_cast<double>(i)});
  document.tables = {table, table};
  document.footer = "fără date personale";
  return document;
}

int pages(const std::string& pdf) {
  constexpr std::string_view kPage = "/Type /Page";
  int count = 0;
  for (std::size_t at = pdf.find(kPage); at != std::string::npos; at = pdf.find(kPage, at + 1))
    if (pdf[at + kPage.size()] != 's') ++count;
  return count;
}

}  // namespace

TEST_CASE("numbers are written as the language does") {
  CHECK(shown_number(0, "ro") == "0");
  CHECK(shown_number(1234567.5, "ro") == "1\u202f234\u202f567,5");
  CHECK(shown_number(-1234, "en") == "\u22121,234");
  CHECK(shown_number(-0.001, "en") == "0");
  CHECK(shown_number(12.25, "en") == "12.25");
}

TEST_CASE("a long document takes pages, and one page where one is wanted") {
  const std::string many = to_pdf(long_document(80), false);
  CHECK(many.starts_with("%PDF-"));
  CHECK(pages(many) > 1);
  const std::string one = to_pdf(long_document(80), true);
  CHECK(pages(one) == 1);
  CHECK(pages(to_pdf(Document{}, true)) == 1);
}

TEST_CASE("a workbook is made and leaves no file behind") {
  const auto folder = std::filesystem::temp_directory_path() / "aproape-render-test";
  std::filesystem::create_directories(folder);
  const std::string book = to_xlsx(long_document(3), folder);
  CHECK(book.starts_with("PK"));
  CHECK(std::filesystem::is_empty(folder));
  std::filesystem::remove_all(folder);
  CHECK_THROWS((void)to_xlsx(long_document(1), "/nowhere/at/all"));
}
