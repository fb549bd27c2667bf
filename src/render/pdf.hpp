#pragma once

#include <string>

#include "render/document.hpp"

namespace aproape::render {

// The document as a PDF on A4. With `one_page` everything is made smaller until it fits on one page, at the
// smallest two thirds; rows that still do not fit are left out and counted in a last line. Throws
// Error{internal, "render.failed"} where the library fails. Thread-safe.
[[nodiscard]] std::string to_pdf(const Document& document, bool one_page);

}  // namespace aproape::render
