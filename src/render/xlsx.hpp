#pragma once

#include <filesystem>
#include <string>

#include "render/document.hpp"

namespace aproape::render {

// The document as a workbook: a sheet for the tiles and one for each table, with headings that stay in sight.
// Texts are written as texts, so none runs as a formula. The library writes files only: one is made in
// `folder` for a moment. Throws Error{internal, "render.failed"}. Thread-safe.
[[nodiscard]] std::string to_xlsx(const Document& document, const std::filesystem::path& folder);

}  // namespace aproape::render
