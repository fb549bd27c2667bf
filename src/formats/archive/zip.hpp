#pragma once

#include <string_view>

#include "formats/archive/findings.hpp"

namespace aproape::archive {

// Reads the central directory of a ZIP file (APPNOTE 4.3) and looks into archives that it holds.
void look_into_zip(std::string_view bytes, int level, Findings& findings);

}  // namespace aproape::archive
