#pragma once

#include <string>
#include <vector>

namespace aproape::render {

// A letter on paper, as an office writes it. All texts are UTF-8; a line break begins a new line.
struct Letter {
  std::string sender;                  // name of the unit
  std::vector<std::string> addresses;  // of the unit, small, below its name
  std::string number;                  // "AP-2026-000123"
  std::string place_and_date;          // "Roma, 24 noiembrie 2026"
  std::string addressee;               // name and address, several lines
  std::string subject;
  std::string text;  // paragraphs, an empty line between them
  std::string signature;
  std::string number_label;   // "Nr."
  std::string subject_label;  // "Referitor la"
  std::string page_label;     // "pagina"
};

// The letter as a PDF on A4, on as many pages as it takes. Throws Error{internal, "render.failed"} where the
// library fails. Thread-safe.
[[nodiscard]] std::string to_pdf(const Letter& letter);

}  // namespace aproape::render
